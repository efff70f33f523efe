package lakehouse.gateway.providers.ollama;

import jakarta.json.JsonObject;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.DataUrl;
import lakehouse.gateway.provider.FilePart;
import lakehouse.gateway.provider.VendorRule;

/** Pictures and sounds, whose bytes must come along. */
final class OllamaMedia {
    private OllamaMedia() {}

    /** @throws GatewayException when the picture is elsewhere */
    static DataUrl image(JsonObject part) {
        String url = part.get("image_url") instanceof JsonObject image
                ? JsonParts.textOf(image, "url")
                : JsonParts.textOf(part, "image_url");
        return DataUrl.of(url)
                .orElseThrow(() -> refused("it takes images as data:image/...;base64 only, not by address"));
    }

    /** @throws GatewayException when the file is no picture */
    static DataUrl imageOfFile(JsonObject part) {
        DataUrl image = FilePart.image(part);
        if (image == null) {
            throw refused("it takes texts and images, but no file of another kind");
        }
        return image;
    }

    /** The bytes in base64, without the line breaks that some clients put in. */
    static String bytes(DataUrl data) {
        String base64 = data.base64();
        return base64.chars().anyMatch(Character::isWhitespace) ? base64.replaceAll("\\s+", "") : base64;
    }

    static GatewayException refused(String why) {
        return VendorRule.broken("Ollama", "messages", why);
    }

    /** A caller's word in a message: short and printable. */
    static String shown(String word) {
        return word.replaceAll("[^A-Za-z0-9_.-]", "?").substring(0, Math.min(40, word.length()));
    }
}
