package lakehouse.gateway.providers.anthropic;

import java.util.Locale;

/** Files in base64: what they are, and in the form that the API takes. */
final class AnthropicBytes {
    private AnthropicBytes() {}

    /** What the first bytes say, else what the caller says. */
    static String type(String given, String base64) {
        if (base64.startsWith("iVBORw0KGgo")) {
            return "image/png";
        }
        if (base64.startsWith("/9j/")) {
            return "image/jpeg";
        }
        if (base64.startsWith("R0lGOD")) {
            return "image/gif";
        }
        if (base64.startsWith("UklGR") && base64.regionMatches(11, "XRUJQ", 0, 5)) {
            return "image/webp";
        }
        if (base64.startsWith("JVBERi")) {
            return AnthropicMedia.PDF;
        }
        String type = given.strip().toLowerCase(Locale.ROOT);
        return type.equals("image/jpg") ? "image/jpeg" : type;
    }

    /** Without line breaks, in the plain alphabet, padded: other forms are refused. */
    static String clean(String base64) {
        boolean plain = base64.length() % 4 == 0
                && base64.chars().allMatch(character -> character > ' ' && character != '-' && character != '_');
        if (plain) {
            return base64;
        }
        String joined = base64.replaceAll("\\s", "").replace('-', '+').replace('_', '/');
        return joined + "=".repeat((4 - joined.length() % 4) % 4);
    }
}
