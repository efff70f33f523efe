package lakehouse.gateway.health;

import jakarta.inject.Inject;
import lakehouse.gateway.access.HealthAudience;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.provider.GatewayVersion;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Startup;

/** Started: the application is deployed and its configuration was read, for better or worse. */
@Startup
@Shared
public class GatewayStarted implements HealthCheck {
    @Inject
    ConfigurationReport report;

    @Inject
    HealthAudience audience;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("gateway-started").up();
        if (!audience.mayKnowDetails()) {
            return response.build();
        }
        return response.withData("version", GatewayVersion.VERSION)
                .withData("configuration_problems", report.problems().size())
                .build();
    }
}
