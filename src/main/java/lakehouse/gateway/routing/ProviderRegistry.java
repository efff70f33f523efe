package lakehouse.gateway.routing;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import lakehouse.gateway.config.Cached;
import lakehouse.gateway.config.InvalidSettingException;
import lakehouse.gateway.config.KeyShape;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.provider.Dialect;
import lakehouse.gateway.provider.Provider;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.SettingsCheck;

/** Builds providers from configuration and the dialects that CDI finds. Follows a changed configuration within a second. */
@Shared
public class ProviderRegistry {
    private static final Duration MAX_AGE = Duration.ofSeconds(1);
    private static final String ID = "[a-z0-9][a-z0-9._-]*";

    @Inject
    Settings settings;

    @Inject
    @Any
    Instance<Dialect> dialects;

    @Inject
    @Any
    Instance<SettingsCheck> checks;

    private final Cached<Providers> providers = new Cached<>(MAX_AGE, this::build);

    /** The providers as configured now. */
    public Providers current() {
        return providers.get();
    }

    private Providers build() {
        Map<String, Dialect> known = new LinkedHashMap<>();
        dialects.forEach(dialect -> known.put(dialect.name(), dialect));
        Map<String, Provider> usable = new LinkedHashMap<>();
        Map<String, String> problems = new LinkedHashMap<>();
        List<String> ids = settings.get(Setting.PROVIDERS);
        for (int place = 1; place <= ids.size(); place++) {
            String id = ids.get(place - 1);
            if (!isId(id)) {
                // What it is instead may be a key, and is not shown.
                problems.put(
                        "entry-" + place,
                        "Entry " + place + " of " + Setting.PROVIDERS.pattern() + " has " + id.length()
                                + " characters and is not an id. Use lower-case letters, digits, dots, dashes and"
                                + " underscores.");
                continue;
            }
            try {
                usable.put(id, provider(id, known));
            } catch (InvalidSettingException e) {
                problems.put(id, e.getMessage());
            }
        }
        return new Providers(Collections.unmodifiableMap(usable), Collections.unmodifiableMap(problems));
    }

    private static boolean isId(String id) {
        return id.matches(ID) && !KeyShape.isKey(id);
    }

    private Provider provider(String id, Map<String, Dialect> known) {
        ProviderSettings read = ProviderSettings.read(settings, id);
        Dialect dialect = known.get(read.dialect());
        if (dialect == null) {
            throw InvalidSettingException.of(
                    Setting.PROVIDER_DIALECT.key(id),
                    read.dialect(),
                    "one of " + String.join(", ", new TreeSet<>(known.keySet())));
        }
        dialect.settings().forEach(read.own()::find);
        for (SettingsCheck check : checks) {
            check.problem(read).ifPresent(problem -> {
                throw new InvalidSettingException(problem);
            });
        }
        return new Provider(read, dialect);
    }
}
