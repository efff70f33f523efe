package lakehouse.gateway.health;

import jakarta.inject.Inject;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.threads.Timer;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Live: the application answers, and the thread that ends what takes too long still runs. A restart would cure nothing else. */
@Liveness
@Shared
public class GatewayLive implements HealthCheck {
    @Inject
    Timer timer;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("gateway-live")
                .status(timer.isRunning())
                .build();
    }
}
