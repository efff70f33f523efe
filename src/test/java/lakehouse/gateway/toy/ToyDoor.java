package lakehouse.gateway.toy;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import lakehouse.gateway.door.AnswerWriter;
import lakehouse.gateway.door.FrontDoor;
import lakehouse.gateway.door.Sink;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.FailureReply;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.ledger.CallRecord;
import lakehouse.gateway.provider.Chunk;

/** Plain text: {@code ask MODEL: QUESTION}, or {@code tell} for a stream. The answer is the words, and errors are a sentence. */
final class ToyDoor implements FrontDoor {
    @Override
    public Inquiry read(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        int colon = text.indexOf(": ");
        if (colon < 0 || !text.matches("(?s)(ask|tell) .*")) {
            throw Failure.of(FailureKind.INVALID_REQUEST, "Write: ask MODEL: QUESTION.")
                    .exception();
        }
        boolean stream = text.startsWith("tell");
        String model = text.substring(text.indexOf(' ') + 1, colon);
        JsonObject common = JsonParts.object()
                .add("model", model)
                .add(
                        "messages",
                        JsonParts.array()
                                .add(JsonParts.object().add("role", "user").add("content", text.substring(colon + 2))))
                .add("stream", stream)
                .build();
        try {
            return new Inquiry(JsonDocument.parse(common.toString()), Inquiry.CHAT, null, model, stream);
        } catch (MalformedJsonException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public AnswerWriter writer(Inquiry inquiry) {
        return new Words();
    }

    @Override
    public FailureReply refusal(Failure failure, CallRecord call) {
        return new FailureReply(failure.status(), Map.of(), "No: " + failure.message());
    }

    private static final class Words implements AnswerWriter {
        @Override
        public byte[] whole(JsonDocument answer) {
            return words(answer.tree(), "message").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void chunk(Chunk chunk, Sink out) throws IOException {
            if (chunk.token()) {
                out.event("word", words(tree(String.valueOf(chunk.json())), "delta"));
            }
        }

        private static JsonObject tree(String json) {
            try {
                return JsonSyntax.object(json);
            } catch (MalformedJsonException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String words(JsonObject answer, String member) {
            JsonValue content = answer.getJsonArray("choices")
                    .getJsonObject(0)
                    .getJsonObject(member)
                    .get("content");
            return content instanceof JsonString text ? text.getString() : "";
        }

        @Override
        public void warning(String words, Sink out) throws IOException {
            out.comment(words);
        }

        @Override
        public void end(Sink out) throws IOException {
            out.event("over", "");
        }

        @Override
        public void failure(Failure failure, CallRecord call, Sink out) throws IOException {
            out.event("no", failure.message());
        }

        @Override
        public void ping(Sink out) throws IOException {
            out.event("wait", "");
        }
    }
}
