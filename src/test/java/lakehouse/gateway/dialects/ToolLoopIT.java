package lakehouse.gateway.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionAssistantMessageParam;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import java.util.Map;
import java.util.UUID;
import lakehouse.gateway.blackbox.Deployed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A tool loop of several turns, driven by OpenAI's own library, against upstreams that want their reasoning back. */
class ToolLoopIT extends Deployed {
    private static final int TURNS = 3;

    private OpenAIClient client;

    @BeforeEach
    void connect() {
        upstream().resetAll();
        client = OpenAIOkHttpClient.builder()
                .baseUrl(gateway("v1").toString())
                .apiKey("test-key-caller")
                .maxRetries(0)
                .build();
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @ParameterizedTest
    @EnumSource
    void completesWhenTheClientSendsTheReasoningBack(Loop loop) {
        assertCompletes(loop, true, false);
    }

    @ParameterizedTest
    @EnumSource
    void completesWhenTheClientDropsTheReasoning(Loop loop) {
        assertCompletes(loop, false, false);
    }

    @ParameterizedTest
    @EnumSource
    void completesInStreamsWhenTheClientDropsTheReasoning(Loop loop) {
        assertCompletes(loop, false, true);
    }

    @ParameterizedTest
    @EnumSource(names = {"KIMI", "KIMI_ANTHROPIC"})
    void sendsAPlaceholderWhereReasoningIsDemandedAndLost(Loop loop) {
        loop.opens(upstream());

        assertThat(client.chat().completions().create(strange(loop)).choices()).hasSize(1);
    }

    /** Only Kimi is known to take one; elsewhere the provider decides, and its words reach the client. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"KIMI", "KIMI_ANTHROPIC"})
    void makesUpNoReasoningElsewhere(Loop loop) {
        loop.opens(upstream());

        assertThatThrownBy(() -> client.chat().completions().create(strange(loop)))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("reasoning_content is missing");
        assertThat(loop.requests(upstream())).hasSize(1);
    }

    /** A turn with a tool call that this gateway never saw. */
    private static ChatCompletionCreateParams strange(Loop loop) {
        return question(loop).toBuilder()
                .addMessage(ChatCompletionAssistantMessageParam.builder()
                        .addToolCall(ChatCompletionMessageFunctionToolCall.builder()
                                .id("from_another_gateway")
                                .function(ChatCompletionMessageFunctionToolCall.Function.builder()
                                        .name("get_weather")
                                        .arguments("{\"city\":\"Oslo\"}")
                                        .build())
                                .build())
                        .build())
                .addMessage(result("from_another_gateway"))
                .build();
    }

    private void assertCompletes(Loop loop, boolean echo, boolean stream) {
        loop.opens(upstream());
        var params = question(loop);
        ChatCompletionMessage answer = ask(params, stream);
        int turns = 1;
        while (answer.toolCalls().isPresent() && !answer.toolCalls().get().isEmpty()) {
            assertThat(turns).isLessThan(TURNS);
            params = withResults(params, answer, echo);
            answer = ask(params, stream);
            turns++;
        }

        assertThat(answer.content()).contains("Paris.");
        assertThat(turns).isEqualTo(TURNS);
        assertThat(loop.requests(upstream())).hasSize(TURNS);
        assertThat(loop.requests(upstream()).get(TURNS - 1).getBodyAsString())
                .contains(Loop.REASONING)
                .contains("20 C");
    }

    private ChatCompletionMessage ask(ChatCompletionCreateParams params, boolean stream) {
        if (!stream) {
            ChatCompletion reply = client.chat().completions().create(params).validate();
            return reply.choices().get(0).message();
        }
        var withUsage = params.toBuilder()
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        var accumulator = ChatCompletionAccumulator.create();
        try (var chunks = client.chat().completions().createStreaming(withUsage)) {
            chunks.stream().forEach(accumulator::accumulate);
        }
        return accumulator.chatCompletion().choices().get(0).message();
    }

    private static ChatCompletionCreateParams question(Loop loop) {
        var parameters = FunctionParameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                .build();
        return ChatCompletionCreateParams.builder()
                .model(loop.model())
                .addUserMessage("Weather in Paris and Rome? " + UUID.randomUUID())
                .addTool(ChatCompletionFunctionTool.builder()
                        .function(FunctionDefinition.builder()
                                .name("get_weather")
                                .parameters(parameters)
                                .build())
                        .build())
                .build();
    }

    private static ChatCompletionCreateParams withResults(
            ChatCompletionCreateParams params, ChatCompletionMessage answer, boolean echo) {
        var turn = ChatCompletionAssistantMessageParam.builder();
        answer.toolCalls().orElseThrow().forEach(turn::addToolCall);
        if (echo) {
            turn.putAdditionalProperty(
                    "reasoning_content", answer._additionalProperties().get("reasoning_content"));
            if (answer._additionalProperties().containsKey("reasoning_details")) {
                turn.putAdditionalProperty(
                        "reasoning_details", answer._additionalProperties().get("reasoning_details"));
            }
        }
        var next = params.toBuilder().addMessage(turn.build());
        answer.toolCalls().orElseThrow().forEach(call -> next.addMessage(result(id(call))));
        return next.build();
    }

    private static ChatCompletionToolMessageParam result(String id) {
        return ChatCompletionToolMessageParam.builder()
                .toolCallId(id)
                .content("20 C")
                .build();
    }

    private static String id(ChatCompletionMessageToolCall call) {
        return call.asFunction().id();
    }
}
