package lakehouse.gateway.requests;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lakehouse.gateway.json.JsonParts;

/** What JSON Schema's draft 2020-12 says of schemas themselves, and what structured outputs take of it. */
final class SchemaDraft {
    private static final Set<String> TYPES =
            Set.of("object", "array", "string", "number", "integer", "boolean", "null");
    private static final Set<String> MAPS = Set.of("properties", "$defs", "definitions", "patternProperties");
    private static final Set<String> SCHEMAS =
            Set.of("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames");
    private static final Set<String> LISTS = Set.of("anyOf", "oneOf", "allOf", "prefixItems");
    private static final Set<String> STRINGS = Set.of("$ref", "$schema", "title", "description", "format", "pattern");
    private static final Set<String> NUMBERS = Set.of(
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems");

    private SchemaDraft() {}

    /** Where a schema is not valid; empty when it is. */
    static String broken(JsonValue schema, String at) {
        if (schema == JsonValue.TRUE || schema == JsonValue.FALSE) {
            return "";
        }
        if (!(schema instanceof JsonObject object)) {
            return at + " is no schema";
        }
        for (Map.Entry<String, JsonValue> member : object.entrySet()) {
            String found = keyword(member.getKey(), member.getValue(), at + "/" + member.getKey());
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    private static String keyword(String word, JsonValue value, String at) {
        if (MAPS.contains(word)) {
            return value instanceof JsonObject map ? first(map.values(), at) : at + " is no object";
        }
        if (SCHEMAS.contains(word)) {
            return broken(value, at);
        }
        if (LISTS.contains(word)) {
            return value instanceof JsonArray list && !list.isEmpty() ? first(list, at) : at + " is no list of schemas";
        }
        boolean fits = switch (word) {
            case "type" -> isType(value);
            case "enum", "examples" -> value instanceof JsonArray;
            case "required" ->
                value instanceof JsonArray names
                        && names.stream().allMatch(JsonString.class::isInstance)
                        && new HashSet<>(names).size() == names.size();
            default ->
                !(STRINGS.contains(word) && !(value instanceof JsonString))
                        && !(NUMBERS.contains(word) && !(value instanceof JsonNumber));
        };
        return fits ? "" : at + " has a wrong value";
    }

    private static boolean isType(JsonValue value) {
        if (value instanceof JsonArray several) {
            return !several.isEmpty()
                    && several.stream().allMatch(one -> one instanceof JsonString && isType(one))
                    && new HashSet<>(several).size() == several.size();
        }
        return value instanceof JsonString name && TYPES.contains(name.getString());
    }

    private static String first(Iterable<JsonValue> schemas, String at) {
        for (JsonValue schema : schemas) {
            String found = broken(schema, at);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    private static final Set<String> STRUCTURED = Set.of(
            "type",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "enum",
            "const",
            "anyOf",
            "allOf",
            "$ref",
            "$defs",
            "definitions",
            "description",
            "title",
            "default",
            "format",
            "minItems");
    private static final Set<String> FORMATS =
            Set.of("date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid");

    /** Why a schema is none of structured outputs; empty when it is. */
    static String unstructured(JsonObject root, JsonObject schema) {
        String found = structure(schema);
        return found.isEmpty() && circular(root, schema, new ArrayDeque<>()) ? "Circular reference" : found;
    }

    private static String structure(JsonValue value) {
        if (!(value instanceof JsonObject schema)) {
            return "a schema must be an object";
        }
        for (String word : schema.keySet()) {
            if (!STRUCTURED.contains(word)) {
                return "property '" + word + "' is not supported";
            }
        }
        if (List.of("type", "enum", "const", "anyOf", "allOf", "$ref").stream().noneMatch(schema::containsKey)) {
            return "a schema without a type is not supported";
        }
        boolean object = JsonParts.textOf(schema, "type").equals("object");
        if (object && schema.get("additionalProperties") != JsonValue.FALSE) {
            return "For 'object' type, 'additionalProperties' must be explicitly set to false";
        }
        if (schema.get("format") instanceof JsonString format && !FORMATS.contains(format.getString())) {
            return "format '" + format.getString() + "' is not supported";
        }
        if (schema.get("minItems") instanceof JsonNumber least && least.intValue() > 1) {
            return "For 'array' type, 'minItems' values other than 0 or 1 are not supported";
        }
        if (schema.get("enum") instanceof JsonArray words && words.stream().anyMatch(JsonStructure.class::isInstance)) {
            return "complex types within enums are not supported";
        }
        for (String word : List.of("properties", "$defs", "definitions")) {
            if (schema.get(word) instanceof JsonObject map) {
                for (JsonValue one : map.values()) {
                    String found = structure(one);
                    if (!found.isEmpty()) {
                        return found;
                    }
                }
            }
        }
        for (String word : List.of("anyOf", "allOf")) {
            for (JsonValue one : AnthropicRules.values(schema.get(word))) {
                String found = structure(one);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return schema.containsKey("items") ? structure(schema.get("items")) : "";
    }

    private static boolean circular(JsonObject root, JsonValue value, Deque<String> path) {
        if (value instanceof JsonArray list) {
            return list.stream().anyMatch(one -> circular(root, one, path));
        }
        if (!(value instanceof JsonObject schema)) {
            return false;
        }
        String reference = JsonParts.textOf(schema, "$ref");
        if (!reference.isEmpty()) {
            if (!reference.startsWith("#/") || path.contains(reference)) {
                return true;
            }
            path.push(reference);
            boolean found = circular(root, JsonParts.at(root, reference.substring(1)), path);
            path.pop();
            if (found) {
                return true;
            }
        }
        return schema.values().stream().anyMatch(one -> circular(root, one, path));
    }
}
