package lakehouse.gateway.provider;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ids of an answer's tool calls. A client names a call by its id when it sends the result, so each call needs one and no two
 * may share it. For one thread.
 */
public final class ToolCallIds {
    /** Texts that some servers write where there is no id. */
    private static final Set<String> NONE = Set.of("null", "none", "undefined");

    private final Set<String> used = new HashSet<>(4);

    /** What a vendor gave as an id, a number made text; empty when that is none. */
    static String given(@Nullable JsonValue value) {
        if (value instanceof JsonString text) {
            String id = text.getString();
            return id.isBlank() || NONE.contains(id.toLowerCase(Locale.ROOT)) ? "" : id;
        }
        return value instanceof JsonNumber number ? number.toString() : "";
    }

    /** The id for the caller: the vendor's where it has one that no other call has, else a new one. */
    public String unique(@Nullable JsonValue vendor) {
        return unique(given(vendor));
    }

    String unique(String given) {
        if (!given.isEmpty() && used.add(given)) {
            return given;
        }
        String made = "call_" + UUID.randomUUID().toString().replace("-", "");
        used.add(made);
        return made;
    }
}
