package lakehouse.gateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import lakehouse.gateway.platform.PlatformThreads;
import lakehouse.gateway.platform.Shared;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Typed reading of settings; the only place that asks MicroProfile Config. It caches nothing itself. A blank value counts
 * as none, so that {@code ${KIMI_API_KEY:}} means "not set".
 */
@Shared
public class Settings {
    /** A longer one is a slip of the pen, and could overflow where it is counted in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final int HIGHEST_PORT = 65_535;

    private final Function<String, Optional<String>> source;
    private final Supplier<Iterable<String>> names;
    private final Predicate<String> written;

    /** Reads from the server's configuration. */
    public Settings() {
        this(Settings::fromServer, Settings::namesOfServer, Settings::isInASource);
    }

    /** Reads from anywhere, for tests. */
    public Settings(Function<String, Optional<String>> source) {
        this(source, List::of);
    }

    /** Reads from anywhere, for tests that also list the names of all values. */
    public Settings(Function<String, Optional<String>> source, Supplier<Iterable<String>> names) {
        this(source, names, key -> source.apply(key).isPresent());
    }

    private Settings(
            Function<String, Optional<String>> source, Supplier<Iterable<String>> names, Predicate<String> written) {
        this.source = source;
        this.names = names;
        this.written = written;
    }

    private static Optional<String> fromServer(String key) {
        return PlatformThreads.call(() -> ConfigProvider.getConfig().getOptionalValue(key, String.class));
    }

    /** From the sources: WildFly makes the list of names once, and never learns of a name that comes later. */
    private static Iterable<String> namesOfServer() {
        return PlatformThreads.call(() -> StreamSupport.stream(
                        ConfigProvider.getConfig().getConfigSources().spliterator(), false)
                .flatMap(source -> source.getPropertyNames().stream())
                .toList());
    }

    /** MicroProfile Config takes a blank value, and one whose variable is not set, for none at all. */
    private static boolean isInASource(String key) {
        return PlatformThreads.call(() -> StreamSupport.stream(
                        ConfigProvider.getConfig().getConfigSources().spliterator(), false)
                .anyMatch(source -> source.getValue(key) != null));
    }

    /** Whether somebody wrote the key, even with a blank value or one that cannot be expanded. */
    public boolean isWritten(Setting setting) {
        return written.test(setting.pattern());
    }

    /**
     * The ids for which a key has a value, sorted. An environment variable cannot tell a dash from an underscore, so its id
     * has dashes.
     */
    public SortedSet<String> ids(Setting setting) {
        int place = setting.pattern().indexOf("<id>");
        String before = setting.pattern().substring(0, place);
        String after = setting.pattern().substring(place + "<id>".length());
        Pattern dotted = Pattern.compile(Pattern.quote(before) + "([a-z0-9._-]+)" + Pattern.quote(after));
        Pattern variable = Pattern.compile(environmentName(before) + "([A-Z0-9_]+)" + environmentName(after));
        SortedSet<String> ids = new TreeSet<>();
        for (String name : names.get()) {
            Matcher asKey = dotted.matcher(name);
            Matcher asVariable = variable.matcher(name);
            if (asKey.matches()) {
                ids.add(asKey.group(1));
            } else if (asVariable.matches()) {
                ids.add(asVariable.group(1).toLowerCase(Locale.ROOT).replace('_', '-'));
            }
        }
        return ids;
    }

    private static String environmentName(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** The names of all values that there are, those of other programs included, sorted. */
    List<String> names() {
        return StreamSupport.stream(names.get().spliterator(), false)
                .distinct()
                .sorted()
                .toList();
    }

    /** The value of a key that names no provider; null when there is none. */
    public @Nullable String text(Setting setting) {
        return text(setting, "");
    }

    /** The value for a provider, trimmed; null when there is none. */
    public @Nullable String text(Setting setting, String id) {
        return source.apply(setting.key(id))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElse(null);
    }

    /** The value of a plain name that other programs read too, such as {@code HTTPS_PROXY}; null when there is none. */
    public @Nullable String variable(String name) {
        return source.apply(name)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElse(null);
    }

    /** Whether the value is the one that the WAR brings, so that nobody wrote it. Sees through no expression. */
    public boolean isShipped(Setting setting, String id) {
        return DefaultKeys.value(setting.key(id)).strip().equals(text(setting, id));
    }

    /** The items of a comma-separated value, trimmed, blanks left out; {@code \,} is a comma inside an item. */
    public List<String> list(Setting setting, String id) {
        String value = text(setting, id);
        return value == null ? List.of() : items(value);
    }

    /** The items of a comma-separated text, as {@link #list} gives them. */
    public static List<String> items(String value) {
        return Arrays.stream(value.split("(?<!\\\\),"))
                .map(item -> item.replace("\\,", ",").strip())
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** A duration such as {@code PT30S}, more than zero and at most a year; the given one when there is none. */
    public Duration duration(Setting setting, String id, Duration otherwise) {
        String value = text(setting, id);
        if (value == null) {
            return otherwise;
        }
        try {
            Duration duration = Duration.parse(value);
            if (!duration.isNegative() && !duration.isZero() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Reported below with the key, which the JDK's own message lacks.
        }
        throw invalid(setting, id, value, "an ISO-8601 duration above zero, at most P365D, such as PT90S or PT10M");
    }

    /** {@code true} or {@code false}; the given one when there is none. */
    public boolean flag(Setting setting, String id, boolean otherwise) {
        String value = text(setting, id);
        if (value == null) {
            return otherwise;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(setting, id, value, "true or false");
        };
    }

    /** A whole number above zero; the given one when there is none. */
    public int number(Setting setting, String id, int otherwise) {
        return number(setting, id, otherwise, 1);
    }

    /** A whole number of at least the given one; the other given one when there is none. */
    public int number(Setting setting, String id, int otherwise, int atLeast) {
        String value = text(setting, id);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= atLeast) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below with the key.
        }
        throw invalid(setting, id, value, "a whole number from " + atLeast + " to " + Integer.MAX_VALUE);
    }

    /** An absolute http or https address without user, query and fragment; null when there is none. */
    public @Nullable URI address(Setting setting, String id) {
        String value = text(setting, id);
        if (value == null) {
            return null;
        }
        try {
            URI uri = new URI(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web
                    && uri.getHost() != null
                    && uri.getPort() <= HIGHEST_PORT
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Reported below with the key.
        }
        throw invalid(
                setting, id, value, "an http or https address like https://host/v1, without user, query or fragment");
    }

    /** A secret; null when there is none. */
    public @Nullable Secret secret(Setting setting, String id) {
        String value = text(setting, id);
        if (value == null) {
            return null;
        }
        if (value.chars().anyMatch(c -> c < 0x21 || c > 0x7e)) {
            throw new InvalidSettingException(
                    setting.key(id) + " holds a space or a character outside ASCII. Copy the key again.");
        }
        return new Secret(value);
    }

    private static InvalidSettingException invalid(Setting setting, String id, String value, String form) {
        return InvalidSettingException.of(setting.key(id), value, form);
    }
}
