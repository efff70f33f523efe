package lakehouse.gateway.provider;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import lakehouse.gateway.config.InvalidSettingException;
import lakehouse.gateway.config.PlainNames;
import lakehouse.gateway.config.Secret;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.upstream.ClockLimits;
import org.jspecify.annotations.Nullable;

/**
 * How one provider is reached. Immutable, validated, shows no secret.
 *
 * @param id the provider's id
 * @param dialect name of its dialect
 * @param baseUrl address without a slash at the end
 * @param apiKey the key sent to it; null when there is none
 * @param keyRequired whether it cannot be asked without a key
 * @param userAgent what the gateway calls itself there
 * @param clocks its time limits
 * @param explicitOnly whether only a request that names it may reach it
 * @param headers further headers, sent as they are
 * @param defaultModel model for a request that names the provider alone; null when there is none
 * @param wholeModels models whose first segment equals the id and is part of the name
 * @param maxConcurrent requests that may be under way at once
 * @param onDisconnect what becomes of a stream when the client goes away
 * @param budget what the operator says about the length of answers
 * @param own settings that its dialect declares
 */
public record ProviderSettings(
        String id,
        String dialect,
        URI baseUrl,
        @Nullable Secret apiKey,
        boolean keyRequired,
        String userAgent,
        ClockLimits clocks,
        boolean explicitOnly,
        Map<String, String> headers,
        @Nullable String defaultModel,
        List<String> wholeModels,
        int maxConcurrent,
        DisconnectPolicy onDisconnect,
        TokenBudget budget,
        OwnSettings own) {

    /** They say where one request ends and the next begins, or which server is meant (RFC 9110, 7.6.1; RFC 9112, 6). */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer", "expect");

    /**
     * Reads the settings of a provider.
     *
     * @throws InvalidSettingException when one of them cannot be used
     */
    public static ProviderSettings read(Settings settings, String id) {
        URI baseUrl = settings.find(Setting.PROVIDER_BASE_URL, id);
        if (baseUrl == null) {
            throw new InvalidSettingException(
                    Setting.PROVIDER_BASE_URL.key(id) + " is not set. Set it to the address of"
                            + " the provider, or take \"" + id + "\" out of " + Setting.PROVIDERS.pattern() + ".");
        }
        String userAgent = settings.find(Setting.PROVIDER_USER_AGENT, id);
        return new ProviderSettings(
                id,
                settings.get(Setting.PROVIDER_DIALECT, id),
                baseUrl,
                settings.find(Setting.PROVIDER_API_KEY, id),
                settings.get(Setting.PROVIDER_KEY_REQUIRED, id),
                userAgent == null ? GatewayVersion.USER_AGENT : userAgent,
                clocks(settings, id),
                settings.get(Setting.PROVIDER_EXPLICIT_ONLY, id),
                headers(settings, id),
                settings.find(Setting.PROVIDER_DEFAULT_MODEL, id),
                settings.get(Setting.PROVIDER_WHOLE_MODELS, id),
                settings.get(Setting.PROVIDER_MAX_CONCURRENT, id),
                DisconnectPolicy.read(settings, id),
                TokenBudget.read(settings, id),
                new OwnSettings(settings, id));
    }

    private static ClockLimits clocks(Settings settings, String id) {
        Duration total = settings.get(Setting.PROVIDER_TIMEOUT, id);
        Duration firstToken = settings.find(Setting.PROVIDER_FIRST_TOKEN_TIMEOUT, id);
        return new ClockLimits(
                settings.get(Setting.PROVIDER_CONNECT_TIMEOUT, id),
                firstToken == null ? total : firstToken,
                settings.get(Setting.PROVIDER_IDLE_TIMEOUT, id),
                total);
    }

    private static Map<String, String> headers(Settings settings, String id) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header : settings.get(Setting.PROVIDER_HEADERS, id)) {
            int colon = header.indexOf(':');
            if (colon < 1
                    || !header.substring(0, colon).matches("[A-Za-z0-9-]+")
                    || header.chars().anyMatch(c -> c < ' ')) {
                throw new InvalidSettingException(Setting.PROVIDER_HEADERS.key(id)
                        + " has an item that is not \"Name: value\". Separate items with commas.");
            }
            String name = header.substring(0, colon);
            if (OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                throw new InvalidSettingException(Setting.PROVIDER_HEADERS.key(id) + " sets \"" + name
                        + "\", which the gateway writes itself. Take it out.");
            }
            String value = header.substring(colon + 1).strip();
            if (!value.isEmpty()) {
                headers.put(name, value);
            }
        }
        return Map.copyOf(headers);
    }

    /** What to set when the provider lacks the key it needs, in words; null when it can be asked. */
    public @Nullable String missingSetting() {
        return keyRequired && apiKey == null ? PlainNames.spoken(Setting.PROVIDER_API_KEY, id) : null;
    }

    /** Text from the provider with its key removed. */
    public String redact(String text) {
        return apiKey == null ? text : apiKey.redact(text);
    }

    /** Leaves the values of the headers out: some endpoints want their key in one. */
    @Override
    public String toString() {
        return "ProviderSettings[" + id + ", " + dialect + ", " + baseUrl + ", key "
                + (apiKey == null ? "absent" : "present") + ", headers " + headers.keySet() + "]";
    }

    /** An address beside the {@code /v1} that the base URL may or may not end in. */
    public URI resolveBesideVersion(String path) {
        String base = baseUrl.toString();
        return URI.create((base.endsWith("/v1") ? base.substring(0, base.length() - 3) : base) + "/" + path);
    }

    /** An address below the base URL. */
    public URI resolve(String path) {
        return URI.create(baseUrl + "/" + path);
    }
}
