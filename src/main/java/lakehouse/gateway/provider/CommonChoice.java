package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.function.Consumer;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * A choice of a stream. Its finish waits for the end of the stream: some vendors send text or tool calls behind it
 * (litellm#31634), which clients do not read any more, or {@code stop} before the calls that an agent is to make.
 */
final class CommonChoice {
    private final int index;
    private final StreamedToolCalls calls = new StreamedToolCalls();
    private @Nullable Chunk held;
    private String reason = FinishReasons.STOP;
    private @Nullable String stronger;
    private boolean reopened;
    private boolean said;

    CommonChoice(int index) {
        this.index = index;
    }

    StreamedToolCalls calls() {
        return calls;
    }

    boolean isFinished() {
        return held != null;
    }

    /** A token of it came. */
    void says() {
        said = true;
    }

    /**
     * The choice as it stands in a chunk. Some front ends answer a stream with one event that holds the whole message, and some
     * repeat it at the end (MiniMax); clients look for a delta only.
     */
    JsonObject withDelta(JsonObject choice) {
        if (choice.get("delta") instanceof JsonObject || choice.containsKey("text")) {
            return choice;
        }
        JsonObject delta =
                !said && choice.get("message") instanceof JsonObject message ? message : JsonValue.EMPTY_JSON_OBJECT;
        return JsonParts.object(JsonParts.without(choice, List.of("message")))
                .add("delta", delta)
                .build();
    }

    boolean isReopened() {
        return reopened;
    }

    /** The first chunk that finishes it, whole. */
    void finish(Chunk chunk, String common) {
        held = chunk;
        reason = common;
    }

    /** Another finish of it. A plain stop says least. */
    void finishAgain(String common) {
        reopened = false;
        if (reason.equals(FinishReasons.STOP) && !common.equals(FinishReasons.STOP)) {
            reason = common;
            stronger = common;
        }
    }

    /** More comes behind the finish: what was said beside it goes out now, the finish goes on waiting. */
    void goesOn(Consumer<Chunk> out) {
        Chunk chunk = held;
        reopened = chunk != null;
        if (chunk != null && chunk.token()) {
            JsonObject tree = FinishChunk.tree(chunk);
            out.accept(Chunk.of(FinishChunk.open(tree)));
            held = Chunk.of(FinishChunk.bare(tree, index, reason, vendor(tree)));
        }
    }

    private static @Nullable JsonValue vendor(JsonObject tree) {
        for (JsonObject choice : JsonParts.objects(tree.get("choices"))) {
            return choice.get("native_finish_reason");
        }
        return null;
    }

    /** Tool calls that waited for an id or a name. */
    void releaseCalls(@Nullable JsonObject template, AnswerWatch watch, Consumer<Chunk> out) {
        JsonArray rest = calls.isEmpty() ? JsonValue.EMPTY_JSON_ARRAY : calls.rest();
        if (!rest.isEmpty() && template != null) {
            goesOn(out);
            JsonObject delta = JsonParts.object().add("tool_calls", rest).build();
            watch.part(index, delta);
            out.accept(Chunk.of(FinishChunk.delta(template, index, delta)));
        }
    }

    /** Whether the vendor's end mark may stand for a finish reason that it never gave: it has called tools, to their end. */
    boolean endsInCalls() {
        return held == null && !calls.isEmpty() && !calls.isCut();
    }

    void finishInCalls(JsonObject template) {
        reason = FinishReasons.TOOL_CALLS;
        held = Chunk.of(JsonParts.without(FinishChunk.bare(template, index, reason, null), List.of("usage")));
    }

    /** The finish, at the end. */
    void end(AnswerWatch watch, Consumer<Chunk> out) {
        Chunk chunk = held;
        if (chunk == null) {
            return;
        }
        String common = calls.isEmpty() ? reason : FinishReasons.besideCalls(reason);
        if (calls.isCut() && common.equals(FinishReasons.TOOL_CALLS)) {
            throw watch.broken("the arguments of a tool call end in the middle, so the answer is incomplete");
        }
        watch.finished(index, common);
        out.accept(common.equals(reason) && stronger == null ? chunk : changed(chunk, common));
    }

    private Chunk changed(Chunk chunk, String common) {
        JsonObject tree = FinishChunk.tree(chunk);
        JsonObject choice = JsonParts.objects(tree.get("choices")).get(0);
        var changed = JsonParts.object(choice).add("finish_reason", common);
        if (choice.get("finish_reason") instanceof JsonString vendor
                && !JsonParts.present(choice.get("native_finish_reason"))) {
            changed.add("native_finish_reason", vendor);
        }
        return Chunk.of(JsonParts.object(tree)
                .add("choices", JsonParts.array().add(changed))
                .build());
    }
}
