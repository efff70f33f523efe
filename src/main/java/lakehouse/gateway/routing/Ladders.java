package lakehouse.gateway.routing;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lakehouse.gateway.config.Cached;
import lakehouse.gateway.config.InvalidSettingException;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.platform.Shared;

/** The ladders as configured now. */
@Shared
public class Ladders {
    private record Known(Map<String, Ladder> usable, Map<String, String> problems) {}

    @Inject
    Settings settings;

    @Inject
    ProviderRegistry registry;

    private final Cached<Known> known = new Cached<>(Duration.ofSeconds(1), this::build);

    /** The ladders that can be climbed, by name. */
    public Map<String, Ladder> usable() {
        return known.get().usable();
    }

    /** What is wrong with the others, by name, in words for the operator. */
    public Map<String, String> problems() {
        return known.get().problems();
    }

    /** A ladder that can be climbed. */
    public Optional<Ladder> find(String name) {
        return Optional.ofNullable(usable().get(name));
    }

    private Known build() {
        Map<String, Ladder> usable = new TreeMap<>();
        Map<String, String> problems = new TreeMap<>();
        Providers providers = registry.current();
        for (String name : settings.ids(Setting.LADDER_RUNGS)) {
            try {
                usable.put(name, Ladder.read(settings, name, providers));
            } catch (InvalidSettingException e) {
                problems.put(name, e.getMessage());
            }
        }
        return new Known(usable, problems);
    }
}
