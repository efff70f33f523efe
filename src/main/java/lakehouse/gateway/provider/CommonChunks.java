package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/** The chunks of one stream of an OpenAI-shaped vendor on their way into the common form. */
final class CommonChunks {
    private final AnswerWatch watch;
    private final boolean wantsUsage;
    private final Map<Integer, ToolCallIndexes> indexes = new HashMap<>();
    private final Set<Integer> finished = new HashSet<>();

    /** As text: held for each of thousands of streams, a tree is forty objects for the garbage collector. */
    private @Nullable String last;

    private boolean usageTold;

    CommonChunks(ChatCall call, AnswerWatch watch) {
        this.watch = watch;
        this.wantsUsage = call.wantsUsage();
    }

    /**
     * One chunk.
     *
     * @param text as it came
     * @param tree the same, read
     */
    void chunk(String text, JsonObject tree, Consumer<Chunk> out) throws MalformedJsonException {
        last = wantsUsage ? text : null;
        Chunk chunk =
                tree.get("choices") instanceof JsonArray choices ? chunk(text, tree, choices) : Chunk.of(text, tree);
        watch.usage(chunk.usage());
        usageTold |= chunk.opened().isEmpty() && tree.get("usage") instanceof JsonObject;
        out.accept(chunk);
    }

    private Chunk chunk(String text, JsonObject tree, JsonArray choices) throws MalformedJsonException {
        // The Java SDK takes an "error" member for an error whenever it is there, null or not.
        boolean hasError = tree.containsKey("error");
        String inserted = hasError ? null : inserted(text, choices);
        if (inserted != null) {
            return Chunk.of(inserted, tree);
        }
        JsonArray common = choices(choices);
        if (common == choices) {
            return Chunk.of(hasError ? withoutError(text) : text, tree);
        }
        usageTold |= common.isEmpty();
        JsonObject changed = JsonParts.object(tree).add("choices", common).build();
        return Chunk.of(JsonParts.without(changed, List.of("error")));
    }

    private static String withoutError(String text) throws MalformedJsonException {
        return JsonDocument.parse(text).edited(new JsonEdits().remove("error")).text();
    }

    private @Nullable String inserted(String text, JsonArray choices) {
        if (choices.size() != 1 || !(choices.get(0) instanceof JsonObject choice)) {
            return null;
        }
        int index = CommonForm.index(choice);
        String inserted = finished.contains(index) ? null : ReasoningInsertion.text(text, choice);
        if (inserted != null) {
            watch.part(index, choice.getJsonObject("delta"));
        }
        return inserted;
    }

    private JsonArray choices(JsonArray choices) {
        List<JsonValue> written = new ArrayList<>(choices.size());
        boolean changed = false;
        boolean repeated = !choices.isEmpty();
        for (JsonValue value : choices) {
            JsonValue common = value;
            if (value instanceof JsonObject choice) {
                int index = CommonForm.index(choice);
                repeated &= finished.contains(index);
                common = choice(index, choice);
            }
            changed |= common != value;
            written.add(common);
        }
        if (repeated && wantsUsage) {
            return JsonValue.EMPTY_JSON_ARRAY;
        }
        if (!changed) {
            return choices;
        }
        JsonArrayBuilder array = JsonParts.array();
        written.forEach(array::add);
        return array.build();
    }

    /** Some vendors send the finish reason a second time, with the usage: clients would take it for a second end. */
    private JsonObject choice(int index, JsonObject choice) {
        JsonObject common =
                CommonForm.choice(choice, "delta", indexes.computeIfAbsent(index, i -> new ToolCallIndexes()));
        if (common.get("delta") instanceof JsonObject delta) {
            watch.part(index, delta);
        }
        if (!(common.get("finish_reason") instanceof JsonString reason)) {
            return common;
        }
        if (finished.add(index)) {
            watch.finished(index, reason.getString());
            return common;
        }
        return JsonParts.object(common).addNull("finish_reason").build();
    }

    /** The end of the stream. Who asked for usage gets it in a chunk of its own, wherever the vendor put it. */
    void done(Consumer<Chunk> out) throws MalformedJsonException {
        JsonObject usage = watch.usage();
        if (wantsUsage && !usageTold && usage != null && last != null) {
            out.accept(ChunkWriter.like(JsonSyntax.object(last)).usage(usage));
        }
        out.accept(Chunk.DONE);
    }
}
