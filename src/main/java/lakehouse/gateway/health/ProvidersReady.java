package lakehouse.gateway.health;

import jakarta.inject.Inject;
import lakehouse.gateway.access.HealthAudience;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.provider.Provider;
import lakehouse.gateway.routing.ProviderOutcomes;
import lakehouse.gateway.routing.ProviderRegistry;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready, as far as the providers go: up while the settings of at least one are complete. How each did last comes from real
 * traffic and changes nothing: a provider that is down is no reason to take the gateway out of service.
 */
@Readiness
@Shared
public class ProvidersReady implements HealthCheck {
    @Inject
    ProviderRegistry registry;

    @Inject
    ProviderOutcomes outcomes;

    @Inject
    HealthAudience audience;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("gateway-providers");
        boolean usable = false;
        boolean details = audience.mayKnowDetails();
        for (Provider provider : registry.current().usable().values()) {
            String id = provider.settings().id();
            String missing = provider.settings().missingSetting();
            usable |= missing == null;
            if (details) {
                response.withData(id, missing == null ? last(id) : "not usable: set " + missing);
            }
        }
        if (details) {
            registry.current()
                    .problems()
                    .keySet()
                    .forEach(id -> response.withData(id, "not usable: see the configuration"));
        }
        return response.status(usable).build();
    }

    private String last(String id) {
        ProviderOutcomes.Outcome last = outcomes.last(id);
        return last == null ? "not asked yet" : last.outcome() + " at " + last.at();
    }
}
