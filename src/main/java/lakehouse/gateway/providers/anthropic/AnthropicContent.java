package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.ContentText;
import org.jspecify.annotations.Nullable;

/** Content of a message as blocks. Texts without a word go, because the API refuses them. */
final class AnthropicContent {
    /** Members of a part that a block has too. All others are refused. */
    private static final List<String> SHARED = List.of("cache_control", "citations", "context", "title");

    private final AnthropicRepairs repairs;

    AnthropicContent(AnthropicRepairs repairs) {
        this.repairs = repairs;
    }

    /**
     * The blocks of one content.
     *
     * @throws GatewayException when a part has no counterpart
     */
    List<JsonObject> blocks(@Nullable JsonValue content) {
        List<JsonObject> blocks = new ArrayList<>();
        if (content instanceof JsonArray parts) {
            for (JsonValue part : parts) {
                add(blocks, part);
            }
        } else if (content != null) {
            add(blocks, content);
        }
        return blocks;
    }

    private void add(List<JsonObject> blocks, JsonValue value) {
        JsonObject part = value instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        String type = JsonParts.textOf(part, "type");
        switch (type) {
            // Not a part: a text, or something that only tools write.
            case "" -> addText(blocks, ContentText.of(value), part);
            case "text" -> addText(blocks, ContentText.of(part), part);
            case "refusal" -> addText(blocks, ContentText.of(part), JsonValue.EMPTY_JSON_OBJECT);
            case "image_url" -> blocks.add(with(part, AnthropicMedia.image(part)));
            case "file" -> blocks.add(with(part, AnthropicMedia.file(part)));
            case "input_audio", "video_url" -> throw AnthropicMedia.refused(type);
            default -> blocks.add(part);
        }
    }

    private void addText(List<JsonObject> blocks, String text, JsonObject part) {
        if (!ContentText.isBlank(text)) {
            blocks.add(with(part, JsonParts.object().add("type", "text").add("text", text)));
        } else if (!text.isEmpty()) {
            repairs.note("blanks_left_out; a text without a word is refused");
        }
    }

    private static JsonObject with(JsonObject part, JsonObjectBuilder block) {
        for (String name : SHARED) {
            JsonValue mark = part.get(name);
            if (JsonParts.present(mark)) {
                block.add(name, mark);
            }
        }
        return block.build();
    }
}
