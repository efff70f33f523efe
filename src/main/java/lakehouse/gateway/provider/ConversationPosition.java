package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import lakehouse.gateway.json.JsonParts;

/**
 * Where in a conversation a tool call stands. Tool-call ids alone are not unique: some providers name the first call of
 * every conversation {@code get_weather_0}, and the thoughts of one caller must never reach another's conversation. So a
 * key is the id together with everything the user said before and how many tool turns came since.
 */
final class ConversationPosition {
    private final MessageDigest user = sha256();
    private int toolTurns;

    /** The position behind the last message. */
    static ConversationPosition after(JsonArray messages) {
        ConversationPosition position = new ConversationPosition();
        messages.forEach(position::advance);
        return position;
    }

    void advance(JsonValue value) {
        if (!(value instanceof JsonObject message)) {
            return;
        }
        String role = JsonParts.textOf(message, "role");
        if (role.equals("user")) {
            user.update(String.valueOf(message.get("content")).getBytes(StandardCharsets.UTF_8));
            user.update((byte) 0);
            toolTurns = 0;
        } else if (role.equals("assistant") && message.get("tool_calls") instanceof JsonArray) {
            toolTurns++;
        }
    }

    /** The key of a tool call made here. */
    String key(String toolCallId) {
        try {
            MessageDigest copy = (MessageDigest) user.clone();
            copy.update((toolTurns + "\0" + toolCallId).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(copy.digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of this Java cannot be cloned.", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
