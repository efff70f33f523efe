package lakehouse.gateway.providers.kimi;

import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** What of the plan's windows is used up. */
@Path("/usages")
public interface KimiUsageApi extends AutoCloseable {
    /** The figures; many of its numbers are texts. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    JsonObject usages(
            @HeaderParam("Authorization") @Nullable String authorization, @HeaderParam("User-Agent") String userAgent);

    @Override
    void close();
}
