package lakehouse.gateway.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The short variables that the WAR's defaults read, such as {@code KIMI_API_KEY}, and what is nearly one of them. */
public final class PlainNames {
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*):");
    private static final Pattern OF_A_SECRET = Pattern.compile(".*(KEY|TOKEN|SECRET).*");
    private static final String KEY_ENDING = "_API_KEY";

    /** The key that each variable is read for. */
    private static final Map<String, String> KEYS = read();

    private PlainNames() {}

    private static Map<String, String> read() {
        Map<String, String> keys = new TreeMap<>();
        DefaultKeys.all().forEach((key, value) -> {
            Matcher expression = EXPRESSION.matcher(value);
            while (expression.find()) {
                keys.put(expression.group(1), key);
            }
        });
        return keys;
    }

    /** How an operator is told of a setting: by its short variable, which the README uses, then by its full key. */
    public static String spoken(Setting<?> setting, String id) {
        String key = setting.key(id);
        return KEYS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(key))
                .findFirst()
                .map(entry -> entry.getKey() + " (or " + key + ")")
                .orElse(key);
    }

    /**
     * The short variable that a name was probably meant to be.
     *
     * @param names all that there are: where the right one is set too, the other one is somebody else's
     */
    static Optional<String> nearly(String name, Collection<String> names) {
        if (KEYS.containsKey(name) || name.contains(".") || name.length() > 40) {
            return Optional.empty();
        }
        return KEYS.keySet().stream()
                .filter(known -> !names.contains(known))
                .filter(known -> isNearly(name.toUpperCase(Locale.ROOT), known))
                .findFirst();
    }

    private static boolean isNearly(String name, String known) {
        if (Strokes.between(name, known) <= (known.length() < 14 ? 1 : 2)) {
            return true;
        }
        String vendor = vendor(known);
        return vendor != null
                && OF_A_SECRET.matcher(name).matches()
                && name.replace("_", "").startsWith(vendor)
                // A vendor of its own may begin with the same letters.
                && name.replace("_", "")
                        .substring(vendor.length())
                        .matches("(CLOUD|CODE|CODING)?(API)?(ACCESS|AUTH)?(KEY|TOKEN|SECRET).?");
    }

    private static @Nullable String vendor(String known) {
        return known.endsWith(KEY_ENDING) ? known.substring(0, known.length() - KEY_ENDING.length()) : null;
    }
}
