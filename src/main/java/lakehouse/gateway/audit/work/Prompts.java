package lakehouse.gateway.audit.work;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import lakehouse.gateway.audit.grounding.CheckedFinding;
import lakehouse.gateway.audit.state.InvalidReply;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/** What is said to the model. The words are in resource files; here they are put together as a chat request. */
final class Prompts {
    private static final String SYSTEM = resource("system.txt");
    private static final String PART = resource("part.txt");
    private static final String AGAIN = resource("again.txt");
    private static final String ANY_FOCUS = resource("focus.txt");
    private static final String CONFIRM_SYSTEM = resource("confirm-system.txt");
    private static final String CONFIRM = resource("confirm.txt");

    /** Changes with the words, so that a report says what a model was told. */
    static final String VERSION = version(SYSTEM, PART, AGAIN, ANY_FOCUS, CONFIRM_SYSTEM, CONFIRM);

    private Prompts() {}

    private static String version(String... words) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\0", words).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /**
     * The request for a part.
     *
     * @param focus what to look for; empty for anything
     * @param material the part's text
     * @param earlier a first reply that could not be used; null when there was none
     */
    static JsonDocument request(
            String model, String focus, String part, String material, @Nullable InvalidReply earlier) {
        // The material is put in last: a place holder inside it stays what it is.
        int place = PART.indexOf("{material}");
        String words = PART.substring(0, place)
                .replace("{part}", part)
                .replace("{focus}", focus.isBlank() ? ANY_FOCUS : focus);
        JsonArrayBuilder messages = JsonParts.array()
                .add(message("system", SYSTEM))
                .add(message("user", words + material + PART.substring(place + "{material}".length())));
        if (earlier != null) {
            // Some vendors refuse a message without text.
            messages.add(message("assistant", earlier.reply().isBlank() ? "(no text)" : earlier.reply()))
                    .add(message("user", AGAIN.replace("{error}", earlier.error())));
        }
        return request(model, messages);
    }

    /** The request for a second opinion on a finding, with the code around it. */
    static JsonDocument opinion(String model, CheckedFinding finding, String material) {
        // Put in from the end: a place holder inside a text stays what it is.
        int claim = CONFIRM.indexOf("{claim}");
        int place = CONFIRM.indexOf("{place}");
        int code = CONFIRM.indexOf("{material}");
        String words = CONFIRM.substring(0, claim)
                + finding.finding().category() + ". " + finding.finding().explanation()
                + CONFIRM.substring(claim + "{claim}".length(), place)
                + finding.path() + ":" + finding.startLine()
                + CONFIRM.substring(place + "{place}".length(), code)
                + material + CONFIRM.substring(code + "{material}".length());
        return request(
                model, JsonParts.array().add(message("system", CONFIRM_SYSTEM)).add(message("user", words)));
    }

    private static JsonDocument request(String model, JsonArrayBuilder messages) {
        try {
            return JsonDocument.parse(JsonParts.object()
                    .add("model", model)
                    .add("messages", messages)
                    .build()
                    .toString());
        } catch (MalformedJsonException e) {
            throw new IllegalStateException("A document that was just built does not parse.", e);
        }
    }

    private static JsonObjectBuilder message(String role, String content) {
        return JsonParts.object().add("role", role).add("content", content);
    }

    private static String resource(String name) {
        try (InputStream in = Prompts.class.getResourceAsStream("/lakehouse/gateway/audit/" + name)) {
            if (in == null) {
                throw new IllegalStateException("The WAR lacks the prompt " + name + ".");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
