package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.DataUrl;
import org.jspecify.annotations.Nullable;

/**
 * Images and documents. The API compares an image with its media type, so what the bytes say goes before what the caller
 * says. See platform.claude.com/docs/en/build-with-claude/vision and pdf-support.
 */
final class AnthropicMedia {
    private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
    static final String PDF = "application/pdf";
    private static final int MAX_TITLE = 500;

    private AnthropicMedia() {}

    static JsonObjectBuilder image(JsonObject part) {
        JsonValue given = part.get("image_url");
        String url = given instanceof JsonObject object
                ? JsonParts.textOf(object, "url")
                : JsonParts.textOf(part, "image_url");
        Optional<DataUrl> data = DataUrl.of(url);
        if (data.isPresent()) {
            return image(data.get());
        }
        if (!url.regionMatches(true, 0, "https://", 0, 8)) {
            throw AnthropicRepairs.refused(
                    "messages", "it takes images from an https address or as data:image/...;base64 only.");
        }
        return JsonParts.object()
                .add("type", "image")
                .add("source", JsonParts.object().add("type", "url").add("url", url));
    }

    private static JsonObjectBuilder image(DataUrl file) {
        String base64 = AnthropicBytes.clean(file.base64());
        String type = AnthropicBytes.type(file.mediaType(), base64);
        if (!IMAGES.contains(type)) {
            throw AnthropicRepairs.refused(
                    "messages",
                    "it takes images as JPEG, PNG, GIF or WebP only, and this one is " + quoted(type) + ".");
        }
        return JsonParts.object().add("type", "image").add("source", source(type, base64));
    }

    private static JsonObjectBuilder source(String type, String base64) {
        return JsonParts.object().add("type", "base64").add("media_type", type).add("data", base64);
    }

    static JsonObjectBuilder file(JsonObject part) {
        JsonObject file = part.get("file") instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        String given = JsonParts.textOf(file, "file_data");
        if (given.isEmpty()) {
            throw refused("file without file_data");
        }
        String name = JsonParts.textOf(file, "filename");
        DataUrl data = DataUrl.of(given).orElseGet(() -> new DataUrl("", given));
        String base64 = AnthropicBytes.clean(data.base64());
        String type = AnthropicBytes.type(data.mediaType(), base64);
        if (IMAGES.contains(type)) {
            return JsonParts.object().add("type", "image").add("source", source(type, base64));
        }
        JsonObjectBuilder document = JsonParts.object().add("type", "document");
        if (type.equals(PDF)) {
            document.add("source", source(PDF, base64));
        } else {
            String text = isText(type, name) ? text(base64) : null;
            if (text == null) {
                throw AnthropicRepairs.refused(
                        "messages", "it takes files as PDF, text or image only, and this one is " + quoted(type) + ".");
            }
            document.add(
                    "source",
                    JsonParts.object()
                            .add("type", "text")
                            .add("media_type", "text/plain")
                            .add("data", text));
        }
        return name.isBlank() ? document : document.add("title", name.substring(0, Math.min(name.length(), MAX_TITLE)));
    }

    private static boolean isText(String type, String name) {
        return type.startsWith("text/")
                || type.endsWith("json")
                || type.endsWith("xml")
                || type.endsWith("yaml")
                || (type.isEmpty() && name.matches("(?i).*\\.(txt|md|csv|json|xml|ya?ml|html?)"));
    }

    private static @Nullable String text(String base64) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64)))
                    .toString();
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return null;
        }
    }

    private static String quoted(String type) {
        return type.isEmpty() ? "of no known type" : "\"" + type + "\"";
    }

    static GatewayException refused(String type) {
        return AnthropicRepairs.refused(
                "messages",
                "a message holds a part of type \"" + type + "\", for which this provider's format has no place.");
    }
}
