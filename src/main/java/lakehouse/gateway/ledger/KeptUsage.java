package lakehouse.gateway.ledger;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import lakehouse.gateway.form.Usage;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** A vendor's usage figures, as the ledger can keep them for a thousand calls: those of a vendor that sends a book are cut. */
final class KeptUsage {
    private static final int MOST = 8_000;
    private static final int LONGEST_ID = 200;
    private static final List<String> FIGURES = List.of("prompt_tokens", "completion_tokens", "total_tokens");

    private KeptUsage() {}

    static @Nullable Usage of(@Nullable Usage usage) {
        return usage == null || left(usage.raw(), MOST) >= 0 ? usage : usage.withRaw(figures(usage.raw()));
    }

    private static JsonObject figures(JsonObject raw) {
        JsonObjectBuilder kept = JsonParts.object();
        for (String name : FIGURES) {
            if (raw.get(name) instanceof JsonNumber number && number.toString().length() < MOST / 100) {
                kept.add(name, number);
            }
        }
        return kept.build();
    }

    /** A vendor's id of a request. */
    static @Nullable String id(@Nullable String id) {
        return id == null || id.length() <= LONGEST_ID ? id : id.substring(0, LONGEST_ID);
    }

    /** What is left of so many bytes, about; negative when it is not enough. */
    private static int left(JsonValue value, int bytes) {
        int left = bytes - 16;
        if (value instanceof JsonString text) {
            return left - text.getChars().length();
        }
        if (value instanceof JsonObject object) {
            for (Map.Entry<String, JsonValue> member : object.entrySet()) {
                left = left < 0
                        ? left
                        : left(member.getValue(), left - member.getKey().length());
            }
        } else if (value instanceof JsonArray list) {
            for (JsonValue item : list) {
                left = left < 0 ? left : left(item, left);
            }
        }
        return left;
    }
}
