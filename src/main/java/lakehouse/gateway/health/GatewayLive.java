package lakehouse.gateway.health;

import lakehouse.gateway.platform.Shared;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Live: the application answers. A restart would cure nothing else, so nothing else is looked at. */
@Liveness
@Shared
public class GatewayLive implements HealthCheck {
    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.up("gateway-live");
    }
}
