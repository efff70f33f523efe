package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import lakehouse.gateway.json.JsonParts;

/** Puts into the messages of a request what the model thought before its earlier turns. */
public final class ReasoningReplay {
    /** How a dialect writes it. */
    public interface Form {
        /**
         * An assistant message in the dialect's form.
         *
         * @param message as the caller sent it
         * @param reasoning the caller's own, else what the gateway remembers, else none
         * @param restored whether the gateway remembered it
         * @return the same object when nothing changes
         */
        JsonObject write(JsonObject message, Reasoning reasoning, boolean restored);
    }

    private ReasoningReplay() {}

    /** The messages with each assistant message in the dialect's form; the same list when nothing changes. */
    public static JsonArray messages(JsonArray messages, String provider, ReasoningMemory memory, Form form) {
        ConversationPosition position = new ConversationPosition();
        JsonArrayBuilder replayed = JsonParts.array();
        boolean changed = false;
        for (JsonValue value : messages) {
            JsonValue written = value;
            if (value instanceof JsonObject message && "assistant".equals(JsonParts.string(message, "role"))) {
                Reasoning own = Reasoning.of(message);
                Reasoning known = own.isEmpty() ? memory.recall(provider, position, message) : own;
                written = form.write(message, known, own.isEmpty() && !known.isEmpty());
            }
            changed |= written != value;
            replayed.add(written);
            position.advance(value);
        }
        return changed ? replayed.build() : messages;
    }
}
