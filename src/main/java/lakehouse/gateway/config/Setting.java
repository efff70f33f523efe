package lakehouse.gateway.config;

import static lakehouse.gateway.config.Form.ADDRESS;
import static lakehouse.gateway.config.Form.DURATION;
import static lakehouse.gateway.config.Form.FLAG;
import static lakehouse.gateway.config.Form.LIST;
import static lakehouse.gateway.config.Form.NAME;
import static lakehouse.gateway.config.Form.NAMES;
import static lakehouse.gateway.config.Form.NUMBER;
import static lakehouse.gateway.config.Form.NUMBER_OR_ZERO;
import static lakehouse.gateway.config.Form.PRINTABLE;
import static lakehouse.gateway.config.Form.SECRET;
import static lakehouse.gateway.config.Form.SWITCH;
import static lakehouse.gateway.config.Form.TEXT;
import static lakehouse.gateway.config.Form.choice;

import java.lang.reflect.Field;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A key that the gateway reads, and all that is known of it. {@code docs/configuration.md} mirrors it.
 *
 * @param pattern the key; {@code <id>} in it stands for a provider's id or a ladder's name
 * @param form how its values are written
 * @param need whether an operator has to give one
 * @param documented the default as documented, which may be a word on where it comes from; null when there is none
 * @param fallback the value when none is given; null where there is none, or the reader knows it
 * @param secret whether a value may hold a secret
 * @param stopsCalls whether it is read for every call, so that none is served with a value that does not parse
 */
public record Setting<T>(
        String pattern,
        Form<T> form,
        Need need,
        @Nullable String documented,
        @Nullable T fallback,
        boolean secret,
        boolean stopsCalls) {
    private static final String ID = "<id>";

    /** The default is a value of the WAR's: a blank one in its place means no provider. */
    public static final Setting<List<String>> PROVIDERS = new Setting<>(
            "gateway.providers", LIST, Need.DEFAULT, DefaultKeys.value("gateway.providers"), List.of(), false, false);

    public static final Setting<String> PROVIDER_DIALECT = of("gateway.provider.<id>.dialect", NAME, "openai");
    public static final Setting<URI> PROVIDER_BASE_URL = required("gateway.provider.<id>.base-url", ADDRESS);
    public static final Setting<Secret> PROVIDER_API_KEY = secret(optional("gateway.provider.<id>.api-key", SECRET));
    public static final Setting<Boolean> PROVIDER_KEY_REQUIRED =
            of("gateway.provider.<id>.key-required", FLAG, "false");
    public static final Setting<String> PROVIDER_USER_AGENT =
            elsewhere("gateway.provider.<id>.user-agent", PRINTABLE, "LakehouseGateway/<version>");
    public static final Setting<Duration> PROVIDER_CONNECT_TIMEOUT =
            of("gateway.provider.<id>.connect-timeout", DURATION, "PT5S");
    public static final Setting<Duration> PROVIDER_FIRST_TOKEN_TIMEOUT =
            elsewhere("gateway.provider.<id>.first-token-timeout", DURATION, "the total clock");
    public static final Setting<Duration> PROVIDER_IDLE_TIMEOUT =
            of("gateway.provider.<id>.idle-timeout", DURATION, "PT120S");
    public static final Setting<Duration> PROVIDER_TIMEOUT = of("gateway.provider.<id>.timeout", DURATION, "PT180S");
    public static final Setting<Boolean> PROVIDER_EXPLICIT_ONLY =
            of("gateway.provider.<id>.explicit-only", FLAG, "false");
    public static final Setting<List<String>> PROVIDER_HEADERS =
            secret(optional("gateway.provider.<id>.headers", LIST, List.of()));
    public static final Setting<String> PROVIDER_DEFAULT_MODEL = optional("gateway.provider.<id>.default-model", NAME);
    public static final Setting<Integer> PROVIDER_MAX_TOKENS = optional("gateway.provider.<id>.max-tokens", NUMBER);
    public static final Setting<Integer> PROVIDER_MAX_TOKENS_FLOOR =
            optional("gateway.provider.<id>.max-tokens-floor", NUMBER);
    public static final Setting<String> PROVIDER_MAX_TOKENS_POLICY =
            of("gateway.provider.<id>.max-tokens-policy", choice("raise", "warn", "keep"), "warn");
    public static final Setting<List<String>> PROVIDER_WHOLE_MODELS =
            optional("gateway.provider.<id>.whole-models", NAMES, List.of());
    public static final Setting<Integer> PROVIDER_MAX_CONCURRENT =
            optional("gateway.provider.<id>.max-concurrent", NUMBER, Integer.MAX_VALUE);
    public static final Setting<String> PROVIDER_ON_DISCONNECT =
            of("gateway.provider.<id>.on-disconnect", choice("cancel", "drain"), "cancel");
    public static final Setting<Duration> PROVIDER_DRAIN_TIMEOUT =
            of("gateway.provider.<id>.drain-timeout", DURATION, "PT30S");
    public static final Setting<Integer> PROVIDER_DRAIN_EVENTS =
            of("gateway.provider.<id>.drain-events", NUMBER, "4096");
    public static final Setting<List<String>> LADDER_RUNGS = required("gateway.ladder.<id>.rungs", NAMES);
    public static final Setting<String> LADDER_RECOVERY =
            of("gateway.ladder.<id>.recovery", choice("hold", "first-token"), "hold");
    public static final Setting<Duration> LADDER_CONNECT_TIMEOUT =
            elsewhere("gateway.ladder.<id>.connect-timeout", DURATION, "each provider's");
    public static final Setting<Duration> LADDER_FIRST_TOKEN_TIMEOUT =
            elsewhere("gateway.ladder.<id>.first-token-timeout", DURATION, "each provider's");
    public static final Setting<Duration> LADDER_IDLE_TIMEOUT =
            elsewhere("gateway.ladder.<id>.idle-timeout", DURATION, "each provider's");
    public static final Setting<Duration> LADDER_TIMEOUT = of("gateway.ladder.<id>.timeout", DURATION, "PT30M");
    public static final Setting<Integer> RETRY_MAX = everyCall(of("gateway.retry.max", NUMBER_OR_ZERO, "1"));
    public static final Setting<Duration> RETRY_BASE_DELAY =
            everyCall(of("gateway.retry.base-delay", DURATION, "PT0.5S"));
    public static final Setting<Duration> RETRY_MAX_DELAY = everyCall(of("gateway.retry.max-delay", DURATION, "PT8S"));
    public static final Setting<Duration> RETRY_MAX_WAIT = everyCall(of("gateway.retry.max-wait", DURATION, "PT10S"));
    public static final Setting<Integer> BREAKER_FAILURES = everyCall(of("gateway.breaker.failures", NUMBER, "3"));
    public static final Setting<Duration> BREAKER_PROBE_INTERVAL =
            everyCall(of("gateway.breaker.probe-interval", DURATION, "PT10S"));
    public static final Setting<Integer> MAX_CONCURRENT_CALLS =
            everyCall(of("gateway.max-concurrent-calls", NUMBER, "4096"));
    public static final Setting<Duration> BUSY_WAIT = everyCall(optional("gateway.busy-wait", DURATION, Duration.ZERO));
    public static final Setting<Duration> DRAIN_TIMEOUT = everyCall(of("gateway.drain-timeout", DURATION, "PT30S"));
    public static final Setting<Boolean> DRAIN_EXIT = of("gateway.drain-exit", FLAG, "false");
    public static final Setting<String> CHAT_DEFAULT_MODEL = everyCall(optional("gateway.chat.default-model", TEXT));
    public static final Setting<Duration> CHAT_BODY_TIMEOUT =
            everyCall(of("gateway.chat.body-timeout", DURATION, "PT2M"));
    public static final Setting<Integer> CHAT_MAX_BODY = everyCall(of("gateway.chat.max-body", NUMBER, "33554432"));
    public static final Setting<String> ACCESS_KEYS = secret(optional("gateway.access.keys", TEXT));
    public static final Setting<List<String>> CORS_ORIGINS =
            everyCall(optional("gateway.cors.origins", LIST, List.of()));
    public static final Setting<String> AUDIT_DIRECTORY =
            elsewhere("gateway.audit.directory", TEXT, "${user.home}/.lakehouse/audits");
    public static final Setting<Integer> AUDIT_MAX_MATERIAL = of("gateway.audit.max-material", NUMBER, "16777216");
    public static final Setting<Integer> AUDIT_PART_SIZE = of("gateway.audit.part-size", NUMBER, "100000");
    public static final Setting<Integer> AUDIT_CONCURRENCY = of("gateway.audit.concurrency", NUMBER, "4");
    public static final Setting<Duration> AUDIT_KEEP = of("gateway.audit.keep", DURATION, "P30D");
    public static final Setting<Duration> MODELS_REFRESH = of("gateway.models.refresh", DURATION, "PT5M");
    public static final Setting<String> UPSTREAM_PROXY = secret(optional("gateway.upstream.proxy", TEXT));
    public static final Setting<String> UPSTREAM_NO_PROXY = optional("gateway.upstream.no-proxy", TEXT);
    public static final Setting<String> UPSTREAM_CA_FILE = optional("gateway.upstream.ca-file", TEXT);
    public static final Setting<Integer> THREADS_MAX = everyCall(of("gateway.threads.max", NUMBER, "1500"));
    public static final Setting<List<String>> ENV_FILE_PATHS =
            of("gateway.env-file.paths", LIST, "/etc/lakehouse/*.env");
    public static final Setting<Boolean> ENV_FILE_STRICT = of("gateway.env-file.strict", SWITCH, "false");

    private static final List<Setting<?>> ALL = Arrays.stream(Setting.class.getFields())
            .<Setting<?>>map(Setting::constant)
            .toList();

    /** Whether an operator has to give a value. */
    public enum Need {
        REQUIRED,
        DEFAULT,
        OPTIONAL
    }

    /** What a value counts for. */
    public enum Scope {
        GATEWAY,
        PROVIDER,
        LADDER
    }

    /** One that has to be given. */
    private static <T> Setting<T> required(String pattern, Form<T> form) {
        return new Setting<>(pattern, form, Need.REQUIRED, null, null, false, false);
    }

    private static <T> Setting<T> of(String pattern, Form<T> form, String standard) {
        return new Setting<>(pattern, form, Need.DEFAULT, standard, form.read(pattern, standard), false, false);
    }

    /** One whose reader knows the default. */
    public static <T> Setting<T> elsewhere(String pattern, Form<T> form, String documented) {
        return new Setting<>(pattern, form, Need.DEFAULT, documented, null, false, false);
    }

    /** One that is off without a value. */
    public static <T> Setting<T> optional(String pattern, Form<T> form) {
        return new Setting<>(pattern, form, Need.OPTIONAL, null, null, false, false);
    }

    /** One that is off without a value, and has a value that means "off". */
    public static <T> Setting<T> optional(String pattern, Form<T> form, T off) {
        return new Setting<>(pattern, form, Need.OPTIONAL, null, off, false, false);
    }

    private static <T> Setting<T> secret(Setting<T> its) {
        return new Setting<>(its.pattern, its.form, its.need, its.documented, its.fallback, true, its.stopsCalls);
    }

    private static <T> Setting<T> everyCall(Setting<T> its) {
        return new Setting<>(its.pattern, its.form, its.need, its.documented, its.fallback, its.secret, true);
    }

    private static Setting<?> constant(Field field) {
        try {
            return (Setting<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " cannot be read.", e);
        }
    }

    /** All that the gateway reads whatever its dialects are. */
    public static List<Setting<?>> all() {
        return ALL;
    }

    /** Says each key with each id that it may have. */
    static void each(
            List<Setting<?>> settings,
            Collection<String> providers,
            Collection<String> ladders,
            BiConsumer<Setting<?>, String> action) {
        for (Setting<?> setting : settings) {
            Collection<String> ids = switch (setting.scope()) {
                case GATEWAY -> List.of("");
                case PROVIDER -> providers;
                case LADDER -> ladders;
            };
            ids.forEach(id -> action.accept(setting, id));
        }
    }

    /** What a value counts for. */
    public Scope scope() {
        return !pattern.contains(ID)
                ? Scope.GATEWAY
                : pattern.startsWith("gateway.provider.") ? Scope.PROVIDER : Scope.LADDER;
    }

    /** The key for one provider or ladder; the plain key when it has no place holder. */
    public String key(String id) {
        return pattern.replace(ID, id);
    }
}
