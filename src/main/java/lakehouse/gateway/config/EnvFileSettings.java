package lakehouse.gateway.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * Where env files are and how strict to be.
 *
 * @param paths files, and globs in the last path segment; later ones win
 * @param strict whether a file that group or others can read is refused
 */
record EnvFileSettings(List<String> paths, boolean strict) {
    static final String DEFAULT_PATHS = "/etc/lakehouse/*.env";

    private static final String PATHS = "gateway.env-file.paths";
    private static final String STRICT = "gateway.env-file.strict";
    private static final Set<String> TRUE = Set.of("true", "yes", "y", "on", "1");

    EnvFileSettings {
        paths = List.copyOf(paths);
    }

    /**
     * Reads the settings. A {@code ConfigSource} cannot ask the {@code Config} that it is being made a part of, so only
     * system properties and the environment are read, in this order. An empty list of paths means no env files.
     */
    static EnvFileSettings read(Properties properties, Map<String, String> environment) {
        String paths = lookUp(PATHS, DEFAULT_PATHS, properties, environment);
        String strict = lookUp(STRICT, "false", properties, environment);
        return new EnvFileSettings(
                Arrays.stream(paths.split(","))
                        .map(String::strip)
                        .filter(path -> !path.isEmpty())
                        .toList(),
                TRUE.contains(strict.strip().toLowerCase(Locale.ROOT)));
    }

    private static String lookUp(String name, String fallback, Properties properties, Map<String, String> environment) {
        String property = properties.getProperty(name);
        return property != null ? property : environment.getOrDefault(EnvFileNames.asVariable(name), fallback);
    }
}
