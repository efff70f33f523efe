package lakehouse.gateway.failure;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A failure as an HTTP response, before the commit point.
 *
 * @param status of HTTP
 * @param headers beside those that every response has
 * @param body the error object, JSON
 */
public record FailureReply(int status, Map<String, String> headers, String body) {
    /** For a resource of JAX-RS. */
    public Response response() {
        Response.ResponseBuilder response =
                Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body);
        headers.forEach(response::header);
        return response.build();
    }

    /**
     * For a servlet.
     *
     * @throws IOException when the client is gone
     */
    public void writeTo(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON);
        headers.forEach(response::setHeader);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
        response.flushBuffer();
    }
}
