package lakehouse.gateway.provider;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * A tool call of a stream while it is being written. Clients want id and name in its first piece; where the vendor sends them
 * later the pieces wait for them, for a while.
 */
final class StreamedToolCall {
    /** Pieces that wait. Who has sent no id by then sends none. */
    private static final int PATIENCE = 8;

    private static final String FUNCTION = "function";

    /** Its index for the caller, counted from 0 in the order of appearance. */
    final int index;

    /** The vendor's; null when it gave none. */
    @Nullable
    Integer vendorIndex;

    /** The vendor's; empty when it gave none. */
    String vendorId = "";

    String name = "";
    final ArgumentsCheck arguments = new ArgumentsCheck();
    boolean open;

    private final Map<String, JsonValue> members = new LinkedHashMap<>(4);
    private final Map<String, JsonValue> functionMembers = new LinkedHashMap<>(4);
    private final StringBuilder waiting = new StringBuilder();
    private int pieces;

    StreamedToolCall(int index) {
        this.index = index;
    }

    /** Takes a piece that cannot go out yet. */
    void hold(JsonObject piece, String pieceName, String pieceArguments) {
        piece.forEach(members::put);
        if (piece.get(FUNCTION) instanceof JsonObject function) {
            function.forEach(functionMembers::put);
        }
        if (!pieceName.equals(name)) {
            name += pieceName;
        }
        waiting.append(pieceArguments);
        arguments.add(pieceArguments);
        pieces++;
    }

    /** Whether the first piece can go out. */
    boolean isReady() {
        return pieces >= PATIENCE || (!name.isEmpty() && (!vendorId.isEmpty() || arguments.isWhole()));
    }

    /** The first piece, whole. */
    JsonObject opening(ToolCallIds ids) {
        open = true;
        JsonObjectBuilder opening = JsonParts.object().add("index", index).add("id", ids.unique(vendorId));
        opening.add(
                "type",
                members.getOrDefault("type", JsonValue.NULL) == JsonValue.NULL
                        ? JsonParts.text(FUNCTION)
                        : members.get("type"));
        members.forEach((key, value) -> {
            if (!key.equals("index") && !key.equals("id") && !key.equals("type") && !key.equals(FUNCTION)) {
                opening.add(key, value);
            }
        });
        if (members.get(FUNCTION) instanceof JsonObject || !members.containsKey("custom")) {
            JsonObjectBuilder function = JsonParts.object();
            functionMembers.forEach(function::add);
            opening.add(FUNCTION, function.add("name", name).add("arguments", waiting.toString()));
        }
        return opening.build();
    }

    /** A later piece: the caller has the id and the name already, and clients put repeated ones together. */
    JsonObject continuation(JsonObject piece, String pieceName, String pieceArguments) {
        arguments.add(pieceArguments);
        JsonObjectBuilder changed = JsonParts.object().add("index", index);
        piece.forEach((key, value) -> {
            if (!key.equals("index") && !key.equals("id") && !key.equals(FUNCTION)) {
                changed.add(key, value);
            }
        });
        if (piece.get(FUNCTION) instanceof JsonObject function) {
            JsonObjectBuilder changedFunction = JsonParts.object();
            function.forEach((key, value) -> {
                if (key.equals("arguments")) {
                    changedFunction.add(key, pieceArguments);
                } else if (!key.equals("name") || (!pieceName.isEmpty() && !pieceName.equals(name))) {
                    changedFunction.add(key, value);
                }
            });
            changed.add(FUNCTION, changedFunction);
        }
        return changed.build();
    }
}
