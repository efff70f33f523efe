package lakehouse.gateway.providers.ollama;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.function.Consumer;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.AnswerWatch;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.provider.ChunkWriter;
import lakehouse.gateway.provider.FinishReasons;
import lakehouse.gateway.provider.HeldFinish;
import lakehouse.gateway.provider.Progress;
import org.jspecify.annotations.Nullable;

/** One stream of {@code /api/chat}, line by line, as chunks in the common form. */
final class OllamaStream {
    private final String id;
    private final Inquiry call;
    private final AnswerWatch watch;
    private @Nullable ChunkWriter writer;
    private final HeldFinish finish;
    private @Nullable JsonObject usage;
    private int toolCalls;

    OllamaStream(String id, Inquiry call, AnswerWatch watch) {
        this.id = id;
        this.call = call;
        this.watch = watch;
        this.finish = new HeldFinish(watch);
    }

    void line(JsonObject line, Consumer<Chunk> out) {
        ChunkWriter chunks = writer;
        if (chunks == null) {
            chunks = new ChunkWriter(
                    id, OllamaModels.seconds(JsonParts.textOf(line, "created_at")), JsonParts.textOf(line, "model"));
            writer = chunks;
            out.accept(chunks.opening("{\"role\":\"assistant\",\"content\":\"\"}", ""));
        }
        if (line.get("message") instanceof JsonObject message) {
            message(chunks, message, line.get("logprobs") instanceof JsonArray logprobs ? logprobs : null, out);
        }
        if (line.getBoolean("done", false)) {
            done(line);
        }
    }

    private void message(ChunkWriter chunks, JsonObject message, @Nullable JsonArray logprobs, Consumer<Chunk> out) {
        if (message.get("thinking") instanceof JsonString thinking
                && !thinking.getString().isEmpty()) {
            watch.thought(thinking.getString());
            finish.token();
            out.accept(chunks.token("{\"reasoning_content\":" + thinking + "}"));
        }
        if (message.get("content") instanceof JsonString content
                && !content.getString().isEmpty()) {
            watch.text();
            finish.token();
            String delta = "{\"content\":" + content + "}";
            out.accept(
                    logprobs == null
                            ? chunks.token(delta)
                            : chunks.token(delta, ",\"logprobs\":" + OllamaReplyMapper.logprobs(logprobs)));
        }
        if (message.get("tool_calls") instanceof JsonArray calls && !calls.isEmpty()) {
            JsonArray common = OllamaReplyMapper.calls(calls, toolCalls, true, finish::call);
            toolCalls += common.size();
            out.accept(chunks.token("{\"tool_calls\":" + common + "}"));
        }
    }

    /** The end of the body ends the stream, not this line: what a front end appends behind it would be lost. */
    private void done(JsonObject line) {
        String vendor = FinishReasons.given(line.get("done_reason"));
        String common = vendor == null ? FinishReasons.STOP : FinishReasons.common(vendor);
        finish.set(common, vendor, OllamaReplyMapper.rest(line));
        JsonObject figures = OllamaReplyMapper.usage(line);
        if (figures != null) {
            usage = figures;
            watch.usage(figures);
            finish.counted();
        }
    }

    /** The end of the stream. */
    void end(Consumer<Chunk> out) {
        ChunkWriter chunks = writer;
        Chunk chunk = chunks == null ? null : finish.chunk(chunks, usage);
        if (chunks != null && chunk != null) {
            writer = null;
            out.accept(chunk);
            if (usage != null && call.wantsUsage()) {
                out.accept(chunks.usage(usage));
            }
        }
    }

    Progress progress() {
        return finish.progress();
    }
}
