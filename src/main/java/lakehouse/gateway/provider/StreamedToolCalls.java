package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * Tells the tool calls of a streamed choice apart. Clients put pieces together by their {@code index}. Vendors leave it out
 * (Gemini), give every call index 0 with an id of its own (Ollama, dynamo), repeat id and name in each piece (MiniMax), send an
 * empty id, a number, or none. Here every call has an index and an id, and says its name once. For one thread.
 */
final class StreamedToolCalls {
    private static final JsonObject NOTHING = JsonValue.EMPTY_JSON_OBJECT;

    private final List<StreamedToolCall> calls = new ArrayList<>(2);
    private final List<StreamedToolCall> touched = new ArrayList<>(2);
    private final ToolCallIds ids = new ToolCallIds();
    private int batch;

    /** The pieces for the caller: the same list when they are as they should be. */
    JsonArray complete(JsonArray pieces) {
        touched.clear();
        List<JsonValue> complete = new ArrayList<>(pieces.size());
        boolean changed = false;
        for (int at = 0; at < pieces.size(); at++) {
            int before = complete.size();
            if (pieces.get(at) instanceof JsonObject piece) {
                if (isPlain(piece)) {
                    complete.add(piece);
                } else {
                    piece(piece, at, pieces.size(), complete);
                }
            } else {
                complete.add(pieces.get(at));
            }
            changed |= complete.size() != before + 1 || complete.get(before) != pieces.get(at);
        }
        if (!changed) {
            return pieces;
        }
        JsonArrayBuilder array = JsonParts.array();
        complete.forEach(array::add);
        return array.build();
    }

    /** As OpenAI sends it: a new call with all that belongs to it, or the next piece of arguments. Nearly all are. */
    private boolean isPlain(JsonObject piece) {
        if (!(piece.get("index") instanceof JsonNumber number)
                || !(piece.get("function") instanceof JsonObject function)
                || !(function.get("arguments") instanceof JsonString arguments)) {
            return false;
        }
        int index = number.intValue();
        if (index >= 0 && index < calls.size()) {
            StreamedToolCall call = calls.get(index);
            boolean plain = call.open
                    && at(index) == call
                    && !JsonParts.present(piece.get("id"))
                    && !JsonParts.present(function.get("name"));
            if (plain) {
                call.arguments.add(arguments.getString());
            }
            return plain;
        }
        String id = piece.get("id") instanceof JsonString text ? ToolCallIds.given(text) : "";
        String name = JsonParts.textOf(function, "name");
        if (index != calls.size()
                || id.isEmpty()
                || name.isEmpty()
                || !(piece.get("type") instanceof JsonString)
                || calls.stream().anyMatch(call -> !call.open || call.vendorId.equals(id))) {
            return false;
        }
        StreamedToolCall call = begin(index, id);
        call.name = name;
        call.arguments.add(arguments.getString());
        call.open = true;
        ids.unique(id);
        touched.add(call);
        return true;
    }

    private void piece(JsonObject piece, int position, int count, List<JsonValue> out) {
        JsonObject function = piece.get("function") instanceof JsonObject object ? object : NOTHING;
        String id = ToolCallIds.given(piece.get("id"));
        String name = JsonParts.textOf(function, "name").strip();
        String arguments = text(function.get("arguments"));
        Integer index = piece.get("index") instanceof JsonNumber number ? Integer.valueOf(number.intValue()) : null;
        int known = calls.size();
        StreamedToolCall call =
                id.isEmpty() ? unnamed(index, name, arguments, position, count) : named(id, index, name, arguments);
        if (calls.size() > known) {
            release(known, out);
        }
        touched.add(call);
        if (call.open) {
            out.add(call.continuation(piece, name, arguments));
            return;
        }
        call.hold(piece, name, arguments);
        if (call.isReady()) {
            out.add(call.opening(ids));
        }
    }

    private static String text(@Nullable JsonValue arguments) {
        if (arguments instanceof JsonString text) {
            return text.getString();
        }
        return JsonParts.present(arguments) ? String.valueOf(arguments) : "";
    }

    private StreamedToolCall named(String id, @Nullable Integer index, String name, String arguments) {
        for (StreamedToolCall call : calls) {
            if (call.vendorId.equals(id)
                    && (index == null || call.vendorIndex == null || index.equals(call.vendorIndex))) {
                boolean other = !name.isEmpty() && !name.equals(call.name) && call.arguments.isWhole();
                return index == null && other ? begin(null, id) : call;
            }
        }
        StreamedToolCall before = index == null ? last() : at(index);
        if (before == null || touched.contains(before)) {
            return begin(index, id);
        }
        if (before.vendorId.isEmpty() && !beginsAnew(before, name, arguments)) {
            // The id came late.
            before.vendorId = id;
            return before;
        }
        // Some servers make a new id for each piece: a call that begins says its name.
        boolean goesOn = name.isEmpty() && before.arguments.isCut();
        return goesOn ? before : begin(index, id);
    }

    private StreamedToolCall unnamed(@Nullable Integer index, String name, String arguments, int position, int count) {
        StreamedToolCall last = last();
        if (index != null) {
            StreamedToolCall call = at(index);
            if (call == null && last != null && last.vendorIndex == null && name.isEmpty() && !touched.contains(last)) {
                last.vendorIndex = index;
                return last;
            }
            return call == null || anewAt(call, name, arguments) ? begin(index, "") : call;
        }
        if (!name.isEmpty()) {
            boolean anew = last == null
                    || touched.contains(last)
                    || last.arguments.isWhole()
                    || beginsAnew(last, name, arguments);
            if (anew && position == 0) {
                batch = calls.size();
            }
            return anew || last == null ? begin(null, "") : last;
        }
        if (count > 1 && batch + position < calls.size()) {
            return calls.get(batch + position);
        }
        return last == null ? begin(null, "") : last;
    }

    /** The index says that it is the same call, so only arguments that are whole already say that it is not. */
    private boolean anewAt(StreamedToolCall call, String name, String arguments) {
        return !name.isEmpty()
                && call.vendorId.isEmpty()
                && (touched.contains(call) || call.arguments.isWhole())
                && (!arguments.isBlank() || !name.equals(call.name));
    }

    private static boolean beginsAnew(StreamedToolCall call, String name, String arguments) {
        if (name.isEmpty() || call.name.isEmpty()) {
            return false;
        }
        return !name.equals(call.name) || (call.arguments.isWhole() && !arguments.isBlank());
    }

    private StreamedToolCall begin(@Nullable Integer index, String id) {
        StreamedToolCall call = new StreamedToolCall(calls.size());
        call.vendorIndex = index;
        call.vendorId = id;
        calls.add(call);
        return call;
    }

    private @Nullable StreamedToolCall last() {
        return calls.isEmpty() ? null : calls.get(calls.size() - 1);
    }

    /** The latest with this index of the vendor's. */
    private @Nullable StreamedToolCall at(Integer index) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (index.equals(calls.get(i).vendorIndex)) {
                return calls.get(i);
            }
        }
        return null;
    }

    private void release(int before, List<JsonValue> out) {
        for (StreamedToolCall call : calls.subList(0, before)) {
            if (!call.open) {
                out.add(call.opening(ids));
            }
        }
    }

    /** The pieces that still wait for what will not come any more. */
    JsonArray rest() {
        List<JsonValue> rest = new ArrayList<>();
        release(calls.size(), rest);
        JsonArrayBuilder array = JsonParts.array();
        rest.forEach(array::add);
        return array.build();
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** Whether the arguments of one end in the middle. */
    boolean isCut() {
        return calls.stream().anyMatch(call -> call.arguments.isCut());
    }
}
