package lakehouse.gateway.clients;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.errors.UnexpectedStatusCodeException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.blackbox.Deployed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** OpenAI's own Java library against the gateway: each failure becomes the right exception, and no retry storm. */
class OpenAiJavaErrorsIT extends Deployed {

    /** What the library does when an application sets nothing. */
    private static final int DEFAULT_RETRIES = 2;

    private final List<OpenAIClient> clients = new ArrayList<>();

    @BeforeEach
    void forgetEarlierTests() {
        upstream().resetAll();
    }

    @AfterEach
    void disconnect() {
        clients.forEach(OpenAIClient::close);
    }

    @ParameterizedTest
    @EnumSource
    void raisesAnErrorThatIsNotRetriedWhenTheUpstreamRejectsTheKey(UpstreamApi api) {
        api.refuses(upstream(), 401, "error-401.json");

        var error = failure(PermissionDeniedException.class, api.gatewayModel(), DEFAULT_RETRIES);

        assertThat(error.statusCode()).isEqualTo(403);
        assertThat(error.code()).contains("upstream_auth_failed");
        assertThat(api.requests(upstream())).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void raisesARateLimitThatKeepsTheWaitingTime(UpstreamApi api) {
        api.refuses(upstream(), 429, "error-429.json");

        var error = failure(RateLimitException.class, api.gatewayModel(), 0);

        assertThat(error.code())
                .hasValueSatisfying(code -> assertThat(code).isIn("upstream_rate_limited", "upstream_overloaded"));
        assertThat(error.headers().values("retry-after")).containsExactly("1");
        assertThat(api.requests(upstream())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "KIMI, 403, error-403-quota.json",
        "KIMI, 429, error-429-quota.json",
        "OPENROUTER, 402, error-402.json",
    })
    void raisesAnErrorThatIsNotRetriedWhenTheQuotaIsUsedUp(UpstreamApi api, int status, String file) {
        api.refuses(upstream(), status, file);

        var error = failure(UnexpectedStatusCodeException.class, api.gatewayModel(), DEFAULT_RETRIES);

        assertThat(error.statusCode()).isEqualTo(402);
        assertThat(error.code()).contains("upstream_quota_exhausted");
        assertThat(error.headers().values("x-should-retry")).containsExactly("false");
        assertThat(api.requests(upstream())).hasSize(1);
    }

    @Test
    void raisesNotFoundForAProviderThatIsNotThere() {
        var error = failure(NotFoundException.class, "nobody/nothing", DEFAULT_RETRIES);

        assertThat(error.code()).contains("model_not_found");
        assertThat(upstream().findAll(postRequestedFor(anyUrl()))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void raisesTheErrorOfAStreamAfterTheTextThatCameBefore(UpstreamApi api) {
        api.answers(upstream(), "stream-error.sse");
        var text = new ArrayList<String>();

        SseException error;
        try (var chunks = client(0).chat().completions().createStreaming(question(api.gatewayModel()))) {
            error = catchThrowableOfType(
                    SseException.class,
                    () -> chunks.stream()
                            .flatMap(chunk -> chunk.choices().stream())
                            .forEach(choice -> choice.delta().content().ifPresent(text::add)));
        }

        assertThat(error).isNotNull();
        assertThat(error.code()).isPresent();
        assertThat(String.join("", text)).isEqualTo("Hello");
        assertThat(api.requests(upstream())).hasSize(1);
    }

    private <E extends OpenAIServiceException> E failure(Class<E> type, String model, int retries) {
        var client = client(retries);
        var error = catchThrowableOfType(type, () -> client.chat().completions().create(question(model)));
        assertThat(error).as("what the client throws").isNotNull();
        return error;
    }

    private static ChatCompletionCreateParams question(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("What is the weather?")
                .build();
    }

    private OpenAIClient client(int retries) {
        var client = OpenAIOkHttpClient.builder()
                .baseUrl(gateway("v1").toString())
                .apiKey("test-key-caller")
                .maxRetries(retries)
                .build();
        clients.add(client);
        return client;
    }
}
