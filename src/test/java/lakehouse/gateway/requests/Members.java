package lakehouse.gateway.requests;

import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.json.JsonParts;

/** An object of JSON as a text, so that numbers keep the form in which they were written. */
final class Members {
    private final List<String> members = new ArrayList<>();

    /** Adds a member with a value that is JSON. */
    Members put(String name, String json) {
        members.add(JsonParts.quoted(name) + ":" + json);
        return this;
    }

    /** Adds a text. */
    Members text(String name, String value) {
        return put(name, JsonParts.quoted(value));
    }

    @Override
    public String toString() {
        return "{" + String.join(",", members) + "}";
    }

    /** A list of values that are JSON. */
    static String list(List<String> items) {
        return "[" + String.join(",", items) + "]";
    }

    static String list(String... items) {
        return list(List.of(items));
    }
}
