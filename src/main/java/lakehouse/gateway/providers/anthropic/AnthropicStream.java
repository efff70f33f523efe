package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

/** One stream of the Messages API, event by event, as chunks in the common form. */
final class AnthropicStream {
    private static final JsonObject TEXT =
            JsonParts.object().add("type", "text").build();
    private static final JsonObject THINKING =
            JsonParts.object().add("type", "thinking").build();

    private final Inquiry call;
    private final AnswerWatch watch;
    private final Map<Integer, AnthropicBlock> blocks = new TreeMap<>();
    private ChunkWriter chunks = new ChunkWriter("", 0, "");
    private JsonObject usage = JsonValue.EMPTY_JSON_OBJECT;
    private int toolCalls;
    private final HeldFinish finish;
    private String id = "";
    private boolean begun;
    private boolean ended;
    private boolean said;

    AnthropicStream(Inquiry call, AnswerWatch watch) {
        this.call = call;
        this.watch = watch;
        this.finish = new HeldFinish(watch);
    }

    /** Seconds since 1970. The API gives its answers no time. */
    static long now() {
        return System.currentTimeMillis() / 1000;
    }

    /**
     * The event's data says what it is; types that are not known yet, and pings, say nothing to a client.
     *
     * @param name of the event, for data that does not say it
     */
    void event(JsonObject event, @Nullable String name, Consumer<Chunk> out) {
        String type = JsonParts.string(event, "type");
        switch (type == null && name != null ? name : String.valueOf(type)) {
            case "message_start" -> messageStart(event, out);
            case "content_block_start" -> blockStart(event, out);
            case "content_block_delta" -> blockDelta(event, out);
            case "content_block_stop" -> blockStop(event, out);
            case "message_delta" -> messageDelta(event);
            case "message_stop" -> messageStop(out);
            default -> {}
        }
    }

    private void messageStart(JsonObject event, Consumer<Chunk> out) {
        JsonObject message = event.get("message") instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        if (begun) {
            requireRepeated(message);
            return;
        }
        begun = true;
        id = JsonParts.textOf(message, "id");
        chunks = new ChunkWriter(id, now(), JsonParts.textOf(message, "model"));
        usage = AnthropicUsage.latest(usage, message.get("usage"));
        JsonObject rest = JsonParts.without(AnthropicReplyMapper.rest(message), List.of("stop_sequence"));
        out.accept(chunks.opening("{\"role\":\"assistant\",\"content\":\"\"}", ChunkWriter.members(rest)));
    }

    /** Before there is anything a front end may say the same again; after it, it is another answer in the middle of this one. */
    private void requireRepeated(JsonObject message) {
        if (said || finish.progress() != Progress.ANSWERING || !id.equals(JsonParts.textOf(message, "id"))) {
            throw watch.broken("another message began before this one ended, so the answer is incomplete");
        }
    }

    private void blockStart(JsonObject event, Consumer<Chunk> out) {
        JsonObject block =
                event.get("content_block") instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        AnthropicBlock open = blocks.remove(index(event));
        if (open != null) {
            stop(open, index(event), out);
        }
        begin(block, index(event), out);
    }

    private AnthropicBlock begin(JsonObject block, int index, Consumer<Chunk> out) {
        said = true;
        AnthropicBlock started = new AnthropicBlock(block, toolCalls);
        blocks.put(index, started);
        switch (started.type()) {
            case "tool_use" -> {
                toolCalls++;
                out.accept(chunks.token(started.callOpening(finish.call(block.get("id")))));
            }
            case "text" -> text(started, block.get("text"), out);
            case "thinking" -> thinking(started, block.get("thinking"), out);
            default -> {}
        }
        return started;
    }

    private void blockDelta(JsonObject event, Consumer<Chunk> out) {
        if (!(event.get("delta") instanceof JsonObject delta)) {
            return;
        }
        AnthropicBlock block = blocks.get(index(event));
        if (block == null) {
            block = unopened(JsonParts.textOf(delta, "type"), index(event), out);
        }
        if (block == null) {
            return;
        }
        switch (JsonParts.textOf(delta, "type")) {
            case "text_delta" -> text(block, delta.get("text"), out);
            case "thinking_delta" -> thinking(block, delta.get("thinking"), out);
            case "signature_delta" -> block.signature(JsonParts.textOf(delta, "signature"));
            case "input_json_delta" -> arguments(block, delta.get("partial_json"), out);
            case "citations_delta" -> block.citation(delta);
            default -> {}
        }
    }

    /** Some front ends leave the opening of a block out. What a text or a thought is shows without it, a tool call does not. */
    private @Nullable AnthropicBlock unopened(String delta, int index, Consumer<Chunk> out) {
        return switch (delta) {
            case "text_delta", "citations_delta" -> begin(TEXT, index, out);
            case "thinking_delta", "signature_delta" -> begin(THINKING, index, out);
            case "input_json_delta" -> throw watch.broken("a tool call has no beginning, so the answer is incomplete");
            default -> null;
        };
    }

    private void text(AnthropicBlock block, @Nullable JsonValue value, Consumer<Chunk> out) {
        if (value instanceof JsonString text && !text.getString().isEmpty()) {
            block.text(text.getString());
            watch.text();
            finish.token();
            out.accept(chunks.token("{\"content\":" + text + "}"));
        }
    }

    private void thinking(AnthropicBlock block, @Nullable JsonValue value, Consumer<Chunk> out) {
        if (value instanceof JsonString text && !text.getString().isEmpty()) {
            block.thinking(text.getString());
            watch.thought(text.getString());
            finish.token();
            out.accept(chunks.token("{\"reasoning_content\":" + text + "}"));
        }
    }

    private void arguments(AnthropicBlock block, @Nullable JsonValue value, Consumer<Chunk> out) {
        if (!(value instanceof JsonString piece) || piece.getString().isEmpty()) {
            return;
        }
        if (block.type().equals("tool_use")) {
            finish.token();
            out.accept(chunks.token(block.callPiece(piece)));
        } else {
            block.input(piece.getString());
        }
    }

    private void blockStop(JsonObject event, Consumer<Chunk> out) {
        AnthropicBlock block = blocks.remove(index(event));
        if (block != null) {
            stop(block, index(event), out);
        }
    }

    private void stop(AnthropicBlock block, int index, Consumer<Chunk> out) {
        switch (block.type()) {
            case "tool_use" -> {
                if (!block.hasArguments()) {
                    out.accept(chunks.token(block.wholeCallPiece()));
                } else if (block.isCut()) {
                    finish.cut();
                }
            }
            case "thinking", "redacted_thinking" -> {
                JsonArray details = block.details(index);
                if (!details.isEmpty()) {
                    watch.thought(details);
                    out.accept(chunks.token("{\"reasoning_details\":" + details + "}"));
                }
            }
            case "text" -> {
                if (block.isCited()) {
                    other(block, out);
                }
            }
            default -> other(block, out);
        }
    }

    private void other(AnthropicBlock block, Consumer<Chunk> out) {
        out.accept(chunks.opening("{\"" + AnthropicReplyMapper.OTHER_BLOCKS + "\":[" + block.whole() + "]}", ""));
    }

    private void messageDelta(JsonObject event) {
        usage = AnthropicUsage.latest(usage, event.get("usage"));
        JsonObject delta = event.get("delta") instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        String vendor = FinishReasons.given(delta.get("stop_reason"));
        String reason = AnthropicStopReasons.common(vendor);
        if (reason != null) {
            finish.set(reason, vendor, JsonParts.without(delta, List.of("stop_reason")));
        }
        if (event.get("usage") instanceof JsonObject) {
            finish.counted();
        }
    }

    private void messageStop(Consumer<Chunk> out) {
        if (finish.progress() == Progress.ANSWERING) {
            finish.set(FinishReasons.STOP, null, JsonValue.EMPTY_JSON_OBJECT);
        }
        done(out);
    }

    /** The end mark. */
    void done(Consumer<Chunk> out) {
        end(out);
        out.accept(Chunk.DONE);
    }

    /** The end of the stream, with or without a mark. */
    void end(Consumer<Chunk> out) {
        if (ended) {
            return;
        }
        ended = true;
        blocks.forEach((index, block) -> stop(block, index, out));
        JsonObject figures = AnthropicUsage.common(usage);
        watch.usage(figures);
        Chunk chunk = finish.chunk(chunks, figures);
        if (chunk != null) {
            out.accept(chunk);
            if (figures != null && call.wantsUsage()) {
                out.accept(chunks.usage(figures));
            }
        }
    }

    Progress progress() {
        return finish.progress();
    }

    private static int index(JsonObject event) {
        return event.get("index") instanceof JsonNumber number ? number.intValue() : 0;
    }
}
