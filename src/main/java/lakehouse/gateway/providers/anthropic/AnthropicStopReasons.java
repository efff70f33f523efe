package lakehouse.gateway.providers.anthropic;

import lakehouse.gateway.provider.FinishReasons;
import org.jspecify.annotations.Nullable;

/** Why an answer ended. */
final class AnthropicStopReasons {
    private AnthropicStopReasons() {}

    /** The common finish reason; null when the vendor gave none. */
    static @Nullable String common(@Nullable String vendor) {
        return vendor == null
                ? null
                : switch (vendor) {
                    case "max_tokens", "model_context_window_exceeded" -> FinishReasons.LENGTH;
                    case "tool_use" -> FinishReasons.TOOL_CALLS;
                    case "refusal" -> FinishReasons.CONTENT_FILTER;
                    default -> FinishReasons.common(vendor);
                };
    }
}
