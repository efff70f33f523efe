package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** The chunks of one stream of an OpenAI-shaped vendor on their way into the common form. */
final class CommonChunks {
    private final AnswerWatch watch;
    private final boolean wantsUsage;
    private final Map<Integer, ToolCallIndexes> indexes = new HashMap<>();
    private final Set<Integer> finished = new HashSet<>();
    private @Nullable JsonObject last;
    private boolean usageTold;

    CommonChunks(ChatCall call, AnswerWatch watch) {
        this.watch = watch;
        this.wantsUsage = call.wantsUsage();
    }

    void chunk(JsonDocument document, Consumer<Chunk> out) {
        JsonObject tree = document.tree();
        last = tree;
        Chunk chunk =
                tree.get("choices") instanceof JsonArray choices ? chunk(document, tree, choices) : Chunk.of(document);
        watch.usage(chunk.usage());
        usageTold |= chunk.opened().isEmpty() && tree.get("usage") instanceof JsonObject;
        out.accept(chunk);
    }

    private Chunk chunk(JsonDocument document, JsonObject tree, JsonArray choices) {
        String inserted = inserted(document, choices);
        if (inserted != null) {
            return Chunk.of(inserted, tree);
        }
        JsonArray common = choices(choices);
        if (common == choices) {
            // The Java SDK takes an "error" member for an error whenever it is there, null or not.
            return Chunk.of(document.edited(new JsonEdits().remove("error")));
        }
        usageTold |= common.isEmpty();
        JsonObject changed = JsonParts.object(tree).add("choices", common).build();
        return Chunk.of(JsonParts.without(changed, List.of("error")));
    }

    private @Nullable String inserted(JsonDocument document, JsonArray choices) {
        if (document.has("error") || choices.size() != 1 || !(choices.get(0) instanceof JsonObject choice)) {
            return null;
        }
        int index = CommonForm.index(choice);
        String text = finished.contains(index) ? null : ReasoningInsertion.text(document.text(), choice);
        if (text != null) {
            watch.part(index, choice.getJsonObject("delta"));
        }
        return text;
    }

    private JsonArray choices(JsonArray choices) {
        JsonArrayBuilder common = JsonParts.array();
        boolean changed = false;
        boolean repeated = !choices.isEmpty();
        for (JsonValue value : choices) {
            JsonValue written = value;
            if (value instanceof JsonObject choice) {
                int index = CommonForm.index(choice);
                repeated &= finished.contains(index);
                written = choice(index, choice);
            }
            changed |= written != value;
            common.add(written);
        }
        if (repeated && wantsUsage) {
            return JsonValue.EMPTY_JSON_ARRAY;
        }
        return changed ? common.build() : choices;
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
    void done(Consumer<Chunk> out) {
        JsonObject usage = watch.usage();
        if (wantsUsage && !usageTold && usage != null && last != null) {
            out.accept(ChunkWriter.like(last).usage(usage));
        }
        out.accept(Chunk.DONE);
    }
}
