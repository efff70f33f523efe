package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Set;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** The content of a message as OpenAI documents it: a text, or a list of parts that say their type. */
final class DocumentedContent {
    /** Types of parts that are words; a part without a type is some other thing, which can only be quoted. */
    private static final Set<String> WORDS = Set.of("", "text", "refusal");

    private DocumentedContent() {}

    /** Of any message but a result; the same value when it is right. */
    static @Nullable JsonValue of(@Nullable JsonValue content) {
        if (content instanceof JsonArray parts) {
            return parts(parts);
        }
        return content == null || content == JsonValue.NULL || content instanceof JsonString
                ? content
                : JsonParts.text(ContentText.of(content));
    }

    /** Of a result: one text, unless it holds something that is no text, such as an image. */
    static JsonValue ofResult(@Nullable JsonValue content) {
        if (content instanceof JsonString) {
            return content;
        }
        if (content instanceof JsonArray parts
                && !parts.isEmpty()
                && parts.stream().anyMatch(DocumentedContent::medium)) {
            return parts(parts);
        }
        if (content instanceof JsonArray parts
                && !parts.isEmpty()
                && parts.stream().allMatch(DocumentedContent::text)) {
            return parts;
        }
        return JsonParts.text(ContentText.of(content));
    }

    private static JsonArray parts(JsonArray parts) {
        JsonArrayBuilder written = JsonParts.array();
        boolean changed = false;
        for (JsonValue value : parts) {
            JsonValue part = part(value);
            changed |= part != value;
            written.add(part);
        }
        return changed ? written.build() : parts;
    }

    private static JsonValue part(JsonValue value) {
        if (text(value)) {
            return value;
        }
        if (value instanceof JsonObject part && !WORDS.contains(JsonParts.textOf(part, "type"))) {
            return image(part);
        }
        return JsonParts.object()
                .add("type", "text")
                .add("text", ContentText.of(value))
                .build();
    }

    /** Some clients give the address itself, and a detail that is null. */
    private static JsonObject image(JsonObject part) {
        JsonValue image = part.get("image_url");
        if (image instanceof JsonString url) {
            return JsonParts.object(part)
                    .add("image_url", JsonParts.object().add("url", url))
                    .build();
        }
        return image instanceof JsonObject object && object.get("detail") == JsonValue.NULL
                ? JsonParts.object(part)
                        .add("image_url", JsonParts.without(object, List.of("detail")))
                        .build()
                : part;
    }

    private static boolean text(JsonValue value) {
        return value instanceof JsonObject part
                && "text".equals(JsonParts.string(part, "type"))
                && part.get("text") instanceof JsonString;
    }

    /** Whether it is a part of a kind that is not text; an object that a tool gave may have a type too. */
    private static boolean medium(JsonValue value) {
        return value instanceof JsonObject part
                && !WORDS.contains(JsonParts.textOf(part, "type"))
                && part.containsKey(JsonParts.textOf(part, "type"));
    }
}
