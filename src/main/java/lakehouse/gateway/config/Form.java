package lakehouse.gateway.config;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How a value is written.
 *
 * @param name what {@code docs/configuration.md} calls it; empty for a text that may be anything
 * @param reader makes the value of a key's text, or throws {@link InvalidSettingException}
 */
public record Form<T>(String name, BiFunction<String, String, T> reader) {
    /** Any text. */
    public static final Form<String> TEXT = new Form<>("", (key, value) -> value);

    /** As {@link #items} takes it apart. */
    public static final Form<List<String>> LIST = new Form<>("list", (key, value) -> items(value));

    /** A text that is shown to people, such as the name of a model. */
    public static final Form<String> NAME = new Form<>("", Form::name);

    /** A list of such texts. */
    public static final Form<List<String>> NAMES = new Form<>("list", (key, value) -> items(name(key, value)));

    /** Text that may stand in a header. */
    public static final Form<String> PRINTABLE = new Form<>("text", Form::printable);

    /** {@code true} or {@code false}. */
    public static final Form<Boolean> FLAG = flag(Set.of("true"), Set.of("false"));

    /** A flag that may also be written as other programs do. */
    static final Form<Boolean> SWITCH =
            flag(Set.of("true", "yes", "y", "on", "1"), Set.of("false", "no", "n", "off", "0"));

    /** More than zero; one longer than a year is a slip of the pen, and could overflow where it is counted in nanoseconds. */
    public static final Form<Duration> DURATION = of(
            "duration",
            "an ISO-8601 duration above zero, at most P365D, such as PT90S or PT10M",
            Duration::parse,
            time -> time.compareTo(Duration.ZERO) > 0 && time.compareTo(Duration.ofDays(365)) <= 0);

    /** A whole number above zero. */
    public static final Form<Integer> NUMBER = whole("number", 1);

    /** A whole number, or zero. */
    public static final Form<Integer> NUMBER_OR_ZERO = whole("number, 0 allowed", 0);

    /** An absolute address; a slash at its end is taken away. */
    public static final Form<URI> ADDRESS = of(
            "`http` or `https` address without user, query and fragment",
            "an http or https address like https://host/v1, without user, query or fragment",
            value -> URI.create(value.endsWith("/") ? value.substring(0, value.length() - 1) : value),
            Form::isOfTheWeb);

    /** A key of a provider. */
    public static final Form<Secret> SECRET = new Form<>("ASCII text without spaces", Form::secret);

    private static final int HIGHEST_PORT = 65_535;

    /** The value that a text means for a key. */
    T read(String key, String value) {
        return reader.apply(key, value);
    }

    /** A form with a rule, in words that say what to write instead. */
    public static <T> Form<T> of(String name, String words, Function<String, T> parser, Predicate<T> rule) {
        return of(name, words, parser, rule, read -> read);
    }

    private static <P, T> Form<T> of(
            String name, String words, Function<String, P> parser, Predicate<P> rule, Function<P, T> maker) {
        return new Form<>(name, (key, value) -> {
            try {
                P read = parser.apply(value);
                if (rule.test(read)) {
                    return maker.apply(read);
                }
            } catch (DateTimeException | IllegalArgumentException e) {
                // Said below with the key, which the JDK's own message lacks.
            }
            throw InvalidSettingException.of(key, value, words);
        });
    }

    /** One of some words, in small or capital letters. */
    public static Form<String> choice(String... words) {
        List<String> known = List.of(words);
        String last = known.get(known.size() - 1);
        String others = String.join("`, `", known.subList(0, known.size() - 1));
        return of(
                "`" + others + "` or `" + last + "`",
                known.size() == 2 ? String.join(" or ", known) : "one of " + String.join(", ", known),
                value -> value.toLowerCase(Locale.ROOT),
                known::contains);
    }

    /** Items between commas, trimmed, blanks left out; {@code \,} is a comma inside an item. */
    public static List<String> items(String value) {
        return Arrays.stream(value.split("(?<!\\\\),"))
                .map(item -> item.replace("\\,", ",").strip())
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static Form<Boolean> flag(Set<String> yes, Set<String> no) {
        return of(
                "flag",
                "true or false",
                value -> value.toLowerCase(Locale.ROOT),
                word -> yes.contains(word) || no.contains(word),
                yes::contains);
    }

    private static Form<Integer> whole(String name, int atLeast) {
        return of(
                name,
                "a whole number from " + atLeast + " to " + Integer.MAX_VALUE,
                Integer::valueOf,
                number -> number >= atLeast);
    }

    private static boolean isOfTheWeb(URI uri) {
        return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getPort() <= HIGHEST_PORT
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }

    private static Secret secret(String key, String value) {
        if (value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new InvalidSettingException(key + " holds a space or a character outside ASCII. Copy the key again.");
        }
        return new Secret(value);
    }

    private static String printable(String key, String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new InvalidSettingException(key + " holds a character that is not printable ASCII. Take it out.");
        }
        return name(key, value);
    }

    /** Neither shown nor used: it belongs into another line. */
    private static String name(String key, String value) {
        if (KeyShape.isKey(value)) {
            throw new InvalidSettingException(key + " has a value of " + value.length()
                    + " characters that looks like a key. Take it out; a provider's key belongs to "
                    + Setting.PROVIDER_API_KEY.pattern() + ".");
        }
        return value;
    }
}
