package lakehouse.gateway.form;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt used, as the vendor counted it. An unknown figure is null and never zero.
 *
 * @param input tokens of the request, those of the cache among them
 * @param cachedRead tokens of the input that were read from a cache
 * @param cacheWrite tokens of the input that were written to a cache
 * @param output tokens of the answer, reasoning among them
 * @param reasoning tokens of the answer that were reasoning
 * @param raw the vendor's figures in the common form, to the letter
 */
public record Usage(
        @Nullable Long input,
        @Nullable Long cachedRead,
        @Nullable Long cacheWrite,
        @Nullable Long output,
        @Nullable Long reasoning,
        JsonObject raw) {

    /**
     * Reads figures in the common form, which is OpenAI's, with the names of OpenRouter for what it has no name for.
     *
     * @return null when there are none
     */
    public static @Nullable Usage of(@Nullable JsonObject figures) {
        if (figures == null) {
            return null;
        }
        JsonValue prompt = figures.get("prompt_tokens_details");
        return new Usage(
                figure(figures, "prompt_tokens"),
                figure(prompt, "cached_tokens"),
                figure(prompt, "cache_write_tokens"),
                figure(figures, "completion_tokens"),
                figure(figures.get("completion_tokens_details"), "reasoning_tokens"),
                figures);
    }

    private static @Nullable Long figure(@Nullable JsonValue object, String name) {
        if (object instanceof JsonObject figures && figures.get(name) instanceof JsonNumber number) {
            long whole = number.longValue();
            return whole < 0 ? null : whole;
        }
        return null;
    }

    /** These figures with others for the raw ones, such as fewer of them. */
    public Usage withRaw(JsonObject other) {
        return new Usage(input, cachedRead, cacheWrite, output, reasoning, other);
    }
}
