package lakehouse.gateway.provider;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

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
            Map.entry("content_filtered", CONTENT_FILTER));

    private FinishReasons() {}

    /** One of OpenAI's five; a word that nobody knows means that the model stopped. */
    public static String common(String vendor) {
        return COMMON.contains(vendor) ? vendor : VENDORS.getOrDefault(vendor.toLowerCase(Locale.ROOT), STOP);
    }
}
