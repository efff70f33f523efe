package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;

/**
 * Puts the caller's names of tools and parameters back into an answer. The arguments of a call whose parameters were renamed
 * come in pieces that cut names anywhere, so they are kept until they are whole. For one thread.
 */
final class AnthropicGivenNames {
    private static final class Kept {
        final String tool;
        final StringBuilder arguments = new StringBuilder();

        Kept(String tool) {
            this.tool = tool;
        }
    }

    private final AnthropicNames names;
    private final Map<Integer, Kept> kept = new TreeMap<>();

    AnthropicGivenNames(AnthropicNames names) {
        this.names = names;
    }

    JsonObject reply(JsonObject body) {
        if (!names.changedAny() || !(body.get("content") instanceof JsonArray content)) {
            return body;
        }
        JsonArrayBuilder blocks = JsonParts.array();
        for (JsonValue value : content) {
            blocks.add(value instanceof JsonObject block && isCall(block) ? names.given(block) : value);
        }
        return JsonParts.object(body).add("content", blocks).build();
    }

    /** The events to read instead of one. */
    List<JsonObject> events(JsonObject event) {
        if (!names.changedAny()) {
            return List.of(event);
        }
        Kept call = event.get("index") instanceof JsonNumber index ? kept.get(index.intValue()) : null;
        switch (JsonParts.textOf(event, "type")) {
            case "content_block_start" -> {
                return List.of(started(event));
            }
            case "content_block_delta" -> {
                if (call != null && event.get("delta") instanceof JsonObject delta) {
                    call.arguments.append(JsonParts.textOf(delta, "partial_json"));
                    return List.of();
                }
            }
            case "content_block_stop" -> {
                if (call != null) {
                    List<JsonObject> read = flushed(event.getInt("index"));
                    read.add(event);
                    return read;
                }
            }
            case "message_delta", "message_stop" -> {
                // Some endpoints never say that a block is over.
                List<JsonObject> read = new ArrayList<>();
                for (Integer index : List.copyOf(kept.keySet())) {
                    read.addAll(flushed(index));
                }
                read.add(event);
                return read;
            }
            default -> {}
        }
        return List.of(event);
    }

    private JsonObject started(JsonObject event) {
        if (!(event.get("content_block") instanceof JsonObject block) || !isCall(block)) {
            return event;
        }
        if (names.changedParameters(block) && event.get("index") instanceof JsonNumber index) {
            kept.put(index.intValue(), new Kept(JsonParts.textOf(block, "name")));
        }
        return JsonParts.object(event).add("content_block", names.given(block)).build();
    }

    private List<JsonObject> flushed(int index) {
        List<JsonObject> read = new ArrayList<>();
        Kept call = kept.remove(index);
        if (call != null && !call.arguments.isEmpty()) {
            read.add(whole(index, call));
        }
        return read;
    }

    private JsonObject whole(int index, Kept call) {
        return JsonParts.object()
                .add("type", "content_block_delta")
                .add("index", index)
                .add("delta", JsonParts.object().add("type", "input_json_delta").add("partial_json", arguments(call)))
                .build();
    }

    private String arguments(Kept call) {
        String whole = call.arguments.toString();
        try {
            return names.arguments(call.tool, JsonSyntax.object(whole)).toString();
        } catch (MalformedJsonException e) {
            // Cut by the token limit: the caller sees what there is.
            return whole;
        }
    }

    private static boolean isCall(JsonObject block) {
        return JsonParts.textOf(block, "type").equals("tool_use");
    }
}
