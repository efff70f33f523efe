package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of one stream of an OpenAI-shaped vendor on their way into the common form. Finishes wait for the end, and who
 * asked for usage gets it once, in the last chunk.
 */
final class CommonChunks {
    /** Chunks without a token that wait behind a finish. Who sends more of them sends something else. */
    private static final int TAIL = 64;

    private final AnswerWatch watch;
    private final boolean wantsUsage;
    private final int asked;
    private final Map<Integer, CommonChoice> choices = new TreeMap<>();
    private final List<Chunk> tail = new ArrayList<>(2);

    /** As text: held for each of thousands of streams, a tree is forty objects for the garbage collector. */
    private @Nullable String last;

    private @Nullable Chunk usageChunk;
    private int finished;
    private boolean counted;

    CommonChunks(Inquiry call, AnswerWatch watch) {
        this.watch = watch;
        this.wantsUsage = call.wantsUsage();
        this.asked = call.body().value("n") instanceof JsonNumber number ? number.intValue() : 1;
    }

    /**
     * One chunk.
     *
     * @param text as it came
     * @param tree the same, read
     */
    void chunk(String text, JsonObject tree, Consumer<Chunk> out) throws MalformedJsonException {
        last = text;
        Chunk chunk = tree.get("choices") instanceof JsonArray told
                ? chunk(withoutError(text, tree), tree, told)
                : withoutChoices(withoutError(text, tree), tree);
        if (chunk.token()) {
            chunk.opened().forEach(index -> choice(index).says());
        }
        watch.usage(chunk.usage());
        counted |= isFinished() && chunk.usage() != null;
        pass(chunk, out);
    }

    /** The Java SDK takes an "error" member for an error whenever it is there, null or not. */
    private static String withoutError(String text, JsonObject tree) throws MalformedJsonException {
        return tree.containsKey("error") ? edited(text, new JsonEdits().remove("error")) : text;
    }

    /** Clients read the list of choices of every chunk, so the one with the figures needs an empty one. */
    private static Chunk withoutChoices(String text, JsonObject tree) throws MalformedJsonException {
        boolean counts = tree.get("usage") instanceof JsonObject;
        return Chunk.of(counts ? edited(text, new JsonEdits().set("choices", JsonValue.EMPTY_JSON_ARRAY)) : text, tree);
    }

    private static String edited(String text, JsonEdits edits) throws MalformedJsonException {
        return JsonDocument.parse(text).edited(edits).text();
    }

    private Chunk chunk(String text, JsonObject tree, JsonArray told) throws MalformedJsonException {
        // OpenAI's own chunks have no figures but the last one, so clients add them up.
        boolean counts = wantsUsage && !told.isEmpty() && tree.get("usage") instanceof JsonObject;
        String inserted = counts ? null : inserted(text, told);
        if (inserted != null) {
            return Chunk.of(inserted, tree);
        }
        JsonArray common = choices(told);
        if (common == told && !counts) {
            return Chunk.of(text, tree);
        }
        JsonObject changed = common == told
                ? tree
                : JsonParts.object(tree).add("choices", common).build();
        JsonEdits edits = new JsonEdits();
        if (common != told) {
            edits.set("choices", common);
        }
        if (counts) {
            edits.set("usage", JsonValue.NULL);
        }
        return Chunk.of(edited(text, edits), changed);
    }

    private @Nullable String inserted(String text, JsonArray told) {
        if (told.size() != 1 || !(told.get(0) instanceof JsonObject choice)) {
            return null;
        }
        String inserted = ReasoningInsertion.text(text, choice);
        if (inserted != null) {
            int index = CommonForm.index(choice);
            choice(index);
            watch.part(index, choice.getJsonObject("delta"));
        }
        return inserted;
    }

    private CommonChoice choice(int index) {
        return choices.computeIfAbsent(index, CommonChoice::new);
    }

    private JsonArray choices(JsonArray told) {
        JsonArrayBuilder written = null;
        for (int at = 0; at < told.size(); at++) {
            if (!(told.get(at) instanceof JsonObject choice)) {
                continue;
            }
            int index = CommonForm.index(choice);
            CommonChoice state = choice(index);
            JsonObject common = CommonForm.choice(state.withDelta(choice), "delta", state.calls());
            if (common.get("delta") instanceof JsonObject delta) {
                watch.part(index, delta);
            }
            if (common != choice) {
                written = written == null ? JsonParts.array(told) : written;
                written.set(at, common);
            }
        }
        return written == null ? told : written.build();
    }

    /** Passes a chunk on, or keeps it until the end. */
    private void pass(Chunk chunk, Consumer<Chunk> out) {
        if (wantsUsage && chunk.opened().isEmpty() && chunk.usage() != null) {
            usageChunk = chunk;
            return;
        }
        if (chunk.finished().isEmpty()) {
            if (finished == 0) {
                out.accept(chunk);
            } else {
                behind(chunk, out);
            }
            return;
        }
        JsonObject common = FinishChunk.tree(chunk);
        List<JsonObject> told = JsonParts.objects(common.get("choices"));
        if (told.size() == 1) {
            finishes(chunk, common, told.get(0), out);
        } else {
            severalFinish(chunk, common, told, out);
        }
    }

    private void behind(Chunk chunk, Consumer<Chunk> out) {
        if (chunk.token() || !isFinished() || tail.size() >= TAIL) {
            if (chunk.token()) {
                chunk.opened().forEach(index -> choice(index).goesOn(out));
            }
            out.accept(chunk);
        } else {
            tail.add(chunk);
        }
    }

    private void finishes(Chunk chunk, JsonObject common, JsonObject told, Consumer<Chunk> out) {
        CommonChoice choice = choice(CommonForm.index(told));
        String reason = JsonParts.textOf(told, "finish_reason");
        if (!choice.isFinished()) {
            choice.finish(chunk, reason);
            finished++;
            counted |= isFinished() && chunk.usage() != null;
            return;
        }
        // Some vendors send the finish reason a second time, with the usage: clients would take it for a second end.
        if (chunk.token()) {
            behind(Chunk.of(FinishChunk.open(common)), out);
        }
        choice.finishAgain(reason);
        if (chunk.token()) {
            return;
        }
        if (!wantsUsage) {
            tail.add(Chunk.of(JsonParts.object(common)
                    .add("choices", JsonParts.array().add(JsonParts.object(told).addNull("finish_reason")))
                    .build()));
        } else if (chunk.usage() != null) {
            usageChunk = Chunk.of(JsonParts.object(common)
                    .add("choices", JsonValue.EMPTY_JSON_ARRAY)
                    .add("usage", chunk.usage())
                    .build());
        }
    }

    private void severalFinish(Chunk chunk, JsonObject common, List<JsonObject> told, Consumer<Chunk> out) {
        for (JsonObject one : told) {
            CommonChoice choice = choice(CommonForm.index(one));
            choice.goesOn(out);
            if (!(one.get("finish_reason") instanceof JsonString reason)) {
                continue;
            }
            if (choice.isFinished()) {
                choice.finishAgain(reason.getString());
                continue;
            }
            JsonObject bare = FinishChunk.bare(
                    common, CommonForm.index(one), reason.getString(), one.get("native_finish_reason"));
            choice.finish(Chunk.of(JsonParts.without(bare, List.of("usage"))), reason.getString());
            finished++;
        }
        counted |= isFinished() && chunk.usage() != null;
        JsonObject open = FinishChunk.open(common);
        out.accept(Chunk.of(
                chunk.usage() == null || wantsUsage
                        ? open
                        : JsonParts.object(open).add("usage", chunk.usage()).build()));
    }

    private boolean isFinished() {
        return finished > 0 && finished >= choices.size();
    }

    Progress progress() {
        if (!isFinished()) {
            return Progress.ANSWERING;
        }
        if (choices.size() < asked) {
            return Progress.REOPENED;
        }
        for (CommonChoice choice : choices.values()) {
            if (choice.isReopened()) {
                return Progress.REOPENED;
            }
        }
        return counted ? Progress.COUNTED : Progress.FINISHED;
    }

    /** The end mark of the stream. */
    void done(Consumer<Chunk> out) throws MalformedJsonException {
        if (last != null && choices.values().stream().anyMatch(CommonChoice::endsInCalls)) {
            JsonObject template = JsonSyntax.object(last);
            for (CommonChoice choice : choices.values()) {
                if (choice.endsInCalls()) {
                    choice.finishInCalls(template);
                }
            }
        }
        end(out);
        out.accept(Chunk.DONE);
    }

    /** The end of the stream, with or without a mark: the finishes, and the usage, wherever the vendor put it. */
    void end(Consumer<Chunk> out) throws MalformedJsonException {
        for (CommonChoice choice : choices.values()) {
            if (choice.isFinished()) {
                choice.releaseCalls(last == null ? null : JsonSyntax.object(last), watch, out);
            }
        }
        for (CommonChoice choice : choices.values()) {
            choice.end(watch, out);
        }
        tail.forEach(out);
        JsonObject usage = watch.usage();
        if (wantsUsage && usage != null && last != null) {
            Chunk told = usageChunk;
            out.accept(
                    told != null && usage.equals(told.usage())
                            ? told
                            : ChunkWriter.like(JsonSyntax.object(last)).usage(usage));
        }
        choices.clear();
        tail.clear();
        last = null;
    }
}
