package lakehouse.gateway.provider;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The finish of a stream of one choice, held until the stream ends: text or tool calls may come behind it. For dialects that
 * write their chunks themselves; for one thread.
 */
public final class HeldFinish {
    private final AnswerWatch watch;
    private final ToolCallIds ids = new ToolCallIds();
    private @Nullable String reason;
    private @Nullable String vendor;
    private JsonObject rest = JsonValue.EMPTY_JSON_OBJECT;
    private boolean counted;
    private boolean reopened;
    private boolean calls;
    private boolean cut;

    /** @param watch is told of the finish when it goes out */
    public HeldFinish(AnswerWatch watch) {
        this.watch = watch;
    }

    /** A tool call begins. Returns its id for the caller. */
    public String call(@Nullable JsonValue vendorId) {
        calls = true;
        token();
        String id = ids.unique(vendorId);
        watch.toolCall(id);
        return id;
    }

    /** A tool call ended in the middle of its arguments. */
    public void cut() {
        cut = true;
    }

    /**
     * The vendor says why the answer ended. Of several reasons the first counts that is not a plain stop.
     *
     * @param common one of OpenAI's reasons
     * @param word the vendor's; null when it gave none
     * @param more what else it said
     */
    public void set(String common, @Nullable String word, JsonObject more) {
        reopened = false;
        if (reason == null || (reason.equals(FinishReasons.STOP) && !common.equals(FinishReasons.STOP))) {
            reason = common;
            vendor = word;
            rest = more;
        }
    }

    /** A token came: when the finish was there already, the answer goes on behind it. */
    public void token() {
        reopened = reason != null;
    }

    /** Usage figures came with the finish, or behind it. */
    public void counted() {
        counted = reason != null;
    }

    /** How far the stream has come. */
    public Progress progress() {
        if (reason == null) {
            return Progress.ANSWERING;
        }
        if (reopened) {
            return Progress.REOPENED;
        }
        return counted ? Progress.COUNTED : Progress.FINISHED;
    }

    /**
     * The chunk that finishes the choice; null when there was no finish.
     *
     * @throws lakehouse.gateway.failure.GatewayException when a tool call is cut though the vendor says it is whole
     */
    public @Nullable Chunk chunk(ChunkWriter chunks, @Nullable JsonObject usage) {
        String said = reason;
        if (said == null) {
            return null;
        }
        String common = calls ? FinishReasons.besideCalls(said) : said;
        if (cut && common.equals(FinishReasons.TOOL_CALLS)) {
            throw watch.broken("the arguments of a tool call end in the middle, so the answer is incomplete");
        }
        watch.finished(0, common);
        String word = vendor == null && !common.equals(said) ? said : vendor;
        return chunks.finish(common, word, ChunkWriter.members(rest), usage);
    }
}
