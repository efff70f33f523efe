package lakehouse.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lakehouse.gateway.blackbox.Deployed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * LangChain4j's OpenAI models against the gateway. Its HTTP client sends {@code Upgrade: h2c} with each request, which
 * the gateway must take.
 */
class LangChain4jIT extends Deployed {

    @BeforeEach
    void forgetEarlierTests() {
        upstream().resetAll();
    }

    @ParameterizedTest
    @EnumSource
    void getsAReplyWithItsUsage(UpstreamApi api) {
        var recording = api.answers(upstream(), "chat-reasoning.json");

        var reply = model(api).chat(UserMessage.from("Hello"));

        assertThat(reply.aiMessage().text()).isEqualTo(recording.text());
        assertThat(reply.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(reply.tokenUsage().totalTokenCount()).isEqualTo(recording.totalTokens());
    }

    @ParameterizedTest
    @EnumSource
    void getsAStreamWithItsUsage(UpstreamApi api) throws Exception {
        var recording = api.answers(upstream(), "stream-reasoning.sse");
        var heard = new Listener();

        streamingModel(api).chat(request(api, List.of(UserMessage.from("Hello"))), heard);

        assertThat(heard.end().aiMessage().text()).isEqualTo(recording.text());
        assertThat(heard.text()).isEqualTo(recording.text());
        assertThat(heard.end().tokenUsage().totalTokenCount()).isEqualTo(recording.totalTokens());
    }

    @ParameterizedTest
    @EnumSource
    void callsAToolAndAnswers(UpstreamApi api) {
        api.answers(upstream(), "tools.json");
        var answer = api.answersToolResult(upstream(), "chat.json");
        var question = UserMessage.from("What is the weather?");

        var asked = model(api).chat(request(api, List.of(question)));
        assertToolCall(api, asked);
        var end = model(api).chat(request(api, withToolResult(question, asked)));

        assertThat(end.aiMessage().text()).isEqualTo(answer.text());
        assertToolTurnLeft(api);
    }

    @ParameterizedTest
    @EnumSource
    void callsAToolAndAnswersInStreams(UpstreamApi api) throws Exception {
        api.answers(upstream(), "tools.sse");
        var answer = api.answersToolResult(upstream(), "stream.sse");
        var question = UserMessage.from("What is the weather?");
        var first = new Listener();
        var second = new Listener();

        streamingModel(api).chat(request(api, List.of(question)), first);
        assertToolCall(api, first.end());
        streamingModel(api).chat(request(api, withToolResult(question, first.end())), second);

        assertThat(second.end().aiMessage().text()).isEqualTo(answer.text());
        assertToolTurnLeft(api);
    }

    @ParameterizedTest
    @EnumSource
    void raisesARateLimit(UpstreamApi api) {
        api.refuses(upstream(), 429, "error-429.json");

        assertThatThrownBy(() -> model(api).chat("Hello")).isInstanceOf(RateLimitException.class);
        assertThat(api.requests(upstream())).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void raisesTheErrorOfAStreamInsteadOfTakingHalfAnAnswerForAWholeOne(UpstreamApi api) {
        api.answers(upstream(), "stream-error.sse");
        var heard = new Listener();

        streamingModel(api).chat(request(api, List.of(UserMessage.from("Hello"))), heard);

        assertThatThrownBy(heard::end).hasMessageContaining("Provider " + api.provider());
        assertThat(heard.text()).isEqualTo("Hello");
        assertThat(api.requests(upstream())).hasSize(1);
    }

    private OpenAiChatModel model(UpstreamApi api) {
        return OpenAiChatModel.builder()
                .baseUrl(gateway("v1").toString())
                .apiKey("test-key-caller")
                .modelName(api.gatewayModel())
                .maxRetries(0)
                .build();
    }

    private OpenAiStreamingChatModel streamingModel(UpstreamApi api) {
        return OpenAiStreamingChatModel.builder()
                .baseUrl(gateway("v1").toString())
                .apiKey("test-key-caller")
                .modelName(api.gatewayModel())
                .build();
    }

    private static ChatRequest request(UpstreamApi api, List<ChatMessage> messages) {
        var parameters = JsonObjectSchema.builder().addStringProperty("city").build();
        return ChatRequest.builder()
                .messages(messages)
                .toolSpecifications(ToolSpecification.builder()
                        .name(api.tool())
                        .parameters(parameters)
                        .build())
                .build();
    }

    private static List<ChatMessage> withToolResult(UserMessage question, ChatResponse asked) {
        var call = asked.aiMessage().toolExecutionRequests().get(0);
        return List.of(question, asked.aiMessage(), ToolExecutionResultMessage.from(call, "40 C"));
    }

    private static void assertToolCall(UpstreamApi api, ChatResponse asked) {
        assertThat(asked.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
        assertThat(asked.aiMessage().toolExecutionRequests()).singleElement().satisfies(call -> {
            assertThat(call.id()).isEqualTo(api.callId());
            assertThat(call.name()).isEqualTo(api.tool());
            assertThat(Recording.parse(call.arguments()).toString()).contains(api.city());
        });
    }

    private static void assertToolTurnLeft(UpstreamApi api) {
        var sent = api.requests(upstream());
        assertThat(sent).hasSize(2);
        var messages = Recording.parse(sent.get(1).getBodyAsString()).getJsonArray("messages");
        assertThat(messages.getJsonObject(1)
                        .getJsonArray("tool_calls")
                        .getJsonObject(0)
                        .getString("id"))
                .isEqualTo(api.callId());
        assertThat(messages.getJsonObject(2).getString("tool_call_id")).isEqualTo(api.callId());
        assertThat(messages.getJsonObject(2).getString("content")).isEqualTo("40 C");
    }

    /** Collects a stream. */
    private static final class Listener implements StreamingChatResponseHandler {
        private final StringBuffer text = new StringBuffer();
        private final CompletableFuture<ChatResponse> end = new CompletableFuture<>();

        @Override
        public void onPartialResponse(String part) {
            text.append(part);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            end.complete(response);
        }

        @Override
        public void onError(Throwable error) {
            end.completeExceptionally(error);
        }

        ChatResponse end() throws Exception {
            return end.get(30, TimeUnit.SECONDS);
        }

        String text() {
            return text.toString();
        }
    }
}
