package lakehouse.gateway.config;

import org.jspecify.annotations.Nullable;

/** Every key that the gateway reads. {@code <id>} stands for a provider's id or a ladder's name. {@code docs/configuration.md} mirrors it. */
public enum Setting {
    PROVIDERS("gateway.providers", Need.DEFAULT),
    PROVIDER_DIALECT("gateway.provider.<id>.dialect", Need.DEFAULT, "openai"),
    PROVIDER_BASE_URL("gateway.provider.<id>.base-url", Need.REQUIRED),
    PROVIDER_API_KEY("gateway.provider.<id>.api-key", Need.OPTIONAL),
    PROVIDER_KEY_REQUIRED("gateway.provider.<id>.key-required", Need.DEFAULT, "false"),
    PROVIDER_USER_AGENT("gateway.provider.<id>.user-agent", Need.DEFAULT, "LakehouseGateway/<version>"),
    PROVIDER_CONNECT_TIMEOUT("gateway.provider.<id>.connect-timeout", Need.DEFAULT, "PT5S"),
    PROVIDER_FIRST_TOKEN_TIMEOUT("gateway.provider.<id>.first-token-timeout", Need.DEFAULT, "the total clock"),
    PROVIDER_IDLE_TIMEOUT("gateway.provider.<id>.idle-timeout", Need.DEFAULT, "PT120S"),
    PROVIDER_TIMEOUT("gateway.provider.<id>.timeout", Need.DEFAULT, "PT180S"),
    PROVIDER_EXPLICIT_ONLY("gateway.provider.<id>.explicit-only", Need.DEFAULT, "false"),
    PROVIDER_HEADERS("gateway.provider.<id>.headers", Need.OPTIONAL),
    PROVIDER_DEFAULT_MODEL("gateway.provider.<id>.default-model", Need.OPTIONAL),
    PROVIDER_SURFACE("gateway.provider.<id>.surface", Need.DEFAULT, "the dialect's own"),
    PROVIDER_MAX_TOKENS("gateway.provider.<id>.max-tokens", Need.OPTIONAL),
    PROVIDER_MAX_TOKENS_FLOOR("gateway.provider.<id>.max-tokens-floor", Need.OPTIONAL),
    PROVIDER_MAX_TOKENS_POLICY("gateway.provider.<id>.max-tokens-policy", Need.DEFAULT, "warn"),
    PROVIDER_KEEP_ALIVE("gateway.provider.<id>.keep-alive", Need.OPTIONAL),
    PROVIDER_NUM_CTX("gateway.provider.<id>.num-ctx", Need.OPTIONAL),
    PROVIDER_WHOLE_MODELS("gateway.provider.<id>.whole-models", Need.OPTIONAL),
    PROVIDER_AUTO_MAX_PRICE("gateway.provider.<id>.auto-max-price", Need.OPTIONAL),
    PROVIDER_MAX_CONCURRENT("gateway.provider.<id>.max-concurrent", Need.OPTIONAL),
    PROVIDER_ON_DISCONNECT("gateway.provider.<id>.on-disconnect", Need.DEFAULT, "cancel"),
    PROVIDER_DRAIN_TIMEOUT("gateway.provider.<id>.drain-timeout", Need.DEFAULT, "PT30S"),
    PROVIDER_DRAIN_EVENTS("gateway.provider.<id>.drain-events", Need.DEFAULT, "4096"),
    LADDER_RUNGS("gateway.ladder.<id>.rungs", Need.REQUIRED),
    LADDER_RECOVERY("gateway.ladder.<id>.recovery", Need.DEFAULT, "hold"),
    LADDER_CONNECT_TIMEOUT("gateway.ladder.<id>.connect-timeout", Need.DEFAULT, "each provider's"),
    LADDER_FIRST_TOKEN_TIMEOUT("gateway.ladder.<id>.first-token-timeout", Need.DEFAULT, "each provider's"),
    LADDER_IDLE_TIMEOUT("gateway.ladder.<id>.idle-timeout", Need.DEFAULT, "each provider's"),
    LADDER_TIMEOUT("gateway.ladder.<id>.timeout", Need.DEFAULT, "PT30M"),
    RETRY_MAX("gateway.retry.max", Need.DEFAULT, "1"),
    RETRY_BASE_DELAY("gateway.retry.base-delay", Need.DEFAULT, "PT0.5S"),
    RETRY_MAX_DELAY("gateway.retry.max-delay", Need.DEFAULT, "PT8S"),
    RETRY_MAX_WAIT("gateway.retry.max-wait", Need.DEFAULT, "PT10S"),
    BREAKER_FAILURES("gateway.breaker.failures", Need.DEFAULT, "3"),
    BREAKER_PROBE_INTERVAL("gateway.breaker.probe-interval", Need.DEFAULT, "PT10S"),
    MAX_CONCURRENT_CALLS("gateway.max-concurrent-calls", Need.DEFAULT, "4096"),
    BUSY_WAIT("gateway.busy-wait", Need.OPTIONAL),
    DRAIN_TIMEOUT("gateway.drain-timeout", Need.DEFAULT, "PT30S"),
    DRAIN_EXIT("gateway.drain-exit", Need.DEFAULT, "false"),
    CHAT_DEFAULT_MODEL("gateway.chat.default-model", Need.OPTIONAL),
    CHAT_BODY_TIMEOUT("gateway.chat.body-timeout", Need.DEFAULT, "PT2M"),
    CHAT_MAX_BODY("gateway.chat.max-body", Need.DEFAULT, "33554432"),
    ACCESS_KEYS("gateway.access.keys", Need.OPTIONAL),
    CORS_ORIGINS("gateway.cors.origins", Need.OPTIONAL),
    AUDIT_DIRECTORY("gateway.audit.directory", Need.DEFAULT, "${user.home}/.lakehouse/audits"),
    AUDIT_MAX_MATERIAL("gateway.audit.max-material", Need.DEFAULT, "16777216"),
    AUDIT_PART_SIZE("gateway.audit.part-size", Need.DEFAULT, "100000"),
    AUDIT_CONCURRENCY("gateway.audit.concurrency", Need.DEFAULT, "4"),
    AUDIT_KEEP("gateway.audit.keep", Need.DEFAULT, "P30D"),
    MODELS_REFRESH("gateway.models.refresh", Need.DEFAULT, "PT5M"),
    UPSTREAM_PROXY("gateway.upstream.proxy", Need.OPTIONAL),
    UPSTREAM_NO_PROXY("gateway.upstream.no-proxy", Need.OPTIONAL),
    UPSTREAM_CA_FILE("gateway.upstream.ca-file", Need.OPTIONAL),
    THREADS_MAX("gateway.threads.max", Need.DEFAULT, "1500"),
    ENV_FILE_PATHS("gateway.env-file.paths", Need.DEFAULT, "/etc/lakehouse/*.env"),
    ENV_FILE_STRICT("gateway.env-file.strict", Need.DEFAULT, "false");

    /** Whether an operator has to give a value. */
    public enum Need {
        REQUIRED,
        DEFAULT,
        OPTIONAL
    }

    private final String pattern;
    private final Need need;
    private final @Nullable String fallback;

    Setting(String pattern, Need need) {
        this(pattern, need, null);
    }

    Setting(String pattern, Need need, @Nullable String fallback) {
        this.pattern = pattern;
        this.need = need;
        this.fallback = fallback;
    }

    /** The key with its place holder, as documented. */
    public String pattern() {
        return pattern;
    }

    /** Whether a value must be given. */
    public Need need() {
        return need;
    }

    /** The value used when none is given, or a word on where it comes from; null when the WAR's defaults hold it or there is none. */
    public @Nullable String fallback() {
        return fallback;
    }

    /** The key for one provider; the plain key when it has no place holder. */
    public String key(String id) {
        return pattern.replace("<id>", id);
    }
}
