package lakehouse.gateway.models;

import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** A provider's list of models, in the shape of https://platform.openai.com/docs/api-reference/models/list. */
@Path("/models")
public interface ModelListApi extends AutoCloseable {
    /** The list; the key goes into {@code authorization}, a null header is not sent. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    JsonObject list(
            @HeaderParam("Authorization") @Nullable String authorization, @HeaderParam("User-Agent") String userAgent);

    @Override
    void close();
}
