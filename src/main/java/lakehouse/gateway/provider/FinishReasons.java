package lakehouse.gateway.provider;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finish reasons: OpenAI's five, and what vendors call them. */
public final class FinishReasons {
    /** The model is done. */
    public static final String STOP = "stop";

    /** The token limit cut the answer. */
    public static final String LENGTH = "length";

    /** The model wants tools called. */
    public static final String TOOL_CALLS = "tool_calls";

    /** A policy cut the answer. */
    public static final String CONTENT_FILTER = "content_filter";

    private static final Set<String> COMMON = Set.of(STOP, LENGTH, TOOL_CALLS, CONTENT_FILTER, "function_call");

    private static final Map<String, String> VENDORS = Map.ofEntries(
            Map.entry("max_tokens", LENGTH),
            Map.entry("max_output_tokens", LENGTH),
            Map.entry("model_length", LENGTH),
            Map.entry("model_context_window_exceeded", LENGTH),
            Map.entry("tool_use", TOOL_CALLS),
            Map.entry("tool_call", TOOL_CALLS),
            Map.entry("safety", CONTENT_FILTER),
            Map.entry("refusal", CONTENT_FILTER),
            Map.entry("sensitive", CONTENT_FILTER),
            Map.entry("content_filtered", CONTENT_FILTER),
            Map.entry("prohibited_content", CONTENT_FILTER),
            Map.entry("blocklist", CONTENT_FILTER),
            Map.entry("spii", CONTENT_FILTER),
            Map.entry("recitation", CONTENT_FILTER),
            Map.entry("max_length", LENGTH),
            Map.entry("truncated", LENGTH),
            Map.entry("incomplete", LENGTH),
            Map.entry("tool_calls", TOOL_CALLS),
            Map.entry("length", LENGTH),
            Map.entry("content_filter", CONTENT_FILTER));

    /** Texts that some servers write where there is no reason yet: an empty one, or a null of their language made text. */
    private static final Set<String> NONE = Set.of("", "null", "none", "nil", "undefined", "nan", "false");

    /**
     * Words for an answer that broke off at the vendor: vLLM and SGLang say "abort", DeepSeek "insufficient_system_resource",
     * Zhipu "network_error", Gemini "MALFORMED_FUNCTION_CALL".
     */
    private static final Set<String> BROKEN = Set.of(
            "error",
            "abort",
            "aborted",
            "cancelled",
            "canceled",
            "failed",
            "failure",
            "timeout",
            "network_error",
            "internal_error",
            "server_error",
            "model_error",
            "insufficient_system_resource",
            "malformed_function_call",
            "unexpected_tool_call");

    private FinishReasons() {}

    /** One of OpenAI's five; a word that nobody knows means that the model stopped. */
    public static String common(String vendor) {
        return COMMON.contains(vendor)
                ? vendor
                : VENDORS.getOrDefault(vendor.strip().toLowerCase(Locale.ROOT), STOP);
    }

    /** The vendor's word for why a choice ended; null when it gave none, in whatever form. */
    public static @Nullable String given(@Nullable JsonValue value) {
        if (!(value instanceof JsonString text)) {
            return null;
        }
        String word = text.getString();
        // OpenAI's own words first: they are nearly all there are.
        return COMMON.contains(word) || !NONE.contains(word.strip().toLowerCase(Locale.ROOT)) ? word : null;
    }

    /** Whether the vendor says with this word that the answer is not whole. */
    public static boolean isBroken(String vendor) {
        return !COMMON.contains(vendor) && BROKEN.contains(vendor.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * The reason that clients act on: an agent ends at {@code stop}, so beside tool calls it is {@code tool_calls}. What cut the
     * answer stays what it is.
     */
    public static String besideCalls(String common) {
        return common.equals(STOP) || common.equals("function_call") ? TOOL_CALLS : common;
    }
}
