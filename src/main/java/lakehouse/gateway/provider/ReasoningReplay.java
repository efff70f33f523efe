package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.regex.Pattern;
import lakehouse.gateway.json.JsonParts;

/** Puts into the messages of a request what the model thought before its earlier turns. */
public final class ReasoningReplay {
    /** How a dialect writes it. */
    public interface Form {
        /**
         * An assistant message in the dialect's form.
         *
         * @param message as the caller sent it
         * @param reasoning the caller's own, else what the gateway remembers, else none; what it remembers also where the
         *     caller's own is the same without its signature
         * @param restored whether the gateway remembered it
         * @return the same object when nothing changes
         */
        JsonObject write(JsonObject message, Reasoning reasoning, boolean restored);
    }

    private static final Pattern WHITESPACE = Pattern.compile("\\s+");

    private ReasoningReplay() {}

    /** The messages with each assistant message in the dialect's form; the same list when nothing changes. */
    public static JsonArray messages(JsonArray messages, String provider, ReasoningMemory memory, Form form) {
        return messages(messages, provider, memory, form, true);
    }

    /**
     * As {@link #messages(JsonArray, String, ReasoningMemory, Form)}.
     *
     * @param ofOthers whether to restore what another provider thought, in its readable part. Many vendors refuse a request
     *     that has a field for thoughts, so only dialects that demand thoughts want them
     */
    static JsonArray messages(
            JsonArray messages, String provider, ReasoningMemory memory, Form form, boolean ofOthers) {
        ConversationPosition position = new ConversationPosition();
        JsonArrayBuilder replayed = JsonParts.array();
        boolean changed = false;
        for (JsonValue value : messages) {
            JsonValue written = value;
            if (value instanceof JsonObject message && "assistant".equals(JsonParts.string(message, "role"))) {
                Reasoning own = Reasoning.of(message);
                Reasoning known =
                        own.details() == null ? memory.recall(provider, position, message, ofOthers) : Reasoning.NONE;
                boolean restored = own.isEmpty() ? !known.isEmpty() : completes(known, own);
                written = form.write(message, restored ? known : own, restored);
            }
            changed |= written != value;
            replayed.add(written);
            position.advance(value);
        }
        return changed ? replayed.build() : messages;
    }

    /** Kimi CLI and pi give the text of thoughts back, but not the details with the signature that makes them usable. */
    private static boolean completes(Reasoning known, Reasoning own) {
        return known.details() != null && letters(known.text()).startsWith(letters(own.text()));
    }

    /** Clients trim thoughts, and join their pieces in their own way. */
    private static String letters(String text) {
        return WHITESPACE.matcher(text).replaceAll("");
    }
}
