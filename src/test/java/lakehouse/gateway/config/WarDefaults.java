package lakehouse.gateway.config;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The defaults that the WAR brings. */
public final class WarDefaults {
    /** A name and its default, as in {@code ${NAME:default}}. */
    public static final Pattern EXPRESSION = Pattern.compile("\\$\\{([A-Z_]+):([^}]*)}");

    private static final Path FILE = Path.of("src/main/resources/META-INF/microprofile-config.properties");

    private WarDefaults() {}

    /** All keys with their values as written. */
    public static Map<String, String> asWritten() {
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(FILE)) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return values;
    }

    /** The settings that they make, with these names known, as a server would expand them. */
    public static MapSettings with(Map<String, String> names) {
        MapSettings settings = new MapSettings();
        asWritten()
                .forEach((key, value) ->
                        settings.set(key, EXPRESSION.matcher(value).replaceAll(match -> replacement(match, names))));
        return settings;
    }

    private static String replacement(MatchResult expression, Map<String, String> names) {
        return names.getOrDefault(expression.group(1), expression.group(2));
    }
}
