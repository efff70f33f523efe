package lakehouse.gateway.providers.ollama;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.ContentText;
import lakehouse.gateway.provider.DataUrl;
import lakehouse.gateway.provider.DocumentedMessages;
import lakehouse.gateway.provider.FilePart;
import lakehouse.gateway.provider.ToolArguments;
import lakehouse.gateway.provider.VendorRule;
import org.jspecify.annotations.Nullable;

/**
 * Messages as Ollama's OpenAI-shaped surface reads them: arguments that are a JSON object, a content unless tools are called,
 * and texts alone as one text, because a list loses the id of a tool's result.
 * https://github.com/ollama/ollama/blob/main/openai/openai.go
 */
final class OllamaShimMessages {
    /** Pictures of another type go without one; their bytes say it. */
    private static final List<String> TYPES = List.of("image/jpeg", "image/jpg", "image/png", "image/webp");

    private OllamaShimMessages() {}

    static JsonArray accepted(JsonArray messages) {
        return JsonParts.each(DocumentedMessages.of(messages), OllamaShimMessages::message);
    }

    private static JsonObject message(JsonObject message) {
        JsonValue content = message.get("content");
        JsonValue text = content(message, content);
        JsonArray calls = message.get("tool_calls") instanceof JsonArray list ? list : null;
        JsonArray valid = calls == null ? null : calls(calls);
        if (text == content && valid == calls) {
            return message;
        }
        JsonObjectBuilder mapped = JsonParts.object(message);
        if (text != null) {
            mapped.add("content", text);
        }
        if (valid != null) {
            mapped.add("tool_calls", valid);
        }
        return mapped.build();
    }

    private static @Nullable JsonValue content(JsonObject message, @Nullable JsonValue content) {
        if (content instanceof JsonArray parts) {
            boolean texts = JsonParts.objects(parts).stream()
                    .allMatch(part -> JsonParts.textOf(part, "type").equals("text"));
            return texts ? JsonParts.text(ContentText.of(parts)) : parts(parts);
        }
        if (JsonParts.present(content)) {
            return content;
        }
        return message.get("tool_calls") instanceof JsonArray
                ? content
                : message.get("refusal") instanceof JsonString refusal ? refusal : JsonParts.text("");
    }

    private static JsonArray parts(JsonArray parts) {
        JsonArrayBuilder written = JsonParts.array();
        for (JsonObject part : JsonParts.objects(parts)) {
            String type = JsonParts.textOf(part, "type");
            written.add(
                    switch (type) {
                        case "text", "input_audio" -> part;
                        case "image_url" -> image(OllamaMedia.image(part));
                        case "file" -> file(part);
                        default ->
                            throw VendorRule.broken(
                                    "Ollama",
                                    "messages",
                                    "it takes texts, images and sounds, but not \"" + OllamaMedia.shown(type) + "\"");
                    });
        }
        return written.build();
    }

    private static JsonObject file(JsonObject part) {
        String text = FilePart.text(part);
        return text == null
                ? image(OllamaMedia.imageOfFile(part))
                : JsonParts.object().add("type", "text").add("text", text).build();
    }

    private static JsonObject image(DataUrl image) {
        String type = TYPES.contains(image.mediaType()) ? image.mediaType() : "";
        String url = "data:" + type + ";base64," + OllamaMedia.bytes(image);
        return JsonParts.object()
                .add("type", "image_url")
                .add("image_url", JsonParts.object().add("url", url))
                .build();
    }

    private static JsonArray calls(JsonArray calls) {
        return JsonParts.each(calls, OllamaShimMessages::call);
    }

    private static JsonObject call(JsonObject call) {
        if (!(call.get("function") instanceof JsonObject function)) {
            return call;
        }
        JsonValue arguments = function.get("arguments");
        JsonObject object = ToolArguments.object(arguments);
        if (arguments instanceof JsonString text && isObject(text.getString(), object)) {
            return call;
        }
        return JsonParts.object(call)
                .add("function", JsonParts.object(function).add("arguments", object.toString()))
                .build();
    }

    /** Arguments that are an object already pass as they were written. */
    private static boolean isObject(String text, JsonObject read) {
        return !text.isBlank() && text.stripLeading().startsWith("{") && !isWrapped(text, read);
    }

    private static boolean isWrapped(String text, JsonObject read) {
        return read.size() == 1 && text.equals(JsonParts.textOf(read, "arguments"));
    }
}
