package lakehouse.gateway.provider;

import java.util.LinkedHashMap;
import java.util.Map;

/** The headers of a request to a provider. */
public final class UpstreamHeaders {
    private UpstreamHeaders() {}

    /** The provider's own headers, and those that the gateway decides about, with the key as a bearer token. */
    public static Map<String, String> bearer(ProviderSettings provider, String accept) {
        Map<String, String> headers = plain(provider, accept);
        if (provider.apiKey() != null) {
            headers.put("Authorization", "Bearer " + provider.apiKey().reveal());
        }
        return headers;
    }

    /** As {@link #bearer}, without the key. */
    public static Map<String, String> plain(ProviderSettings provider, String accept) {
        Map<String, String> headers = new LinkedHashMap<>(provider.headers());
        headers.put("Content-Type", "application/json");
        headers.put("Accept", accept);
        headers.put("User-Agent", provider.userAgent());
        return headers;
    }
}
