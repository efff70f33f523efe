package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Set;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * Schemas of answers and strict tools, of which the API takes a part of JSON Schema only: every object closed, no bounds, no
 * recursion. Bounds go into the description, as the vendor's own SDKs do. See "JSON Schema limitations" in
 * platform.claude.com/docs/en/build-with-claude/structured-outputs.
 */
final class AnthropicFormats {
    private static final Set<String> KEPT =
            Set.of("type", "description", "title", "enum", "const", "default", "$ref", "required");
    private static final Set<String> FORMATS =
            Set.of("date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid");
    private static final Set<String> SAYS_SOMETHING =
            Set.of("type", "enum", "const", "anyOf", "allOf", "oneOf", "$ref");

    /** Says that the API has no form for a schema; ordinary, so without a stack trace. */
    private static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        Unfit() {
            super(null, null, false, false);
        }
    }

    private AnthropicFormats() {}

    /** The schema in the form that the API takes; null when there is none that means the same. */
    static @Nullable JsonObject of(JsonObject schema) {
        try {
            JsonObject format = object(AnthropicSchemas.valid(schema));
            return isRecursive(format) ? null : format;
        } catch (Unfit e) {
            return null;
        }
    }

    private static JsonObject schema(JsonValue value) throws Unfit {
        if (value instanceof JsonObject object) {
            return object(object);
        }
        throw new Unfit();
    }

    private static JsonObject object(JsonObject schema) throws Unfit {
        if (schema.keySet().stream().noneMatch(SAYS_SOMETHING::contains)) {
            throw new Unfit();
        }
        JsonObjectBuilder format = JsonParts.object();
        JsonObjectBuilder words = JsonParts.object();
        boolean hasWords = false;
        for (Map.Entry<String, JsonValue> member : schema.entrySet()) {
            JsonValue kept = kept(member.getKey(), member.getValue(), schema);
            if (kept != null) {
                format.add(member.getKey().equals("oneOf") ? "anyOf" : member.getKey(), kept);
            } else if (!member.getKey().equals("$schema")) {
                words.add(member.getKey(), member.getValue());
                hasWords = true;
            }
        }
        if (isObject(schema)) {
            format.add("additionalProperties", false);
        }
        if (hasWords) {
            String before = JsonParts.textOf(schema, "description");
            format.add("description", (before.isEmpty() ? "" : before + " ") + words.build());
        }
        return format.build();
    }

    private static boolean isObject(JsonObject schema) {
        JsonValue type = schema.get("type");
        return type instanceof JsonArray several
                ? several.contains(JsonParts.text("object"))
                : "object".equals(JsonParts.string(schema, "type"));
    }

    /** What stays where it is; null for what only words can say. */
    private static @Nullable JsonValue kept(String keyword, JsonValue value, JsonObject schema) throws Unfit {
        if (keyword.equals("$ref") && !(onlyWords(schema) && isLocal(value))) {
            throw new Unfit();
        }
        if (keyword.equals("enum") && ((JsonArray) value).stream().anyMatch(JsonStructure.class::isInstance)) {
            throw new Unfit();
        }
        if (KEPT.contains(keyword)) {
            return value;
        }
        return switch (keyword) {
            case "properties", "$defs", "definitions" -> named((JsonObject) value);
            case "items" -> schema(value);
            case "anyOf", "oneOf", "allOf" -> several((JsonArray) value);
            // An object that may hold anything cannot be closed.
            case "additionalProperties" -> {
                if (value != JsonValue.FALSE) {
                    throw new Unfit();
                }
                yield value;
            }
            case "format" -> FORMATS.contains(((JsonString) value).getString()) ? value : null;
            case "minItems" -> ((JsonNumber) value).intValue() <= 1 ? value : null;
            default -> null;
        };
    }

    private static boolean isLocal(JsonValue reference) {
        return reference instanceof JsonString text && text.getString().startsWith("#/");
    }

    private static boolean onlyWords(JsonObject schema) {
        return schema.keySet().stream()
                .allMatch(keyword -> Set.of("$ref", "description", "title", "$defs", "definitions")
                        .contains(keyword));
    }

    private static JsonObject named(JsonObject schemas) throws Unfit {
        JsonObjectBuilder named = JsonParts.object();
        for (Map.Entry<String, JsonValue> member : schemas.entrySet()) {
            named.add(member.getKey(), schema(member.getValue()));
        }
        return named.build();
    }

    private static JsonArray several(JsonArray schemas) throws Unfit {
        JsonArrayBuilder several = JsonParts.array();
        for (JsonValue schema : schemas) {
            several.add(schema(schema));
        }
        return several.build();
    }

    /** Whether a definition refers to itself, directly or not. References elsewhere lead into definitions and end there. */
    private static boolean isRecursive(JsonObject root) {
        return AnthropicReferences.circular(root);
    }
}
