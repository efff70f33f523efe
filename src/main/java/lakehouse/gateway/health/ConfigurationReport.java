package lakehouse.gateway.health;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lakehouse.gateway.config.Cached;
import lakehouse.gateway.config.ConfigurationCheck;
import lakehouse.gateway.config.ConfigurationProblem;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.provider.GatewayVersion;
import lakehouse.gateway.routing.ProviderRegistry;

/**
 * What is wrong with the configuration now. Looks at deployment, and again when somebody asks; logs each mistake once, in
 * a line of its own. A CDI observer and not an EJB: WildFly's {@code standalone-microprofile.xml} has no EJB.
 */
@Shared
public class ConfigurationReport {
    private static final Logger LOG = System.getLogger(ConfigurationReport.class.getName());

    @Inject
    @Any
    Instance<ConfigurationCheck> checks;

    @Inject
    ProviderRegistry registry;

    @Inject
    StartReport report;

    private final Cached<List<ConfigurationProblem>> problems = new Cached<>(Duration.ofSeconds(1), this::look);
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    void deployed(@Observes Startup event) {
        int found = problems().size();
        LOG.log(
                Level.INFO,
                "Lakehouse Gateway " + GatewayVersion.VERSION + " is deployed with the providers "
                        + String.join(", ", registry.current().ids()) + ". Mistakes in its configuration: " + found
                        + ".");
        report.log();
    }

    /** All mistakes there are now, at most a second old. */
    public List<ConfigurationProblem> problems() {
        return problems.get();
    }

    private List<ConfigurationProblem> look() {
        // Two checks may come to the same words; the first one counts.
        Map<String, ConfigurationProblem> found = new LinkedHashMap<>();
        Set<String> news = new LinkedHashSet<>();
        for (ConfigurationCheck check : checks) {
            for (ConfigurationProblem problem : check.problems()) {
                found.merge(problem.message(), problem, (one, other) -> one.stopsCalls() ? one : other);
                if (!check.logsThemItself()) {
                    news.add(problem.message());
                }
            }
        }
        // A mistake that was put right and comes back is news again.
        logged.retainAll(found.keySet());
        news.stream().filter(logged::add).forEach(message -> LOG.log(Level.ERROR, "Configuration: " + message));
        return List.copyOf(found.values());
    }
}
