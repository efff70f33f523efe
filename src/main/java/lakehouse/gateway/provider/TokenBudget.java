package lakehouse.gateway.provider;

import java.util.Locale;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says about the length of answers. Reasoning counts against the limit too, so a limit that is too small
 * buys an answer without any text.
 *
 * @param standard tokens to ask for when the caller gives no limit; null to leave it to the provider
 * @param floor the least limit that makes sense there; null for none
 * @param policy what happens to a caller's limit below the floor
 */
public record TokenBudget(
        @Nullable Integer standard, @Nullable Integer floor, Policy policy) {
    /** What happens to a caller's limit below the floor. */
    public enum Policy {
        /** It is raised to the floor, and the answer says so. */
        RAISE,
        /** It is kept, and the answer carries a warning. */
        WARN,
        /** It is kept without a word. */
        KEEP
    }

    /** Sets nothing and warns of nothing. */
    public static final TokenBudget NONE = new TokenBudget(null, null, Policy.WARN);

    static TokenBudget read(Settings settings, String id) {
        return new TokenBudget(
                settings.find(Setting.PROVIDER_MAX_TOKENS, id),
                settings.find(Setting.PROVIDER_MAX_TOKENS_FLOOR, id),
                Policy.valueOf(
                        settings.get(Setting.PROVIDER_MAX_TOKENS_POLICY, id).toUpperCase(Locale.ROOT)));
    }
}
