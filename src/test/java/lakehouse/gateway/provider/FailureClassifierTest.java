package lakehouse.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.UpstreamEvidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureClassifierTest {
    private static final Path FIXTURES = Path.of("src/test/resources/upstream");
    private static final ProviderSettings PROVIDER =
            ProviderSettings.read(MapSettings.withProvider("p").settings(), "p");

    /** The files whose status or words mean something else than their name says. */
    private static final List<String> CONTENT = List.of("openrouter/error-403-gate.json");

    static Stream<Path> fixtures() throws IOException {
        try (Stream<Path> files = Files.walk(FIXTURES)) {
            return files
                    .filter(file -> file.getFileName().toString().matches("error-[345].*"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void findsTheRowOfTheTableForEachRecordedError(Path file) throws IOException {
        String body = Files.readString(file);
        Failure failure = failure(status(file), body);

        assertThat(failure.kind()).isEqualTo(expected(FIXTURES.relativize(file).toString()));
        assertThat(failure.message()).contains(VendorError.of(body).message());
        assertThat(failure.provider()).isEqualTo("p");
        assertThat(failure.evidence()).isNotNull();
        assertThat(failure.evidence().status()).isEqualTo(status(file));
        assertThat(failure.evidence().retryAfter()).isEqualTo("7");
        assertThat(failure.evidence().requestId()).isEqualTo("vendor-1");
        assertThat(failure.status()).isBetween(400, 599);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "This model does not support assistant message prefill. The conversation must end with a user message.",
                "registry.ollama.ai/library/x does not support tools"
            })
    void leavesToAnotherModelWhatThisOneCannotDo(String words) {
        Failure failure = failure(400, "{\"error\":{\"message\":\"" + words + "\"}}");

        assertThat(failure.kind()).isEqualTo(FailureKind.UPSTREAM_LACKS);
        assertThat(failure.status()).isEqualTo(400);
        assertThat(failure.message()).isEqualTo(words);
    }

    private static FailureKind expected(String file) {
        if (CONTENT.contains(file)) {
            return FailureKind.CONTENT_FILTER;
        }
        return switch (file.replaceAll(".*/error-|\\..*", "")) {
            case "400" -> FailureKind.UPSTREAM_REJECTED;
            case "400-length" -> FailureKind.CONTEXT_LENGTH_EXCEEDED;
            case "404" -> FailureKind.UPSTREAM_MODEL_MISSING;
            case "401" -> FailureKind.UPSTREAM_AUTH_FAILED;
            case "402", "403-quota", "429-quota" -> FailureKind.UPSTREAM_QUOTA_EXHAUSTED;
            case "403-gate", "403-ban" -> FailureKind.UPSTREAM_FORBIDDEN;
            case "429", "429-rate" -> FailureKind.UPSTREAM_RATE_LIMITED;
            default -> FailureKind.UPSTREAM_ERROR;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "400, UPSTREAM_REJECTED",
        "404, UPSTREAM_LACKS",
        "413, UPSTREAM_LACKS",
        "422, UPSTREAM_REJECTED",
        "401, UPSTREAM_AUTH_FAILED",
        "402, UPSTREAM_QUOTA_EXHAUSTED",
        "403, UPSTREAM_FORBIDDEN",
        "429, UPSTREAM_RATE_LIMITED",
        "500, UPSTREAM_ERROR",
        "503, UPSTREAM_ERROR",
        "529, UPSTREAM_ERROR",
        "302, UPSTREAM_ERROR",
        "405, UPSTREAM_LACKS",
        "410, UPSTREAM_LACKS",
        "415, UPSTREAM_LACKS",
        "418, UPSTREAM_LACKS",
        "451, UPSTREAM_LACKS",
        "408, UPSTREAM_ERROR",
        "409, UPSTREAM_ERROR",
        "425, UPSTREAM_ERROR"
    })
    void goesByTheStatusWhenTheBodySaysNothing(int status, FailureKind kind) {
        Failure failure = failure(status, "");

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.message()).contains("(empty answer)");
    }

    /** Measured: LangChain asks again after every other status of a fault in the request, six times. */
    @ParameterizedTest
    @CsvSource({
        "400, 400",
        "404, 404",
        "413, 413",
        "405, 404",
        "410, 404",
        "415, 404",
        "422, 400",
        "428, 404",
        "431, 404"
    })
    void tellsAFaultThatNoRepeatHealsByAStatusThatNoClientRepeats(int sent, int told) {
        Failure failure = failure(sent, "{\"error\":{\"message\":\"no\"}}");

        assertThat(failure.status()).isEqualTo(told);
        assertThat(failure.evidence()).isNotNull();
        assertThat(failure.evidence().status()).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource({
        "400, content_filter",
        "400, content_policy_violation",
        "403, 'input was flagged'",
        "400, 'The request was rejected because it was considered high risk'"
    })
    void knowsARefusalOfContent(int status, String words) {
        assertThat(failure(status, "{\"error\":{\"message\":\"x\",\"code\":\"" + words + "\"}}")
                        .kind())
                .isEqualTo(FailureKind.CONTENT_FILTER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "context_length_exceeded",
                "Your request exceeded model token limit: 262144",
                "prompt is too long: 205351 tokens > 200000 maximum"
            })
    void knowsAConversationThatIsTooLong(String words) {
        assertThat(failure(400, "{\"error\":{\"message\":\"" + words + "\"}}").kind())
                .isEqualTo(FailureKind.CONTEXT_LENGTH_EXCEEDED);
    }

    @Test
    void passesTheVendorsOwnWordsAndCodeOnWhenTheRequestIsWrong() {
        Failure failure = failure(
                422, "{\"error\":{\"message\":\"no\",\"type\":\"bad\",\"param\":\"top_p\",\"code\":\"out_of_range\"}}");

        assertThat(failure.status()).isEqualTo(400);
        assertThat(failure.message()).isEqualTo("no");
        assertThat(failure.type()).isEqualTo("bad");
        assertThat(failure.code()).isEqualTo("out_of_range");
        assertThat(failure.evidence())
                .isEqualTo(new UpstreamEvidence(422, "out_of_range", "bad", "top_p", "7", "vendor-1"));
    }

    @Test
    void saysWhoseKeyFailedAndWhichSettingHoldsIt() {
        assertThat(failure(401, "{\"error\":\"unauthorized\"}").message())
                .isEqualTo("Provider p answered 401: unauthorized The key of the gateway was not accepted; your own key"
                        + " is fine. The operator should check gateway.provider.p.api-key.");
    }

    private static int status(Path file) {
        return Integer.parseInt(file.getFileName().toString().substring("error-".length(), "error-".length() + 3));
    }

    private static Failure failure(int status, String body) {
        return FailureClassifier.failure(PROVIDER, new UpstreamReply(status, body, "7", "vendor-1"));
    }
}
