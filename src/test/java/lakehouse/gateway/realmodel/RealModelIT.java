package lakehouse.gateway.realmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import lakehouse.gateway.blackbox.Deployed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real model's text and token counts are the same through the gateway as from the model itself. */
class RealModelIT extends Deployed {

    private static final Path FILE =
            Path.of(System.getProperty("gateway.it.model", "../shared/models/stories260K.gguf"));

    private static @Nullable StoryModel model;
    private static @Nullable StoryModelServer server;

    @BeforeAll
    static void startTheModel() throws IOException {
        if (Files.isReadable(FILE)) {
            model = new StoryModel(FILE);
            server = new StoryModelServer(model, Integer.getInteger("model.port"));
        } else {
            System.out.printf(
                    "%n*** SKIPPED: RealModelIT needs the model file %s, which is not there. "
                            + "Name one with -Dgateway.it.model=FILE.gguf ***%n%n",
                    FILE.toAbsolutePath().normalize());
        }
    }

    /** Before each test, not before the class: a class that gives up is missing from the count of skipped tests. */
    @BeforeEach
    void needsTheModel() {
        assumeTrue(model != null, "no model file " + FILE);
    }

    @AfterAll
    static void stopTheModel() {
        if (server != null) {
            server.close();
        }
        if (model != null) {
            model.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'Once upon a time', 40, length",
        "'Once upon a time', 500, stop",
        "'One day, Lily went to the park. She saw a big dog.', 60, length",
        "'“Hello,” said the cat — and went home.', 80, length",
    })
    void tellsTheSameStoryThroughTheGateway(String prompt, int maxTokens, String finishReason) {
        var direct = plain(server.baseUri(), StoryReplies.MODEL, prompt, maxTokens);
        var plain = plain(gateway("v1"), "story/" + StoryReplies.MODEL, prompt, maxTokens);
        var streamed = streamed(gateway("v1"), "story/" + StoryReplies.MODEL, prompt, maxTokens);

        assertThat(plain).isEqualTo(direct);
        assertThat(streamed).isEqualTo(direct);
        assertThat(direct).isEqualTo(model.tell(prompt, maxTokens, piece -> true));
        assertThat(direct.text()).isNotBlank();
        assertThat(direct.finishReason()).isEqualTo(finishReason);
        assertThat(direct.promptTokens()).isEqualTo(model.promptTokens(prompt));
        if ("length".equals(finishReason)) {
            assertThat(direct.completionTokens()).isEqualTo(maxTokens);
        }
    }

    private static Story plain(URI base, String name, String prompt, int maxTokens) {
        var client = client(base);
        try {
            return story(client.chat()
                    .completions()
                    .create(params(name, prompt, maxTokens))
                    .validate());
        } finally {
            client.close();
        }
    }

    private static Story streamed(URI base, String name, String prompt, int maxTokens) {
        var params = params(name, prompt, maxTokens).toBuilder()
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        var accumulator = ChatCompletionAccumulator.create();
        var client = client(base);
        try (var chunks = client.chat().completions().createStreaming(params)) {
            chunks.stream().forEach(chunk -> accumulator.accumulate(chunk.validate()));
        } finally {
            client.close();
        }
        return story(accumulator.chatCompletion());
    }

    private static OpenAIClient client(URI base) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(base.toString())
                .apiKey("test-key-caller")
                .maxRetries(0)
                .build();
    }

    private static ChatCompletionCreateParams params(String name, String prompt, int maxTokens) {
        return ChatCompletionCreateParams.builder()
                .model(name)
                .addSystemMessage("Tell a story.")
                .addUserMessage(prompt)
                .putAdditionalBodyProperty("max_tokens", JsonValue.from(maxTokens))
                .build();
    }

    private static Story story(ChatCompletion reply) {
        var choice = reply.choices().get(0);
        var usage = reply.usage().orElseThrow();
        assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens() + usage.completionTokens());
        return new Story(
                choice.message().content().orElseThrow(),
                Math.toIntExact(usage.promptTokens()),
                Math.toIntExact(usage.completionTokens()),
                choice.finishReason().asString());
    }
}
