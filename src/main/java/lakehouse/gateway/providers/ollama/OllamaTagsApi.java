package lakehouse.gateway.providers.ollama;

import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** The models that an Ollama server has. */
@Path("/tags")
public interface OllamaTagsApi extends AutoCloseable {
    /** The list. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    JsonObject tags(
            @HeaderParam("Authorization") @Nullable String authorization, @HeaderParam("User-Agent") String userAgent);

    @Override
    void close();
}
