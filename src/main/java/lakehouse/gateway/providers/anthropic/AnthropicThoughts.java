package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.Reasoning;

/**
 * Thinking blocks as entries of {@code reasoning_details} and back. A signature makes a thought usable again, so an entry
 * carries the whole signed text.
 */
final class AnthropicThoughts {
    /** Marks entries that this dialect wrote. */
    static final String FORMAT = "anthropic-messages-v1";

    private AnthropicThoughts() {}

    /** The entry for a block; for a block without a signature there is none, the text says it all. */
    static List<JsonObject> entry(JsonObject block, int index) {
        JsonObjectBuilder entry = JsonParts.object();
        if (JsonParts.textOf(block, "type").equals("redacted_thinking")) {
            entry.add("type", "reasoning.encrypted").add("data", JsonParts.textOf(block, "data"));
        } else if (JsonParts.textOf(block, "signature").isEmpty()) {
            return List.of();
        } else {
            entry.add("type", "reasoning.text")
                    .add("text", JsonParts.textOf(block, "thinking"))
                    .add("signature", JsonParts.textOf(block, "signature"));
        }
        return List.of(entry.add("format", FORMAT).add("index", index).build());
    }

    /** The blocks to send before an assistant's turn. Where signatures are checked, a thought without one stays out. */
    static List<JsonObject> blocks(Reasoning reasoning, AnthropicThinking thinking) {
        List<JsonObject> blocks = new ArrayList<>();
        for (JsonObject entry : JsonParts.objects(reasoning.details())) {
            if (JsonParts.textOf(entry, "type").equals("reasoning.encrypted")) {
                blocks.add(JsonParts.object()
                        .add("type", "redacted_thinking")
                        .add("data", JsonParts.textOf(entry, "data"))
                        .build());
            } else if (!JsonParts.textOf(entry, "signature").isEmpty()) {
                blocks.add(block(JsonParts.textOf(entry, "text"), JsonParts.textOf(entry, "signature")));
            }
        }
        if (blocks.isEmpty() && !reasoning.text().isEmpty() && !thinking.signed()) {
            blocks.add(block(reasoning.text(), ""));
        }
        return blocks;
    }

    private static JsonObject block(String text, String signature) {
        return JsonParts.object()
                .add("type", "thinking")
                .add("thinking", text)
                .add("signature", signature)
                .build();
    }
}
