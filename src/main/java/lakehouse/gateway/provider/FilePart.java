package lakehouse.gateway.provider;

import jakarta.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** A part of type {@code file} for vendors that take none: a text can go as text, and a picture as an image. */
public final class FilePart {
    private static final Set<String> TEXTS = Set.of("application/json", "application/xml", "application/yaml");

    private FilePart() {}

    /** The text in the file; null when it holds none. */
    public static @Nullable String text(JsonObject part) {
        DataUrl data = data(part);
        if (data == null || !isText(data.mediaType().toLowerCase(Locale.ROOT))) {
            return null;
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(data.base64());
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return null;
        }
    }

    private static boolean isText(String type) {
        return type.startsWith("text/") || TEXTS.contains(type);
    }

    /** The picture in the file; null when it holds none. */
    public static @Nullable DataUrl image(JsonObject part) {
        DataUrl data = data(part);
        return data != null && data.mediaType().toLowerCase(Locale.ROOT).startsWith("image/") ? data : null;
    }

    private static @Nullable DataUrl data(JsonObject part) {
        return part.get("file") instanceof JsonObject file
                ? DataUrl.of(JsonParts.textOf(file, "file_data")).orElse(null)
                : null;
    }
}
