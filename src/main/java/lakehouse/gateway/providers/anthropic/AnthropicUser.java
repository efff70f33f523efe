package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** The end user, as an id that says nothing of the person. */
final class AnthropicUser {
    private static final int MAX_USER_ID = 256;

    /** "user_id appears to contain an email address. Please send a uuid or hash value instead." */
    private static final Pattern PERSONAL = Pattern.compile(".*@.*|\\+?[0-9][0-9 ()/.-]{6,}");

    private AnthropicUser() {}

    /** Only an opaque id of the end user has a place there. */
    static @Nullable JsonObject metadata(JsonDocument body, AnthropicRepairs repairs) {
        String user = body.value("metadata") instanceof JsonObject given ? JsonParts.string(given, "user_id") : null;
        if (user == null) {
            user = body.string("safety_identifier");
        }
        if (user == null || user.isBlank()) {
            user = body.string("user");
        }
        if (user == null || user.isBlank()) {
            return null;
        }
        if (user.length() > MAX_USER_ID || PERSONAL.matcher(user).matches()) {
            repairs.note("user_hashed; an id of a user must be short and tell nothing of the person");
            user = UUID.nameUUIDFromBytes(user.getBytes(StandardCharsets.UTF_8)).toString();
        }
        return JsonParts.object().add("user_id", user).build();
    }
}
