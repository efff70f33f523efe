package lakehouse.gateway.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The settings that every call reads, of one moment. One that cannot be used keeps its last value, for calls under way. */
public final class CallSettings {
    private final Map<String, Object> values = new HashMap<>();
    private final @Nullable InvalidSettingException problem;

    CallSettings(Settings settings, @Nullable CallSettings before) {
        InvalidSettingException first = null;
        for (Setting<?> setting : Setting.all()) {
            if (setting.stopsCalls()) {
                Object value = before == null ? null : before.values.get(setting.pattern());
                try {
                    value = settings.find(setting);
                } catch (InvalidSettingException e) {
                    first = first == null ? e : first;
                }
                if (value != null) {
                    values.put(setting.pattern(), value);
                }
            }
        }
        problem = first;
    }

    /**
     * Lets a call begin.
     *
     * @throws InvalidSettingException when one of them cannot be used
     */
    public void check() {
        if (problem != null) {
            throw problem;
        }
    }

    /** The value, or the key's default. */
    public <T> T get(Setting<T> setting) {
        T value = find(setting);
        return value != null ? value : Objects.requireNonNull(setting.fallback(), setting.pattern());
    }

    /** The value; null when nobody gave one. */
    @SuppressWarnings("unchecked")
    public <T> @Nullable T find(Setting<T> setting) {
        return (T) values.get(setting.pattern());
    }
}
