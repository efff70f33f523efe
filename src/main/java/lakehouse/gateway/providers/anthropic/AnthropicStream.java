package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.AnswerWatch;
import lakehouse.gateway.provider.ChatCall;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.provider.ChunkWriter;
import lakehouse.gateway.provider.FinishReasons;
import org.jspecify.annotations.Nullable;

/** One stream of the Messages API, event by event, as chunks in the common form. */
final class AnthropicStream {
    private final ChatCall call;
    private final AnswerWatch watch;
    private final Map<Integer, AnthropicBlock> blocks = new HashMap<>();
    private ChunkWriter chunks = new ChunkWriter("", 0, "");
    private JsonObject usage = JsonValue.EMPTY_JSON_OBJECT;
    private int toolCalls;
    private boolean finished;

    AnthropicStream(ChatCall call, AnswerWatch watch) {
        this.call = call;
        this.watch = watch;
    }

    /** Seconds since 1970. The API gives its answers no time. */
    static long now() {
        return System.currentTimeMillis() / 1000;
    }

    /** The event's data says what it is; types that are not known yet, and pings, say nothing to a client. */
    void event(JsonObject event, Consumer<Chunk> out) {
        switch (JsonParts.textOf(event, "type")) {
            case "message_start" -> messageStart(event, out);
            case "content_block_start" -> blockStart(event, out);
            case "content_block_delta" -> blockDelta(event, out);
            case "content_block_stop" -> blockStop(event, out);
            case "message_delta" -> messageDelta(event, out);
            case "message_stop" -> messageStop(out);
            default -> {}
        }
    }

    private void messageStart(JsonObject event, Consumer<Chunk> out) {
        JsonObject message = event.get("message") instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        chunks = new ChunkWriter(JsonParts.textOf(message, "id"), now(), JsonParts.textOf(message, "model"));
        usage = AnthropicUsage.latest(usage, message.get("usage"));
        JsonObject rest = JsonParts.without(AnthropicReplyMapper.rest(message), List.of("stop_sequence"));
        out.accept(chunks.opening("{\"role\":\"assistant\",\"content\":\"\"}", ChunkWriter.members(rest)));
    }

    private void blockStart(JsonObject event, Consumer<Chunk> out) {
        JsonObject block =
                event.get("content_block") instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        AnthropicBlock begun = new AnthropicBlock(block, toolCalls);
        blocks.put(index(event), begun);
        switch (begun.type()) {
            case "tool_use" -> {
                toolCalls++;
                watch.toolCall(JsonParts.textOf(block, "id"));
                out.accept(chunks.token(begun.callOpening()));
            }
            case "text" -> text(begun, block.get("text"), out);
            case "thinking" -> thinking(begun, block.get("thinking"), out);
            default -> {}
        }
    }

    private void blockDelta(JsonObject event, Consumer<Chunk> out) {
        AnthropicBlock block = blocks.get(index(event));
        if (block == null || !(event.get("delta") instanceof JsonObject delta)) {
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

    private void text(AnthropicBlock block, @Nullable JsonValue value, Consumer<Chunk> out) {
        if (value instanceof JsonString text && !text.getString().isEmpty()) {
            block.text(text.getString());
            watch.text();
            out.accept(chunks.token("{\"content\":" + text + "}"));
        }
    }

    private void thinking(AnthropicBlock block, @Nullable JsonValue value, Consumer<Chunk> out) {
        if (value instanceof JsonString text && !text.getString().isEmpty()) {
            block.thinking(text.getString());
            watch.thought(text.getString());
            out.accept(chunks.token("{\"reasoning_content\":" + text + "}"));
        }
    }

    private void arguments(AnthropicBlock block, @Nullable JsonValue value, Consumer<Chunk> out) {
        if (!(value instanceof JsonString piece) || piece.getString().isEmpty()) {
            return;
        }
        if (block.type().equals("tool_use")) {
            out.accept(chunks.token(block.callPiece(piece.toString())));
        } else {
            block.input(piece.getString());
        }
    }

    private void blockStop(JsonObject event, Consumer<Chunk> out) {
        AnthropicBlock block = blocks.remove(index(event));
        if (block == null) {
            return;
        }
        switch (block.type()) {
            case "tool_use" -> {
                if (!block.hasArguments()) {
                    out.accept(chunks.token(block.callPiece(JsonParts.quoted(block.wholeInput()))));
                }
            }
            case "thinking", "redacted_thinking" -> {
                JsonArray details = block.details(index(event));
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

    private void messageDelta(JsonObject event, Consumer<Chunk> out) {
        usage = AnthropicUsage.latest(usage, event.get("usage"));
        JsonObject delta = event.get("delta") instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        String vendor = JsonParts.string(delta, "stop_reason");
        String reason = AnthropicStopReasons.common(vendor);
        if (reason != null && !finished) {
            finished = true;
            JsonObject figures = AnthropicUsage.common(usage);
            watch.usage(figures);
            watch.finished(0, reason);
            JsonObject rest = JsonParts.without(delta, List.of("stop_reason"));
            out.accept(chunks.finish(reason, vendor, ChunkWriter.members(rest), figures));
        }
    }

    private void messageStop(Consumer<Chunk> out) {
        JsonObject figures = AnthropicUsage.common(usage);
        if (!finished) {
            finished = true;
            watch.finished(0, FinishReasons.STOP);
            out.accept(chunks.finish(FinishReasons.STOP, null, "", figures));
        }
        watch.usage(figures);
        if (figures != null && call.wantsUsage()) {
            out.accept(chunks.usage(figures));
        }
        out.accept(Chunk.DONE);
    }

    private static int index(JsonObject event) {
        return event.get("index") instanceof JsonNumber number ? number.intValue() : 0;
    }
}
