package lakehouse.gateway.health;

import jakarta.inject.Inject;
import java.util.List;
import lakehouse.gateway.access.HealthAudience;
import lakehouse.gateway.config.ConfigurationProblem;
import lakehouse.gateway.platform.Shared;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready, as far as the configuration goes: down only for a mistake that stops every call. One that costs a provider, a
 * ladder or nothing at all is shown, and the gateway goes on serving the rest.
 */
@Readiness
@Shared
public class ConfigurationReady implements HealthCheck {
    @Inject
    ConfigurationReport report;

    @Inject
    HealthAudience audience;

    @Override
    public HealthCheckResponse call() {
        List<ConfigurationProblem> problems = report.problems();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("gateway-configuration")
                .status(problems.stream().noneMatch(ConfigurationProblem::stopsCalls));
        if (!audience.mayKnowDetails()) {
            return response.build();
        }
        response.withData("problems", problems.size());
        int number = 1;
        for (ConfigurationProblem problem : problems) {
            response.withData("problem-" + number++, problem.message());
        }
        return response.build();
    }
}
