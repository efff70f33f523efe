package lakehouse.gateway.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
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
 * Typed reading of settings; the only place that asks MicroProfile Config. It keeps nothing but what {@link #ofCalls}
 * gives. A blank value counts as none, so that {@code ${KIMI_API_KEY:}} means "not set".
 */
@Shared
public class Settings {
    private final Function<String, Optional<String>> source;
    private final Supplier<Iterable<String>> names;
    private final Predicate<String> written;
    private final Cached<CallSettings> ofCalls = new Cached<>(Duration.ofSeconds(1), this::readForCalls);
    private volatile @Nullable CallSettings known;

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

    /** What calls go by, at most a second old: Payara asks a dozen sources for each setting. */
    public CallSettings ofCalls() {
        return ofCalls.get();
    }

    private CallSettings readForCalls() {
        CallSettings read = new CallSettings(this, known);
        known = read;
        return read;
    }

    /** Whether somebody wrote the key, even with a blank value or one that cannot be expanded. */
    public boolean isWritten(Setting<?> setting) {
        return written.test(setting.pattern());
    }

    /**
     * The ids for which a key has a value, sorted. An environment variable cannot tell a dash from an underscore, so its id
     * has dashes.
     */
    public SortedSet<String> ids(Setting<?> setting) {
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

    /** The value of a key that names no provider, or its default. */
    public <T> T get(Setting<T> setting) {
        return get(setting, "");
    }

    /**
     * The value for a provider or ladder, or the key's default.
     *
     * @throws InvalidSettingException when the value cannot be used
     */
    public <T> T get(Setting<T> setting, String id) {
        T value = find(setting, id);
        return value != null ? value : Objects.requireNonNull(setting.fallback(), setting.pattern());
    }

    /** The value of a key that names no provider; null when nobody gave one. */
    public <T> @Nullable T find(Setting<T> setting) {
        return find(setting, "");
    }

    /**
     * The value for a provider or ladder; null when nobody gave one.
     *
     * @throws InvalidSettingException when it cannot be used
     */
    public <T> @Nullable T find(Setting<T> setting, String id) {
        String key = setting.key(id);
        String value = variable(key);
        return value == null ? null : setting.form().read(key, value);
    }

    /** The text of any name, also of one that other programs read such as {@code HTTPS_PROXY}, trimmed; null when there is none. */
    public @Nullable String variable(String name) {
        try {
            return source.apply(name)
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .orElse(null);
        } catch (NoSuchElementException e) {
            // WildFly throws this for an expression whose variable is not set; the specification takes it for no value.
            return null;
        }
    }

    /** Whether the value is the one that the WAR brings, so that nobody wrote it. Sees through no expression. */
    public boolean isShipped(Setting<?> setting, String id) {
        return DefaultKeys.value(setting.key(id)).strip().equals(variable(setting.key(id)));
    }
}
