package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.DataUrl;
import org.jspecify.annotations.Nullable;

/** Content of a message as blocks. Empty texts go, because the API refuses them. */
final class AnthropicContent {
    private AnthropicContent() {}

    /**
     * The blocks of one content.
     *
     * @throws GatewayException when a part has no counterpart
     */
    static List<JsonObject> blocks(@Nullable JsonValue content) {
        List<JsonObject> blocks = new ArrayList<>();
        if (content instanceof JsonString text) {
            addText(blocks, text.getString(), JsonValue.EMPTY_JSON_OBJECT);
        }
        for (JsonObject part : JsonParts.objects(content)) {
            add(blocks, part);
        }
        return blocks;
    }

    private static void add(List<JsonObject> blocks, JsonObject part) {
        String type = JsonParts.textOf(part, "type");
        switch (type) {
            case "text" -> addText(blocks, JsonParts.textOf(part, "text"), part);
            case "refusal" -> addText(blocks, JsonParts.textOf(part, "refusal"), JsonValue.EMPTY_JSON_OBJECT);
            case "image_url" -> blocks.add(with(part, image(url(part.get("image_url")))));
            case "file" -> blocks.add(with(part, document(part)));
            case "input_audio", "video_url" -> throw refused(type);
            default -> blocks.add(part);
        }
    }

    private static void addText(List<JsonObject> blocks, String text, JsonObject part) {
        if (!text.isEmpty()) {
            blocks.add(with(part, JsonParts.object().add("type", "text").add("text", text)));
        }
    }

    /** Marks such as {@code cache_control} that a caller put on a part stay on the block. */
    private static JsonObject with(JsonObject part, JsonObjectBuilder block) {
        JsonParts.without(part, List.of("type", "text", "image_url", "file")).forEach(block::add);
        return block.build();
    }

    private static String url(@Nullable JsonValue image) {
        if (image instanceof JsonObject object) {
            return JsonParts.textOf(object, "url");
        }
        return image instanceof JsonString text ? text.getString() : "";
    }

    private static JsonObjectBuilder image(String url) {
        JsonObjectBuilder source = DataUrl.of(url)
                .map(AnthropicContent::base64)
                .orElseGet(() -> JsonParts.object().add("type", "url").add("url", url));
        return JsonParts.object().add("type", "image").add("source", source);
    }

    private static JsonObjectBuilder base64(DataUrl file) {
        return JsonParts.object()
                .add("type", "base64")
                .add("media_type", file.mediaType())
                .add("data", file.base64());
    }

    private static JsonObjectBuilder document(JsonObject part) {
        JsonObject file = part.get("file") instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        Optional<DataUrl> data = DataUrl.of(JsonParts.textOf(file, "file_data"));
        JsonObjectBuilder block = JsonParts.object()
                .add("type", "document")
                .add("source", base64(data.orElseThrow(() -> refused("file without file_data"))));
        String name = JsonParts.string(file, "filename");
        return name == null ? block : block.add("title", name);
    }

    private static GatewayException refused(String type) {
        return Failure.ofParam(
                        FailureKind.INVALID_REQUEST,
                        "messages",
                        "A message holds a part of type \"" + type
                                + "\", for which this provider's format has no place."
                                + " Leave it out or ask another provider.")
                .exception();
    }
}
