package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** Usage figures. Here {@code input_tokens} leaves the cached ones out; in the common form the prompt holds them. */
final class AnthropicUsage {
    private static final List<String> TRANSLATED = List.of("input_tokens", "output_tokens");

    private AnthropicUsage() {}

    /** Figures known so far with later ones laid over them: each event repeats some, and the last of each counts. */
    static JsonObject latest(JsonObject earlier, @Nullable JsonValue later) {
        if (!(later instanceof JsonObject figures)) {
            return earlier;
        }
        JsonObjectBuilder latest = JsonParts.object(earlier);
        figures.forEach((name, value) -> {
            if (value != JsonValue.NULL) {
                latest.add(name, value);
            }
        });
        return latest.build();
    }

    /** The common form; null when there are no figures. What it has no place for stays under its own name. */
    static @Nullable JsonObject common(JsonObject usage) {
        JsonNumber input = number(usage, "input_tokens");
        JsonNumber output = number(usage, "output_tokens");
        if (input == null && output == null) {
            return null;
        }
        JsonNumber cached = number(usage, "cache_read_input_tokens");
        JsonNumber written = number(usage, "cache_creation_input_tokens");
        JsonObjectBuilder common = JsonParts.object();
        long prompt = value(input) + value(cached) + value(written);
        if (input != null) {
            common.add("prompt_tokens", prompt);
        }
        if (output != null) {
            common.add("completion_tokens", output);
        }
        if (input != null && output != null) {
            common.add("total_tokens", prompt + output.longValue());
        }
        if (cached != null || written != null) {
            JsonObjectBuilder details = JsonParts.object();
            if (cached != null) {
                details.add("cached_tokens", cached);
            }
            if (written != null) {
                details.add("cache_write_tokens", written);
            }
            common.add("prompt_tokens_details", details);
        }
        JsonParts.without(usage, TRANSLATED).forEach(common::add);
        return common.build();
    }

    private static @Nullable JsonNumber number(JsonObject usage, String name) {
        return usage.get(name) instanceof JsonNumber number ? number : null;
    }

    private static long value(@Nullable JsonNumber number) {
        return number == null ? 0 : number.longValue();
    }
}
