package lakehouse.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import java.util.List;
import java.util.Map;
import lakehouse.gateway.blackbox.Deployed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OpenAI's own Java library against the gateway: chat, streams and tools. */
class OpenAiJavaIT extends Deployed {

    private static final String CALLER_KEY = "test-key-caller";

    private OpenAIClient client;

    @BeforeEach
    void connect() {
        upstream().resetAll();
        client = OpenAIOkHttpClient.builder()
                .baseUrl(gateway("v1").toString())
                .apiKey(CALLER_KEY)
                .maxRetries(0)
                .build();
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @ParameterizedTest
    @EnumSource
    void getsAValidReply(UpstreamApi api) {
        var recording = api.answers(upstream(), "chat-reasoning.json");

        var reply = client.chat().completions().create(question(api)).validate();

        var choice = reply.choices().get(0);
        assertThat(choice.message().content()).contains(recording.text());
        assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(reply.usage().orElseThrow().totalTokens()).isEqualTo(recording.totalTokens());
    }

    @ParameterizedTest
    @EnumSource
    void sendsTheModelWithoutItsPrefixAndTheCallersKeyNowhere(UpstreamApi api) {
        api.answers(upstream(), "chat.json");

        client.chat().completions().create(question(api)).validate();

        var sent = api.requests(upstream());
        assertThat(sent).hasSize(1);
        var body = Recording.parse(sent.get(0).getBodyAsString());
        assertThat(body.getString("model")).isEqualTo(api.model());
        assertThat(body.getJsonArray("messages").getJsonObject(0).getString("content"))
                .isEqualTo("What is the weather?");
        assertThat(sent.get(0).getHeaders().toString()).doesNotContain(CALLER_KEY);
    }

    @ParameterizedTest
    @EnumSource
    void getsValidChunksThatMakeTheWholeText(UpstreamApi api) {
        var recording = api.answers(upstream(), "stream-reasoning.sse");

        var chunks = stream(question(api));

        var whole = new StringBuilder();
        chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .forEach(choice -> choice.delta().content().ifPresent(whole::append));
        assertThat(whole).hasToString(recording.text());
        assertThat(lastTotal(chunks)).isEqualTo(recording.totalTokens());
    }

    @ParameterizedTest
    @EnumSource
    void asksForUsageUpstream(UpstreamApi api) {
        api.answers(upstream(), "stream.sse");

        stream(question(api));

        var body = Recording.parse(api.requests(upstream()).get(0).getBodyAsString());
        assertThat(body.getBoolean("stream")).isTrue();
        assertThat(body.getJsonObject("stream_options").getBoolean("include_usage"))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void callsAToolAndAnswers(UpstreamApi api) {
        api.answers(upstream(), "tools.json");
        var answer = api.answersToolResult(upstream(), "chat.json");
        var question = questionWithTool(api);

        var reply = client.chat().completions().create(question).validate();
        var asked = reply.choices().get(0);
        assertThat(asked.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        assertToolCall(api, asked.message());

        var followUp = withToolResult(question, asked.message());
        var end = client.chat().completions().create(followUp).validate();

        assertThat(end.choices().get(0).message().content()).contains(answer.text());
        assertToolTurnLeft(api);
    }

    @ParameterizedTest
    @EnumSource
    void callsAToolAndAnswersInStreams(UpstreamApi api) {
        api.answers(upstream(), "tools.sse");
        var answer = api.answersToolResult(upstream(), "stream.sse");
        var question = questionWithTool(api);

        var asked = accumulate(stream(question));
        assertToolCall(api, asked);
        var end = accumulate(stream(withToolResult(question, asked)));

        assertThat(end.content()).contains(answer.text());
        assertToolTurnLeft(api);
    }

    private static ChatCompletionCreateParams question(UpstreamApi api) {
        return ChatCompletionCreateParams.builder()
                .model(api.gatewayModel())
                .addUserMessage("What is the weather?")
                .build();
    }

    private static ChatCompletionCreateParams questionWithTool(UpstreamApi api) {
        var parameters = FunctionParameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                .build();
        var function = FunctionDefinition.builder()
                .name(api.tool())
                .parameters(parameters)
                .build();
        return question(api).toBuilder()
                .addTool(ChatCompletionFunctionTool.builder().function(function).build())
                .build();
    }

    /** Every chunk of a stream, each one validated. */
    private List<ChatCompletionChunk> stream(ChatCompletionCreateParams params) {
        var withUsage = params.toBuilder()
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        try (var chunks = client.chat().completions().createStreaming(withUsage)) {
            return chunks.stream().map(ChatCompletionChunk::validate).toList();
        }
    }

    private static long lastTotal(List<ChatCompletionChunk> chunks) {
        return chunks.stream()
                .flatMap(chunk -> chunk.usage().stream())
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .totalTokens();
    }

    private static ChatCompletionMessage accumulate(List<ChatCompletionChunk> chunks) {
        var accumulator = ChatCompletionAccumulator.create();
        chunks.forEach(accumulator::accumulate);
        return accumulator.chatCompletion().choices().get(0).message();
    }

    private static ChatCompletionCreateParams withToolResult(
            ChatCompletionCreateParams params, ChatCompletionMessage asked) {
        return params.toBuilder()
                .addMessage(asked)
                .addMessage(ChatCompletionToolMessageParam.builder()
                        .toolCallId(call(asked).id())
                        .content("40 C")
                        .build())
                .build();
    }

    private static ChatCompletionMessageFunctionToolCall call(ChatCompletionMessage message) {
        return message.toolCalls().orElseThrow().get(0).asFunction();
    }

    private static void assertToolCall(UpstreamApi api, ChatCompletionMessage asked) {
        var call = call(asked);
        assertThat(call.id()).isEqualTo(api.callId());
        assertThat(call.function().name()).isEqualTo(api.tool());
        assertThat(Recording.parse(call.function().arguments()).toString()).contains(api.city());
    }

    private static void assertToolTurnLeft(UpstreamApi api) {
        var sent = api.requests(upstream());
        assertThat(sent).hasSize(2);
        var body = Recording.parse(sent.get(1).getBodyAsString());
        assertThat(body.getJsonArray("tools")
                        .getJsonObject(0)
                        .getJsonObject("function")
                        .getString("name"))
                .isEqualTo(api.tool());
        var messages = body.getJsonArray("messages");
        assertThat(messages.getJsonObject(1)
                        .getJsonArray("tool_calls")
                        .getJsonObject(0)
                        .getString("id"))
                .isEqualTo(api.callId());
        assertThat(messages.getJsonObject(2).getString("role")).isEqualTo("tool");
        assertThat(messages.getJsonObject(2).getString("tool_call_id")).isEqualTo(api.callId());
        assertThat(messages.getJsonObject(2).getString("content")).isEqualTo("40 C");
    }
}
