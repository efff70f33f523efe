package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.ArgumentsCheck;
import lakehouse.gateway.provider.ToolArguments;

/** A content block of a stream while it is being written. For one thread. */
final class AnthropicBlock {
    private final JsonObject start;
    private final int call;
    private final StringBuilder text = new StringBuilder();
    private final JsonArrayBuilder citations = JsonParts.array();
    private final StringBuilder thinking = new StringBuilder();
    private final StringBuilder signature = new StringBuilder();
    private final StringBuilder input = new StringBuilder();
    private final ArgumentsCheck arguments = new ArgumentsCheck();
    private boolean hasArguments;
    private boolean cited;

    /**
     * A block that begins.
     *
     * @param start as the vendor opens it
     * @param call index of the tool call that it is, if it is one
     */
    AnthropicBlock(JsonObject start, int call) {
        this.start = start;
        this.call = call;
        signature.append(JsonParts.textOf(start, "signature"));
    }

    String type() {
        return JsonParts.textOf(start, "type");
    }

    void text(String piece) {
        text.append(piece);
    }

    void citation(JsonObject delta) {
        if (delta.get("citation") instanceof JsonObject citation) {
            citations.add(citation);
            cited = true;
        }
    }

    boolean isCited() {
        return cited;
    }

    void thinking(String piece) {
        thinking.append(piece);
    }

    void signature(String piece) {
        signature.append(piece);
    }

    void input(String piece) {
        input.append(piece);
    }

    boolean hasArguments() {
        return hasArguments;
    }

    /** Whether the arguments that came in pieces end in the middle. */
    boolean isCut() {
        return arguments.isCut();
    }

    /**
     * The delta that opens the tool call.
     *
     * @param id of the call, for the caller
     */
    String callOpening(String id) {
        return "{\"tool_calls\":[{\"index\":" + call + ",\"id\":" + JsonParts.quoted(id)
                + ",\"type\":\"function\",\"function\":{\"name\":"
                + JsonParts.quoted(JsonParts.textOf(start, "name")) + ",\"arguments\":\"\"}}]}";
    }

    /** The delta that continues the tool call's arguments. */
    String callPiece(JsonString piece) {
        arguments.add(piece.getString());
        hasArguments = true;
        return callPiece(piece.toString());
    }

    /** The delta with the arguments of a call whose input came whole at its start. */
    String wholeCallPiece() {
        return callPiece(JsonParts.quoted(ToolArguments.text(start.get("input"))));
    }

    private String callPiece(String quoted) {
        return "{\"tool_calls\":[{\"index\":" + call + ",\"function\":{\"arguments\":" + quoted + "}}]}";
    }

    /** What {@code reasoning_details} says about the block, now that it is whole. */
    JsonArray details(int index) {
        JsonObject block = type().equals("thinking")
                ? JsonParts.object(start)
                        .add("thinking", thinking.toString())
                        .add("signature", signature.toString())
                        .build()
                : start;
        JsonArrayBuilder details = JsonParts.array();
        AnthropicThoughts.entry(block, index).forEach(details::add);
        return details.build();
    }

    /** A block that the common form has no place for, with its input if that came in pieces. */
    JsonObject whole() {
        JsonObjectBuilder whole = JsonParts.object(start);
        if (!input.isEmpty()) {
            JsonValue parsed = ToolArguments.object(JsonParts.text(input.toString()));
            whole.add("input", parsed);
        }
        if (cited) {
            whole.add("text", text.toString()).add("citations", citations);
        }
        return whole.build();
    }
}
