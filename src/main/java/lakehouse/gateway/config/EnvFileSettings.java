package lakehouse.gateway.config;

import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Where env files are and how strict to be.
 *
 * @param paths files, and globs in the last path segment; later ones win
 * @param strict whether a file that group or others can read is refused
 */
record EnvFileSettings(List<String> paths, boolean strict) {
    EnvFileSettings {
        paths = List.copyOf(paths);
    }

    /**
     * Reads the settings. A {@code ConfigSource} cannot ask the {@code Config} that it is being made a part of, so only
     * system properties and the environment are read, in this order. An empty list of paths means no env files.
     */
    static EnvFileSettings read(Properties properties, Map<String, String> environment) {
        String paths = lookUp(Setting.ENV_FILE_PATHS, properties, environment);
        String strict = lookUp(Setting.ENV_FILE_STRICT, properties, environment);
        return new EnvFileSettings(Form.items(paths), isOn(strict.strip()));
    }

    /** What is no flag is off here, and {@link ValuesCheck} reports it. */
    private static boolean isOn(String strict) {
        try {
            return Setting.ENV_FILE_STRICT.form().read("", strict);
        } catch (InvalidSettingException e) {
            return false;
        }
    }

    private static String lookUp(Setting<?> setting, Properties properties, Map<String, String> environment) {
        String property = properties.getProperty(setting.pattern());
        return property != null
                ? property
                : environment.getOrDefault(
                        EnvFileNames.asVariable(setting.pattern()), String.valueOf(setting.documented()));
    }
}
