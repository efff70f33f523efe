package lakehouse.gateway.config;

import java.util.List;

/** Declares settings that one dialect alone knows. A CDI bean. */
public interface SettingsOfDialect {
    /** The name that {@code gateway.provider.<id>.dialect} gives, lower case. */
    String name();

    /** Those of its providers beside {@link Setting#all}. Two dialects may read one key, each in its own form. */
    default List<Setting<?>> settings() {
        return List.of();
    }
}
