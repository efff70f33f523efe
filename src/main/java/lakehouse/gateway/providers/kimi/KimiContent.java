package lakehouse.gateway.providers.kimi;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.ContentText;
import lakehouse.gateway.provider.DataUrl;
import lakehouse.gateway.provider.FilePart;
import lakehouse.gateway.provider.VendorRule;
import org.jspecify.annotations.Nullable;

/** The parts of a message as Kimi accepts them: texts, images and videos. */
final class KimiContent {
    private KimiContent() {}

    /**
     * The content; the same value when it is right.
     *
     * @throws GatewayException when a part is of a kind that Kimi does not know
     */
    static @Nullable JsonValue accepted(@Nullable JsonValue content) {
        if (!(content instanceof JsonArray parts)) {
            return content;
        }
        JsonArrayBuilder mapped = JsonParts.array();
        boolean changed = false;
        for (JsonValue value : parts) {
            if (!(value instanceof JsonObject part)) {
                mapped.add(value);
                continue;
            }
            JsonObject written = part(part);
            changed |= written != part;
            if (written != null) {
                mapped.add(written);
            }
        }
        return changed ? mapped.build() : content;
    }

    /** Null for a text without a word. */
    private static @Nullable JsonObject part(JsonObject part) {
        String type = JsonParts.textOf(part, "type");
        return switch (type) {
            case "text" -> ContentText.isBlank(JsonParts.textOf(part, "text")) ? null : part;
            case "image_url", "video_url" -> part;
            case "file" -> file(part);
            default ->
                throw VendorRule.broken(
                        "Kimi",
                        "messages",
                        "it takes texts, images and videos, but no part of type \"" + shown(type) + "\"");
        };
    }

    private static @Nullable JsonObject file(JsonObject part) {
        String text = FilePart.text(part);
        if (text != null) {
            return ContentText.isBlank(text)
                    ? null
                    : JsonParts.object().add("type", "text").add("text", text).build();
        }
        DataUrl image = FilePart.image(part);
        if (image == null) {
            throw VendorRule.broken(
                    "Kimi", "messages", "it takes texts, images and videos, but no file of another kind");
        }
        String url = "data:" + image.mediaType() + ";base64," + image.base64();
        return JsonParts.object()
                .add("type", "image_url")
                .add("image_url", JsonParts.object().add("url", url))
                .build();
    }

    /** A caller's word in a message: short and printable. */
    private static String shown(String word) {
        return word.replaceAll("[^A-Za-z0-9_.-]", "?").substring(0, Math.min(40, word.length()));
    }
}
