package lakehouse.gateway.health;

import jakarta.inject.Inject;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.provider.GatewayVersion;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started: the application is deployed and its configuration was read, for better or worse. */
@Startup
@Shared
public class GatewayStarted implements HealthCheck {
    @Inject
    ConfigurationReport report;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("gateway-started")
                .withData("version", GatewayVersion.VERSION)
                .withData("configuration_problems", report.problems().size())
                .up()
                .build();
    }
}
