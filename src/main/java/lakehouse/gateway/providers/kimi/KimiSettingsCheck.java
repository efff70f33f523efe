package lakehouse.gateway.providers.kimi;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.SettingsCheck;

/**
 * Kimi Code and the Open Platform are two platforms with separate keys, whatever dialect a provider speaks there; a key
 * that goes to the wrong one is only answered with 401, and is shown to somebody it does not concern.
 */
@Shared
public class KimiSettingsCheck implements SettingsCheck {
    private static final String CODE_KEY = "sk-kimi-";
    private static final List<String> CODE_HOSTS = List.of("api.kimi.com", "api.kimi.ai");
    private static final List<String> OPEN_HOSTS = List.of("moonshot.ai", "moonshot.cn");

    @Override
    public Optional<String> problem(ProviderSettings provider) {
        if (provider.apiKey() == null) {
            return Optional.empty();
        }
        boolean codeKey = provider.apiKey().reveal().startsWith(CODE_KEY);
        String host = String.valueOf(provider.baseUrl().getHost()).toLowerCase(Locale.ROOT);
        String keys = Setting.PROVIDER_API_KEY.key(provider.id());
        if (codeKey && OPEN_HOSTS.stream().anyMatch(open -> host.equals(open) || host.endsWith("." + open))) {
            return Optional.of(keys + " holds a key of Kimi Code (sk-kimi-), but " + host
                    + " is the Open Platform, which does not know it. Set "
                    + Setting.PROVIDER_BASE_URL.key(provider.id())
                    + " to https://api.kimi.com/coding/v1, or use a key of the Open Platform. Nothing was sent.");
        }
        if (!codeKey && CODE_HOSTS.contains(host)) {
            return Optional.of(keys + " does not begin with sk-kimi-, but " + host
                    + " is Kimi Code, which accepts only such keys. Create one at https://www.kimi.com/code, or set "
                    + Setting.PROVIDER_BASE_URL.key(provider.id())
                    + " to https://api.moonshot.ai/v1 for a key of the Open Platform. Nothing was sent.");
        }
        return Optional.empty();
    }
}
