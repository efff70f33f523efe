package lakehouse.gateway.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.GatewayVersion;

/** {@code GET /}: a short page that says what this is and links on. Open to everyone, so it shows no configuration. */
@Path("/")
@RequestScoped
public class HomeResource {
    private static final MediaType JSON = MediaType.APPLICATION_JSON_TYPE;
    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE;

    /** As on the page: method, path, what for. */
    private static final List<List<String>> ADDRESSES = List.of(
            List.of("POST", "/v1/chat/completions", "chat, plain or streamed; also /v1/chat"),
            List.of("GET", "/v1/models", "the models of all providers"),
            List.of("GET", "/v1/models/{id}", "one model"),
            List.of("GET", "/v1/providers", "how each provider is configured, and how it did last"),
            List.of("GET", "/v1/providers/{id}/usage", "what is left of a plan or a credit"),
            List.of("GET", "/v1/calls/{request_id}", "what became of a call"),
            List.of("POST", "/v1/audits", "have code audited"));

    /** The page; the same as JSON for those who ask for JSON before HTML. */
    @GET
    public Response home(@Context HttpHeaders headers) throws IOException {
        boolean json = headers.getAcceptableMediaTypes().stream()
                .filter(type -> JSON.isCompatible(type) != HTML.isCompatible(type))
                .findFirst()
                .map(JSON::isCompatible)
                .orElse(false);
        return json
                ? Response.ok(json(), JSON).build()
                : Response.ok(page(), MediaType.TEXT_HTML + ";charset=utf-8").build();
    }

    private static String page() throws IOException {
        try (InputStream in = HomeResource.class.getResourceAsStream("/lakehouse/gateway/home.html")) {
            if (in == null) {
                throw new IllegalStateException("home.html is missing from the WAR.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("{{version}}", GatewayVersion.VERSION);
        }
    }

    private static String json() {
        JsonArrayBuilder addresses = JsonParts.array();
        ADDRESSES.forEach(address -> addresses.add(JsonParts.object()
                .add("method", address.get(0))
                .add("path", address.get(1))
                .add("description", address.get(2))));
        return JsonParts.object()
                .add("object", "gateway")
                .add("name", "Lakehouse Gateway")
                .add("version", GatewayVersion.VERSION)
                .add("addresses", addresses)
                .build()
                .toString();
    }
}
