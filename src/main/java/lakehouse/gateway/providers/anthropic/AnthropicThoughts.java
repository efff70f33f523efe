package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.ContentText;
import lakehouse.gateway.provider.Reasoning;

/**
 * Thinking blocks as entries of {@code reasoning_details} and back. A signature makes a thought usable again, so an entry
 * carries the whole signed text.
 */
final class AnthropicThoughts {
    /** Marks entries that this dialect wrote. */
    static final String FORMAT = "anthropic-messages-v1";

    /** OpenRouter's name of what Claude signed, which only Claude can read: openrouter.ai/docs, reasoning tokens. */
    private static final String OF_CLAUDE = "anthropic-claude-v1";

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

    /**
     * The blocks to send before an assistant's turn. What another vendor signed or encrypted is of no use here; its readable
     * part goes as a thought without a signature, or as a text where signatures are checked.
     */
    static List<JsonObject> blocks(Reasoning reasoning, AnthropicThinking thinking) {
        List<JsonObject> blocks = new ArrayList<>();
        boolean foreign = false;
        for (JsonObject entry : JsonParts.objects(reasoning.details())) {
            boolean encrypted = JsonParts.textOf(entry, "type").equals("reasoning.encrypted");
            String signature = JsonParts.textOf(entry, "signature");
            boolean ours = isOurs(entry, encrypted, thinking.signed());
            foreign |= !ours;
            if (ours && encrypted) {
                blocks.add(JsonParts.object()
                        .add("type", "redacted_thinking")
                        .add("data", JsonParts.textOf(entry, "data"))
                        .build());
            } else if (ours && !signature.isEmpty()) {
                blocks.add(block(JsonParts.textOf(entry, "text"), signature));
            }
        }
        if (blocks.isEmpty() && !reasoning.text().isEmpty()) {
            if (!thinking.signed()) {
                blocks.add(block(reasoning.text(), ""));
            } else if (foreign && !ContentText.isBlank(reasoning.text())) {
                blocks.add(JsonParts.object()
                        .add("type", "text")
                        .add("text", reasoning.text())
                        .build());
            }
        }
        return blocks;
    }

    /** A signed text without a name is taken for ours; encrypted thoughts without one come from anywhere. */
    private static boolean isOurs(JsonObject entry, boolean encrypted, boolean signed) {
        String format = JsonParts.string(entry, "format");
        if (format == null) {
            return !encrypted;
        }
        return format.equals(FORMAT) || (signed && format.equals(OF_CLAUDE));
    }

    /** Whether a block is one, as the API names them. */
    static boolean isThought(JsonObject block) {
        String type = JsonParts.textOf(block, "type");
        return type.equals("thinking") || type.equals("redacted_thinking");
    }

    private static JsonObject block(String text, String signature) {
        return JsonParts.object()
                .add("type", "thinking")
                .add("thinking", text)
                .add("signature", signature)
                .build();
    }
}
