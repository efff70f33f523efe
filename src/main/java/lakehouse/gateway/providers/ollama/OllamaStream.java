package lakehouse.gateway.providers.ollama;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.function.Consumer;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.AnswerWatch;
import lakehouse.gateway.provider.ChatCall;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.provider.ChunkWriter;
import org.jspecify.annotations.Nullable;

/** One stream of {@code /api/chat}, line by line, as chunks in the common form. */
final class OllamaStream {
    private final String id;
    private final ChatCall call;
    private final AnswerWatch watch;
    private @Nullable ChunkWriter writer;
    private int toolCalls;

    OllamaStream(String id, ChatCall call, AnswerWatch watch) {
        this.id = id;
        this.call = call;
        this.watch = watch;
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
            done(chunks, line, out);
        }
    }

    private void message(ChunkWriter chunks, JsonObject message, @Nullable JsonArray logprobs, Consumer<Chunk> out) {
        if (message.get("thinking") instanceof JsonString thinking
                && !thinking.getString().isEmpty()) {
            watch.thought(thinking.getString());
            out.accept(chunks.token("{\"reasoning_content\":" + thinking + "}"));
        }
        if (message.get("content") instanceof JsonString content
                && !content.getString().isEmpty()) {
            watch.text();
            String delta = "{\"content\":" + content + "}";
            out.accept(
                    logprobs == null
                            ? chunks.token(delta)
                            : chunks.token(delta, ",\"logprobs\":" + OllamaReplyMapper.logprobs(logprobs)));
        }
        if (message.get("tool_calls") instanceof JsonArray calls && !calls.isEmpty()) {
            JsonArray common = OllamaReplyMapper.calls(calls, toolCalls, true);
            toolCalls += common.size();
            JsonParts.objects(common).forEach(one -> watch.toolCall(JsonParts.textOf(one, "id")));
            out.accept(chunks.token("{\"tool_calls\":" + common + "}"));
        }
    }

    private void done(ChunkWriter chunks, JsonObject line, Consumer<Chunk> out) {
        JsonObject usage = OllamaReplyMapper.usage(line);
        watch.usage(usage);
        String vendor = JsonParts.string(line, "done_reason");
        String reason = OllamaReplyMapper.finishReason(vendor, toolCalls > 0);
        watch.finished(0, reason);
        out.accept(chunks.finish(reason, vendor, ChunkWriter.members(OllamaReplyMapper.rest(line)), usage));
        if (usage != null && call.wantsUsage()) {
            out.accept(chunks.usage(usage));
        }
        out.accept(Chunk.DONE);
    }
}
