package lakehouse.gateway.config;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which MicroProfile Config finds a property among environment variables, see
 * <a href="https://download.eclipse.org/microprofile/microprofile-config-3.1/microprofile-config-spec-3.1.html">
 * MicroProfile Config 3.1</a>, "Environment Variables Mapping Rules".
 */
final class EnvFileNames {
    private static final Pattern NOT_IN_A_VARIABLE = Pattern.compile("[^A-Za-z0-9_]");

    private EnvFileNames() {}

    /** Finds the exact name, else the name with underscores, else that in upper case; null when there is none. */
    static @Nullable String find(Map<String, String> values, String property) {
        String exact = values.get(property);
        if (exact != null || values.isEmpty()) {
            return exact;
        }
        String underscored = withUnderscores(property);
        String found = values.get(underscored);
        return found != null ? found : values.get(underscored.toUpperCase(Locale.ROOT));
    }

    /** The environment variable of a property: {@code gateway.env-file.paths} is {@code GATEWAY_ENV_FILE_PATHS}. */
    static String asVariable(String property) {
        return withUnderscores(property).toUpperCase(Locale.ROOT);
    }

    private static String withUnderscores(String property) {
        return NOT_IN_A_VARIABLE.matcher(property).replaceAll("_");
    }
}
