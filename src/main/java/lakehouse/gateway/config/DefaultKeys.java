package lakehouse.gateway.config;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the WAR's own {@code microprofile-config.properties} holds. */
final class DefaultKeys {
    private static final String FILE = "/META-INF/microprofile-config.properties";
    private static final Properties VALUES = read();

    private DefaultKeys() {}

    /** The providers that the WAR has defaults for. */
    static List<String> providers() {
        return Arrays.stream(value(Setting.PROVIDERS.pattern()).split(","))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList();
    }

    /** The value as it stands in the file, its expressions not resolved; empty when there is none. */
    static String value(String key) {
        return VALUES.getProperty(key, "");
    }

    /** All keys with their values as they stand in the file. */
    static Map<String, String> all() {
        return VALUES.stringPropertyNames().stream()
                .collect(Collectors.toMap(Function.identity(), VALUES::getProperty));
    }

    private static Properties read() {
        Properties defaults = new Properties();
        try (InputStream in = DefaultKeys.class.getResourceAsStream(FILE)) {
            if (in != null) {
                defaults.load(in);
            }
        } catch (IOException e) {
            throw new IllegalStateException(FILE + " of the WAR cannot be read.", e);
        }
        return defaults;
    }
}
