package lakehouse.gateway.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings from a map that a test may change. */
public final class MapSettings {
    private final Map<String, String> values = new HashMap<>();

    /** One provider at a loopback address. */
    public static MapSettings withProvider(String id) {
        return new MapSettings().set("gateway.providers", id).provider(id);
    }

    /** Adds the settings that a provider cannot do without, but not its id to the list. */
    public MapSettings provider(String id) {
        return set("gateway.provider." + id + ".base-url", "http://127.0.0.1:9/v1");
    }

    public MapSettings set(String key, String value) {
        values.put(key, value);
        return this;
    }

    public Settings settings() {
        return new Settings(key -> Optional.ofNullable(values.get(key)), () -> List.copyOf(values.keySet()));
    }
}
