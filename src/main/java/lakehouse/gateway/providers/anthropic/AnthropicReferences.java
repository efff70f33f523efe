package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** Follows the references inside a schema. */
final class AnthropicReferences {
    private final JsonObject root;
    private final Set<String> open = new HashSet<>();
    private final Set<String> harmless = new HashSet<>();

    private AnthropicReferences(JsonObject root) {
        this.root = root;
    }

    /** Whether a reference leads back to itself, or nowhere. */
    static boolean circular(JsonObject root) {
        return new AnthropicReferences(root).leadsBack(root);
    }

    private boolean leadsBack(@Nullable JsonValue value) {
        if (value instanceof JsonObject object) {
            return (object.get("$ref") instanceof JsonString reference && follows(reference.getString()))
                    || anyLeadsBack(object.values());
        }
        return value instanceof jakarta.json.JsonArray array && anyLeadsBack(array);
    }

    private boolean anyLeadsBack(Collection<JsonValue> values) {
        return values.stream().anyMatch(value -> value instanceof JsonStructure && leadsBack(value));
    }

    private boolean follows(String reference) {
        if (harmless.contains(reference) || !open.add(reference)) {
            return !harmless.contains(reference);
        }
        JsonValue target = target(reference);
        boolean back = target == null || leadsBack(target);
        open.remove(reference);
        harmless.add(reference);
        return back;
    }

    private @Nullable JsonValue target(String reference) {
        try {
            return JsonParts.at(root, reference.substring(1));
        } catch (JsonException e) {
            return null;
        }
    }
}
