package lakehouse.gateway.providers.openrouter;

import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** What was bought and what is used up. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public interface OpenRouterUsageApi extends AutoCloseable {
    /** Credit of the account. */
    @GET
    @Path("credits")
    JsonObject credits(
            @HeaderParam("Authorization") @Nullable String authorization, @HeaderParam("User-Agent") String userAgent);

    /** Limit of the key. */
    @GET
    @Path("key")
    JsonObject key(
            @HeaderParam("Authorization") @Nullable String authorization, @HeaderParam("User-Agent") String userAgent);

    @Override
    void close();
}
