package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import lakehouse.gateway.json.JsonParts;

/**
 * Content in parts, as Mistral's reasoning models answer it: https://docs.mistral.ai/capabilities/reasoning. Clients of OpenAI's
 * format read a text there, so the texts become one, and the thoughts reasoning.
 */
final class ContentParts {
    /** Where parts stand that are neither, as in translated dialects. */
    private static final String OTHERS = "content_blocks";

    private ContentParts() {}

    /** The message with its content as a text; itself when it is one already. */
    static JsonObject joined(JsonObject message) {
        if (!(message.get("content") instanceof JsonArray parts)) {
            return message;
        }
        StringBuilder text = new StringBuilder();
        StringBuilder thoughts = new StringBuilder();
        JsonArrayBuilder others = JsonParts.array();
        boolean hasOthers = false;
        for (JsonValue part : parts) {
            if (part instanceof JsonString plain) {
                text.append(plain.getString());
            } else if (part instanceof JsonObject object && object.get("text") instanceof JsonString said) {
                text.append(said.getString());
            } else if (part instanceof JsonObject object && object.containsKey("thinking")) {
                thoughts(object.get("thinking"), thoughts);
            } else {
                others.add(part);
                hasOthers = true;
            }
        }
        JsonObjectBuilder joined = JsonParts.object(message).add("content", text.toString());
        if (!thoughts.isEmpty() && !JsonParts.present(message.get(Reasoning.CONTENT))) {
            joined.add(Reasoning.CONTENT, thoughts.toString());
        }
        return hasOthers ? joined.add(OTHERS, others).build() : joined.build();
    }

    private static void thoughts(JsonValue thinking, StringBuilder out) {
        if (thinking instanceof JsonString text) {
            out.append(text.getString());
        }
        for (JsonObject part : JsonParts.objects(thinking)) {
            out.append(JsonParts.textOf(part, "text"));
        }
    }
}
