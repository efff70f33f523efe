package lakehouse.gateway.realmodel;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import org.jspecify.annotations.Nullable;

/** The shapes of OpenAI's chat API that the story server answers with. */
final class StoryReplies {
    static final String MODEL = "stories260K";

    private static final String ID = "chatcmpl-story";
    private static final long CREATED = 1_700_000_000L;

    private StoryReplies() {}

    static JsonObject reply(Story story) {
        JsonObjectBuilder message =
                Json.createObjectBuilder().add("role", "assistant").add("content", story.text());
        JsonObjectBuilder choice = Json.createObjectBuilder()
                .add("index", 0)
                .add("message", message)
                .add("finish_reason", story.finishReason());
        return envelope("chat.completion", Json.createArrayBuilder().add(choice))
                .add("usage", usage(story))
                .build();
    }

    static JsonObject roleChunk() {
        return chunk(Json.createObjectBuilder().add("role", "assistant").add("content", ""), null);
    }

    static JsonObject contentChunk(String piece) {
        return chunk(Json.createObjectBuilder().add("content", piece), null);
    }

    static JsonObject finishChunk(Story story) {
        return chunk(Json.createObjectBuilder(), story.finishReason());
    }

    static JsonObject usageChunk(Story story) {
        return envelope("chat.completion.chunk", Json.createArrayBuilder())
                .add("usage", usage(story))
                .build();
    }

    static JsonObject models() {
        JsonObjectBuilder model = Json.createObjectBuilder()
                .add("id", MODEL)
                .add("object", "model")
                .add("created", CREATED)
                .add("owned_by", "test");
        return Json.createObjectBuilder()
                .add("object", "list")
                .add("data", Json.createArrayBuilder().add(model))
                .build();
    }

    static JsonObject badPrompt() {
        return error("The last user message must have text, of less than " + StoryModel.CONTEXT + " tokens.");
    }

    static JsonObject badRequest() {
        return error("The body must be a JSON object with messages.");
    }

    private static JsonObject error(String message) {
        JsonObjectBuilder error = Json.createObjectBuilder()
                .add("message", message)
                .add("type", "invalid_request_error")
                .addNull("param")
                .add("code", "invalid_request");
        return Json.createObjectBuilder().add("error", error).build();
    }

    private static JsonObject chunk(JsonObjectBuilder delta, @Nullable String finishReason) {
        JsonObjectBuilder choice = Json.createObjectBuilder().add("index", 0).add("delta", delta);
        if (finishReason == null) {
            choice.addNull("finish_reason");
        } else {
            choice.add("finish_reason", finishReason);
        }
        return envelope("chat.completion.chunk", Json.createArrayBuilder().add(choice))
                .build();
    }

    private static JsonObjectBuilder envelope(String object, JsonArrayBuilder choices) {
        return Json.createObjectBuilder()
                .add("id", ID)
                .add("object", object)
                .add("created", CREATED)
                .add("model", MODEL)
                .add("choices", choices);
    }

    private static JsonObjectBuilder usage(Story story) {
        return Json.createObjectBuilder()
                .add("prompt_tokens", story.promptTokens())
                .add("completion_tokens", story.completionTokens())
                .add("total_tokens", story.promptTokens() + story.completionTokens());
    }
}
