package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** Puts {@code reasoning_details} that came in pieces together again, so that they go back as the vendor means them. */
final class ReasoningDetails {
    /** Members that grow from piece to piece. Of all others the last value counts. */
    private static final Set<String> GROWING = Set.of("text", "summary", "data");

    private static final class Entry {
        private final Map<String, JsonValue> members = new LinkedHashMap<>();
        private final Map<String, StringBuilder> texts = new LinkedHashMap<>();

        boolean continuedBy(JsonObject piece) {
            return members.get("index") != null
                    && Objects.equals(members.get("index"), piece.get("index"))
                    && Objects.equals(members.get("type"), piece.get("type"));
        }

        void add(JsonObject piece) {
            for (Map.Entry<String, JsonValue> member : piece.entrySet()) {
                String name = member.getKey();
                JsonValue value = member.getValue();
                if (value instanceof JsonString text && GROWING.contains(name)) {
                    texts.computeIfAbsent(name, key -> new StringBuilder()).append(text.getChars());
                    members.putIfAbsent(name, value);
                } else if (value != JsonValue.NULL) {
                    members.put(name, value);
                } else {
                    members.putIfAbsent(name, value);
                }
            }
        }

        JsonObjectBuilder whole() {
            JsonObjectBuilder whole = JsonParts.object();
            members.forEach(whole::add);
            texts.forEach((name, text) -> whole.add(name, text.toString()));
            return whole;
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    void add(JsonArray pieces) {
        for (JsonValue value : pieces) {
            if (value instanceof JsonObject piece) {
                entry(piece).add(piece);
            }
        }
    }

    private Entry entry(JsonObject piece) {
        for (Entry entry : entries) {
            if (entry.continuedBy(piece)) {
                return entry;
            }
        }
        Entry begun = new Entry();
        entries.add(begun);
        return begun;
    }

    @Nullable
    JsonArray whole() {
        if (entries.isEmpty()) {
            return null;
        }
        JsonArrayBuilder all = JsonParts.array();
        entries.forEach(entry -> all.add(entry.whole()));
        return all.build();
    }
}
