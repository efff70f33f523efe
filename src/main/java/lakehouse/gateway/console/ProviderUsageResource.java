package lakehouse.gateway.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.platform.PlatformThreads;
import lakehouse.gateway.provider.Provider;
import lakehouse.gateway.provider.UsageReport;
import lakehouse.gateway.routing.ProviderRegistry;
import lakehouse.gateway.routing.Providers;

/** {@code GET /v1/providers/{id}/usage}: what is left of a provider's plan or credit, asked of the provider now. */
@Path("/v1/providers/{id}/usage")
@RequestScoped
public class ProviderUsageResource {
    @Inject
    ProviderRegistry registry;

    /** The report, or the error envelope. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public void usage(@PathParam("id") String id, @Suspended AsyncResponse response) {
        PlatformThreads.execute(() -> {
            try {
                response.resume(report(id));
            } catch (RuntimeException e) {
                response.resume(e);
            }
        });
    }

    private String report(String id) {
        Provider provider = provider(id);
        if (!(provider.dialect() instanceof UsageReport report)) {
            throw Failure.at(
                            FailureKind.NOT_FOUND,
                            id,
                            "Provider " + id + " has no usage report: its dialect "
                                    + provider.settings().dialect() + " knows none.")
                    .exception();
        }
        JsonObject usage = report.usage(provider.settings());
        return JsonParts.object(usage)
                .add("object", "provider.usage")
                .add("provider", id)
                .add("asked_at", Instant.now().toString())
                .build()
                .toString();
    }

    private Provider provider(String id) {
        Providers providers = registry.current();
        String problem = providers.problems().get(id);
        Provider provider = providers.find(id).orElse(null);
        if (provider == null && problem == null) {
            throw Failure.of(
                            FailureKind.NOT_FOUND, "There is no provider \"" + id + "\". GET /v1/providers lists them.")
                    .exception();
        }
        String missing = provider == null ? null : provider.settings().missingSetting();
        if (provider == null || missing != null) {
            throw Failure.at(
                            FailureKind.PROVIDER_NOT_CONFIGURED,
                            id,
                            "Provider " + id + " cannot be asked: "
                                    + (missing == null ? problem : "the key is missing. Set " + missing + "."))
                    .exception();
        }
        return provider;
    }
}
