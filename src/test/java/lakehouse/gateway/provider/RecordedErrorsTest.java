package lakehouse.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.FailureKind.Again;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.upstream.ServerSentEvent;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What more than a hundred recorded errors of vendors mean: which kind, whether to ask again, and what the caller reads. */
class RecordedErrorsTest {
    private static final ProviderSettings PROVIDER =
            ProviderSettings.read(MapSettings.withProvider("p").settings(), "p");

    /** What clients ask for again by themselves. */
    private static final Set<Integer> KNOCKED = Set.of(408, 409, 415, 422, 424, 429);

    static List<RecordedErrors> rows() throws IOException {
        return RecordedErrors.all();
    }

    static Stream<RecordedErrors> inAnswers() throws IOException {
        return rows().stream().filter(row -> row.sent() == 200);
    }

    @Test
    void areManyEnoughToSpeakOfVendors() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void areOfTheKindThatTheirCodesAndFiguresSay(RecordedErrors row) {
        Failure failure = failure(row);

        assertThat(failure.kind()).as(failure.message()).isEqualTo(row.kind());
        assertThat(failure.evidence()).isNotNull();
        assertThat(failure.evidence().status()).isEqualTo(row.status());
        assertThat(failure.evidence().retryAfter()).isEqualTo(row.pause() == 0 ? null : Long.toString(row.pause()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void keepTheVendorsWords(RecordedErrors row) {
        String message = failure(row).message();

        assertThat(message).doesNotContain("{\"", "<html", "<title").hasSizeBetween(10, 1_000);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void areAskedAgainOnlyWhereItHelps(RecordedErrors row) {
        Failure failure = failure(row);

        if (failure.kind().isForAPerson()) {
            assertThat(failure.status()).isBetween(400, 499).isNotIn(KNOCKED);
            assertThat(failure.kind().again()).isEqualTo(Again.NEXT_RUNG);
        }
        if (failure.kind() == FailureKind.UPSTREAM_REJECTED) {
            assertThat(failure.status()).isEqualTo(400);
        }
        if (failure.kind() == FailureKind.UPSTREAM_RATE_LIMITED) {
            assertThat(failure.status()).isEqualTo(429);
            assertThat(failure.kind().again()).isEqualTo(Again.SAME_RUNG);
        }
    }

    @ParameterizedTest
    @MethodSource("inAnswers")
    void areFoundInEventsOfAStream(RecordedErrors row) {
        assertThat(event("error", row.body()).kind()).isEqualTo(row.kind());
        if (row.body().startsWith("{")) {
            assertThat(event(null, row.body()).kind()).isEqualTo(row.kind());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "0.5", "30"})
    void areLimitsThatPassWhereAHeaderSaysHowSoon(String seconds) {
        String body = "{\"error\":{\"message\":\"Usage limit, see https://example.invalid/billing\"}}";

        assertThat(failure(429, body, seconds).kind()).isEqualTo(FailureKind.UPSTREAM_RATE_LIMITED);
        assertThat(failure(429, body, null).kind()).isEqualTo(FailureKind.UPSTREAM_QUOTA_EXHAUSTED);
        assertThat(failure(429, body, "86400").kind()).isEqualTo(FailureKind.UPSTREAM_QUOTA_EXHAUSTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "429 Too Many Requests: slow down",
                "Error code: 429 - too fast",
                "upstream failed with status code 429",
                "HTTP/1.1 429 Too Many Requests"
            })
    void keepTheStatusThatATextNames(String text) {
        Failure failure = event("error", text);

        assertThat(failure.evidence()).isNotNull();
        assertThat(failure.evidence().status()).isEqualTo(429);
        assertThat(failure.message()).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}],\"code\":0,\"message\":\"ok\"}",
                "{\"choices\":[],\"usage\":{\"total_tokens\":3},\"code\":500,\"msg\":\"x\"}",
                "{\"choices\":[],\"prompt_filter_results\":[]}",
                "{\"code\":0,\"msg\":\"success\"}",
                "{\"code\":200,\"message\":\"success\"}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}],\"error\":null}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}],\"base_resp\":{\"status_code\":0,\"status_msg\":\"\"}}",
                "{\"message\":\"queued\",\"status\":\"queued\"}"
            })
    void areNotSeenWhereAVendorOnlySaysThatAllIsWell(String event) throws MalformedJsonException {
        Assertions.assertThatCode(() -> translator().event(new ServerSentEvent(null, event, null), chunk -> {}))
                .doesNotThrowAnyException();
    }

    private static Failure failure(RecordedErrors row) {
        return row.sent() == 200 ? reply(row.body()) : failure(row.sent(), row.body(), null);
    }

    private static Failure failure(int status, String body, @Nullable String retryAfter) {
        return FailureClassifier.failure(PROVIDER, new UpstreamReply(status, body, retryAfter, null));
    }

    private static Failure reply(String body) {
        return Assertions.catchThrowableOfType(
                        GatewayException.class, () -> translator().reply(body.getBytes(StandardCharsets.UTF_8)))
                .failure();
    }

    private static Failure event(@Nullable String name, String data) {
        return Assertions.catchThrowableOfType(
                        GatewayException.class,
                        () -> translator().event(new ServerSentEvent(name, data, null), chunk -> {}))
                .failure();
    }

    private static CommonFormTranslator translator() {
        try {
            Inquiry call = Inquiry.chat(JsonDocument.parse("{}".getBytes(StandardCharsets.UTF_8)), "m", true);
            return new CommonFormTranslator(PROVIDER, call, new ReasoningMemory());
        } catch (MalformedJsonException e) {
            throw new AssertionError(e);
        }
    }
}
