package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** The models of an Anthropic-shaped endpoint. */
@Path("/models")
public interface AnthropicModelsApi extends AutoCloseable {
    /** The first page. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    JsonObject models(
            @HeaderParam("x-api-key") @Nullable String key,
            @HeaderParam("anthropic-version") String version,
            @HeaderParam("User-Agent") String userAgent);

    @Override
    void close();
}
