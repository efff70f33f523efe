package lakehouse.gateway.provider;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lakehouse.gateway.config.InvalidSettingException;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import org.jspecify.annotations.Nullable;

/** A provider's settings that its dialect declares. Each is read once: a call gets its value from here. */
public final class OwnSettings {
    private final Settings settings;
    private final String id;
    private final Map<String, Optional<Object>> values = new ConcurrentHashMap<>();

    OwnSettings(Settings settings, String id) {
        this.settings = settings;
        this.id = id;
    }

    /**
     * The value; null when nobody gave one.
     *
     * @throws InvalidSettingException when it cannot be used
     */
    @SuppressWarnings("unchecked")
    public <T> @Nullable T find(Setting<T> setting) {
        Optional<Object> value = values.get(setting.pattern());
        if (value == null) {
            value = Optional.ofNullable(settings.find(setting, id));
            values.put(setting.pattern(), value);
        }
        return (T) value.orElse(null);
    }
}
