package lakehouse.gateway.routing;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lakehouse.gateway.config.ConfigurationCheck;
import lakehouse.gateway.config.ConfigurationProblem;
import lakehouse.gateway.config.KeyShape;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.platform.Shared;

/** Finds providers and ladders that cannot be used, and ids that stand for two of them. */
@Shared
public class RoutesCheck implements ConfigurationCheck {
    @Inject
    Settings settings;

    @Inject
    ProviderRegistry registry;

    @Inject
    Ladders ladders;

    @Override
    public List<ConfigurationProblem> problems() {
        List<ConfigurationProblem> problems = new ArrayList<>(doubles(settings.get(Setting.PROVIDERS)));
        registry.current()
                .problems()
                .forEach((id, problem) -> problems.add(ConfigurationProblem.of("gateway.provider." + id, problem)));
        ladders.problems().forEach((name, problem) -> {
            // Who takes a provider out of the list makes no mistake in a ladder that the WAR brings.
            if (!settings.isShipped(Setting.LADDER_RUNGS, name)) {
                problems.add(ConfigurationProblem.of(Setting.LADDER_RUNGS.key(name), problem));
            }
        });
        return problems;
    }

    private static List<ConfigurationProblem> doubles(List<String> ids) {
        List<ConfigurationProblem> problems = new ArrayList<>();
        Map<String, String> byVariable = new LinkedHashMap<>();
        for (String id : ids) {
            if (KeyShape.isKey(id)) {
                continue;
            }
            String other = byVariable.put(id.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT), id);
            if (other != null) {
                problems.add(ConfigurationProblem.of(
                        Setting.PROVIDERS.pattern(),
                        other.equals(id)
                                ? Setting.PROVIDERS.pattern() + " names \"" + id
                                        + "\" twice. Only one provider can have an id: take one out, or rename it."
                                : Setting.PROVIDERS.pattern() + " names \"" + other + "\" and \"" + id
                                        + "\", which share their environment variables. Rename one of them."));
            }
        }
        return problems;
    }
}
