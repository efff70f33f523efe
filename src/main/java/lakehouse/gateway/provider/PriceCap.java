package lakehouse.gateway.provider;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import lakehouse.gateway.config.InvalidSettingException;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;

/**
 * The most that a model may cost.
 *
 * @param prices in US dollars per million tokens, by what is paid for: {@code prompt}, {@code completion}; empty for no cap
 */
public record PriceCap(Map<String, BigDecimal> prices) {
    /** Any price. */
    public static final PriceCap NONE = new PriceCap(Map.of());

    static PriceCap read(Settings settings, String id) {
        Map<String, BigDecimal> prices = new LinkedHashMap<>();
        for (String item : settings.get(Setting.PROVIDER_AUTO_MAX_PRICE, id)) {
            if (!item.matches("(prompt|completion)=[0-9]{1,6}(\\.[0-9]{1,6})?")) {
                throw new InvalidSettingException(
                        Setting.PROVIDER_AUTO_MAX_PRICE.key(id)
                                + " has an item that is no price. Write prompt=1.5,completion=6, in US dollars per million tokens.");
            }
            prices.put(item.substring(0, item.indexOf('=')), new BigDecimal(item.substring(item.indexOf('=') + 1)));
        }
        return prices.isEmpty() ? NONE : new PriceCap(Collections.unmodifiableMap(prices));
    }
}
