package lakehouse.gateway.providers.openrouter;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.ContentText;
import lakehouse.gateway.provider.OfferedTools;
import lakehouse.gateway.provider.Repairs;
import lakehouse.gateway.provider.StopSequences;
import lakehouse.gateway.provider.VendorRule;

/** Fields in the forms that OpenRouter's schema allows. https://openrouter.ai/docs/api/api-reference/chat */
final class OpenRouterFields {
    /** They may be left out, but not null. */
    private static final List<String> NEVER_NULL = List.of(
            "metadata",
            "modalities",
            "response_format",
            "stream",
            "tools",
            "tool_choice",
            "user",
            "reasoning",
            "audio");

    private static final int MOST_STOPS = 4;
    private static final String ONE_WAY = "reasoning: max_tokens kept, effort left out";

    private OpenRouterFields() {}

    /** @throws GatewayException when a rule is broken that no change mends */
    static void edit(JsonDocument body, JsonEdits edits, Repairs repairs) {
        NEVER_NULL.stream().filter(field -> body.value(field) == JsonValue.NULL).forEach(edits::remove);
        tools(body, edits);
        reasoning(body, edits, repairs);
        stop(body, edits);
        metadata(body, edits);
        if (body.value("response_format") instanceof JsonObject format
                && JsonParts.textOf(format, "type").equals("json_schema")
                && !(format.get("json_schema") instanceof JsonObject named
                        && named.get("schema") instanceof JsonObject)) {
            edits.set(
                    "response_format",
                    JsonParts.object().add("type", "json_object").build());
        }
    }

    private static void tools(JsonDocument body, JsonEdits edits) {
        OfferedTools offered = OfferedTools.of(body);
        if (offered.tools() == null) {
            // A choice is refused where there is nothing to choose from.
            edits.remove("tools").remove("tool_choice").remove("parallel_tool_calls");
            return;
        }
        JsonArray tools = each(offered.tools());
        if (tools != body.value("tools")) {
            edits.set("tools", tools);
        }
        if (offered.choice() != null && offered.choice() != body.value("tool_choice")) {
            edits.set("tool_choice", offered.choice());
        }
    }

    private static JsonArray each(JsonArray tools) {
        JsonArrayBuilder written = JsonParts.array();
        boolean changed = false;
        for (JsonValue value : tools) {
            JsonValue tool = value instanceof JsonObject object ? tool(object) : value;
            changed |= tool != value;
            written.add(tool);
        }
        return changed ? written.build() : tools;
    }

    private static JsonObject tool(JsonObject tool) {
        if (JsonParts.textOf(tool, "type").equals("custom")) {
            throw VendorRule.broken("OpenRouter", "tools", "it knows no tools of type \"custom\"");
        }
        if (!(tool.get("function") instanceof JsonObject function)) {
            return tool;
        }
        List<String> nulls = List.of("description", "parameters").stream()
                .filter(name -> function.get(name) == JsonValue.NULL)
                .toList();
        boolean typed = !JsonParts.textOf(tool, "type").isEmpty();
        if (nulls.isEmpty() && typed) {
            return tool;
        }
        JsonObjectBuilder written = JsonParts.object(tool).add("function", JsonParts.without(function, nulls));
        return typed ? written.build() : written.add("type", "function").build();
    }

    /** "Only one of reasoning and reasoning_effort", and of an effort and a number of tokens, may be given. */
    private static void reasoning(JsonDocument body, JsonEdits edits, Repairs repairs) {
        String effort = body.string("reasoning_effort");
        JsonObject given = body.value("reasoning") instanceof JsonObject object ? object : null;
        if (effort != null) {
            edits.remove("reasoning_effort");
        }
        if (given == null) {
            if (effort != null) {
                edits.set("reasoning", JsonParts.object().add("effort", effort).build());
            }
            return;
        }
        JsonObject written = given;
        if (effort != null && JsonParts.present(given.get("max_tokens"))) {
            repairs.note(ONE_WAY);
        }
        if (effort != null && !JsonParts.present(given.get("effort")) && !JsonParts.present(given.get("max_tokens"))) {
            written = JsonParts.object(given).add("effort", effort).build();
        }
        if (JsonParts.present(written.get("effort")) && JsonParts.present(written.get("max_tokens"))) {
            repairs.note(ONE_WAY);
            written = JsonParts.without(written, List.of("effort"));
        }
        if (written != given) {
            edits.set("reasoning", written);
        }
    }

    private static void stop(JsonDocument body, JsonEdits edits) {
        List<String> sequences = StopSequences.of(body);
        if (sequences.size() > MOST_STOPS) {
            throw VendorRule.broken(
                    "OpenRouter",
                    "stop",
                    "it takes at most " + MOST_STOPS + " sequences, and here are " + sequences.size());
        }
        if (sequences.isEmpty()) {
            edits.remove("stop");
        } else if (!StopSequences.areExactly(sequences, body.value("stop"))) {
            edits.set("stop", JsonParts.texts(sequences).build());
        }
    }

    /** Its values are texts. */
    private static void metadata(JsonDocument body, JsonEdits edits) {
        if (!(body.value("metadata") instanceof JsonObject metadata)
                || metadata.values().stream().allMatch(JsonString.class::isInstance)) {
            return;
        }
        JsonObjectBuilder texts = JsonParts.object();
        metadata.forEach((name, value) -> texts.add(name, ContentText.of(value)));
        edits.set("metadata", texts.build());
    }
}
