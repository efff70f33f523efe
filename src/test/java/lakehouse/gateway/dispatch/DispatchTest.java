package lakehouse.gateway.dispatch;

import static lakehouse.gateway.dispatch.Dispatching.delta;
import static lakehouse.gateway.dispatch.Dispatching.error;
import static lakehouse.gateway.dispatch.Dispatching.finish;
import static lakehouse.gateway.dispatch.Dispatching.rest;
import static lakehouse.gateway.dispatch.Dispatching.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.provider.DialectFixtures;
import lakehouse.gateway.upstream.ScriptedUpstream.Script;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DispatchTest {
    private static final Duration LONG = Duration.ofHours(2);

    private final Dispatching calls = new Dispatching("a", "b", "c");

    @AfterEach
    void leavesNoAnswerOpen() {
        assertThat(calls.upstream.open()).isZero();
    }

    @Test
    void asksTheRouteThatARequestNames() {
        calls.upstream.on("a/m", whole("Hello."));

        assertThat(calls.text("a/m")).isEqualTo("Hello.");
        assertThat(calls.upstream.routes()).containsExactly("a/m");
        assertThat(calls.trail()).containsExactly("a/m ok");
        assertThat(calls.call.usage()).isNotNull();
        assertThat(calls.outcomes.last("a").outcome()).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504, 529})
    void asksTheSameRouteAgainWhereNothingWasAnswered(int status) {
        calls.upstream.on("a/m", error(status, "Down."), whole("Hello."));

        assertThat(calls.text("a/m")).isEqualTo("Hello.");
        assertThat(calls.call.attempts()).isEqualTo(2);
        assertThat(calls.took()).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void asksAgainWhenNobodyListensAndOnceOnly() {
        calls.upstream.on("a/m", Script.refused());

        assertThat(calls.failure("a/m").kind()).isEqualTo(FailureKind.UPSTREAM_UNREACHABLE);
        assertThat(calls.trail()).containsExactly("a/m upstream_unreachable", "a/m upstream_unreachable");
    }

    @Test
    void waitsAsLongAsAProviderAsks() {
        calls.upstream.on("a/m", error(429, "Slow down.").header("Retry-After", "7"), whole("Hello."));

        assertThat(calls.text("a/m")).isEqualTo("Hello.");
        assertThat(calls.took()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void doesNotWaitLongerThanItMay() {
        calls.upstream.on("a/m", error(429, "Slow down.").header("Retry-After", "60"));

        assertThat(calls.failure("a/m").kind()).isEqualTo(FailureKind.UPSTREAM_RATE_LIMITED);
        assertThat(calls.took()).isZero();
        assertThat(calls.call.attempts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 404, 422})
    void doesNotAskTheSameRouteAgainForWhatStaysWrong(int status) {
        calls.upstream.on("a/m", error(status, "No."));

        calls.failure("a/m");
        assertThat(calls.call.attempts()).isEqualTo(1);
    }

    @Test
    void neverBuysAnAnswerThatBrokeOffTwice() {
        calls.upstream.on("a/m", Script.reply(200, "{\"choices\":[").cut());

        assertThat(calls.failure("a/m").begun()).isTrue();
        assertThat(calls.call.attempts()).isEqualTo(1);
    }

    @Test
    void goesToTheNextRungWithItsOwnModel() {
        calls.ladder("a/m", "b/n", "c/o");
        calls.upstream.on("a/m", error(402, "Out of credit.")).on("b/n", whole("From b."));

        assertThat(calls.text("ladder/l")).isEqualTo("From b.");
        assertThat(calls.trail()).containsExactly("a/m upstream_quota_exhausted", "b/n ok");
        assertThat(calls.call.ladder()).isEqualTo("l");
        assertThat(calls.call.rung()).isEqualTo(2);
    }

    @Test
    void stopsAtARequestThatIsWrongInItself() {
        calls.ladder("a/m", "b/n");
        calls.upstream.on("a/m", error(400, "temperature is no number"));

        assertThat(calls.failure("ladder/l").kind()).isEqualTo(FailureKind.UPSTREAM_REJECTED);
        assertThat(calls.upstream.routes()).containsExactly("a/m");
    }

    @Test
    void doesNotTryTheOtherModelsOfAHostThatHasNoAddress() {
        calls.ladder("a/m", "a/n", "b/o");
        calls.with("gateway.retry.max", "0")
                .upstream
                .on("a/m", Script.unknownHost())
                .on("b/o", whole("From b."));

        assertThat(calls.text("ladder/l")).isEqualTo("From b.");
        assertThat(calls.upstream.routes()).containsExactly("a/m", "b/o");
    }

    @Test
    void doesNotAskASilentRouteTwice() {
        calls.ladder("a/m", "b/n", "a/m");
        calls.with("gateway.provider.a.timeout", "PT30S")
                .upstream
                .on("a/m", whole("Late.").after(LONG))
                .on("b/n", error(402, "Out of credit."));

        assertThat(calls.failure("ladder/l").code()).isEqualTo("ladder_exhausted");
        assertThat(calls.upstream.routes()).containsExactly("a/m", "b/n");
        assertThat(calls.took()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void saysWhichClockRanOutAndWhichSettingHoldsIt() {
        calls.with("gateway.provider.a.timeout", "PT30S")
                .upstream
                .on("a/m", whole("Late.").after(LONG));

        Failure failure = calls.failure("a/m");

        assertThat(failure.kind()).isEqualTo(FailureKind.UPSTREAM_TIMEOUT);
        assertThat(failure.message()).contains("total clock", "30 s", "gateway.provider.a.timeout");
    }

    @Test
    void givesUpWhenTheLaddersOwnTimeIsOver() {
        calls.ladder("a/m", "b/n").with("gateway.ladder.l.timeout", "PT1M");
        calls.upstream.on("a/m", whole("Late.").after(LONG)).on("b/n", whole("From b."));

        Failure failure = calls.failure("ladder/l");

        assertThat(failure.kind()).isEqualTo(FailureKind.UPSTREAM_TIMEOUT);
        assertThat(failure.message()).contains("60 s at rung 1 of 2", "gateway.ladder.l.timeout");
        assertThat(calls.upstream.routes()).containsExactly("a/m");
        assertThat(calls.took()).isEqualTo(Duration.ofMinutes(1));
        assertThat(calls.dispatch.health.states("a"))
                .as("what the ladder's clock says of the route")
                .isEmpty();
    }

    @Test
    void doesNotWaitForARetryBeyondTheEndOfTheCall() {
        calls.with("gateway.provider.a.timeout", "PT5S");
        calls.upstream.on("a/m", error(429, "Slow down.").header("Retry-After", "8"));

        assertThat(calls.failure("a/m").kind()).isEqualTo(FailureKind.UPSTREAM_RATE_LIMITED);
        assertThat(calls.took()).isZero();
    }

    @Test
    void leavesARateLimitedRungAloneForAsLongAsItAsked() {
        calls.ladder("a/m", "b/n");
        calls.upstream
                .on("a/m", error(429, "Slow down.").header("Retry-After", "90"), whole("From a."))
                .on("b/n", whole("From b."));

        assertThat(calls.text("ladder/l")).isEqualTo("From b.");
        calls.next();
        assertThat(calls.text("ladder/l")).isEqualTo("From b.");
        assertThat(calls.trail()).containsExactly("a/m upstream_resting", "b/n ok");
        calls.timer.pass(Duration.ofSeconds(91));
        assertThat(calls.text("ladder/l")).isEqualTo("From a.");
    }

    @Test
    void keepsLaddersAwayFromARouteThatIsDownUntilTheNextProbe() {
        calls.ladder("a/m", "b/n").with("gateway.retry.max", "0").with("gateway.breaker.failures", "2");
        calls.upstream.on("a/m", error(500, "Down.")).on("b/n", whole("From b."));

        for (int call = 0; call < 4; call++) {
            calls.text("ladder/l");
        }

        assertThat(calls.upstream.routes()).containsExactly("a/m", "b/n", "a/m", "b/n", "b/n", "b/n");
        calls.timer.pass(Duration.ofSeconds(11));
        calls.text("ladder/l");
        assertThat(calls.upstream.routes()).endsWith("a/m", "b/n");
    }

    @Test
    void goesToTheNextRungWhereAProviderHasNoPlaceLeft() {
        calls.ladder("a/m", "b/n").with("gateway.provider.a.max-concurrent", "1");
        calls.upstream.on("a/m", Dispatching.streamed("Hi")).on("b/n", whole("From b."));
        AnswerStream first = calls.stream("a/m");
        calls.next();

        assertThat(calls.text("ladder/l")).isEqualTo("From b.");
        assertThat(calls.trail()).containsExactly("a/m gateway_busy", "b/n ok");
        rest(first);
    }

    @Test
    void tellsWhatNoRungCouldAnswer() {
        calls.ladder("a/m", "b/n").with("gateway.provider.a.key-required", "true");
        calls.upstream.on("b/n", error(401, "Bad key."));

        Failure failure = calls.failure("ladder/l");

        assertThat(failure.code()).isEqualTo("ladder_exhausted");
        assertThat(failure.status()).isEqualTo(403);
        assertThat(calls.trail()).containsExactly("a/m provider_not_configured", "b/n upstream_auth_failed");
    }

    @Test
    void takesNoAnswerOfALadderThatNobodyCanUse() {
        calls.ladder("a/m", "b/n");
        calls.upstream.on("a/m", whole("Sure!")).on("b/n", whole("{\\\"a\\\":1}"));

        assertThat(calls.text("ladder/l", ",\"response_format\":{\"type\":\"json_object\"}"))
                .isEqualTo("{\"a\":1}");
        assertThat(calls.trail()).containsExactly("a/m unusable_answer", "b/n ok");
    }

    @Test
    void commitsAtTheFirstToken() {
        calls.upstream.on(
                "a/m",
                Script.stream(
                        "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"}}]}",
                        delta("Hi"),
                        finish(),
                        "[DONE]"));

        AnswerStream answer = calls.stream("a/m");

        assertThat(answer.isHeld()).isFalse();
        assertThat(rest(answer)).contains("assistant", "\"Hi\"", "\"stop\"");
        assertThat(calls.trail()).containsExactly("a/m ok");
    }

    @Test
    void goesToTheNextRungAsLongAsNoTokenWasSeen() {
        calls.ladder("a/m", "b/n").with("gateway.ladder.l.recovery", "first-token");
        calls.upstream
                .on(
                        "a/m",
                        Script.stream("{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"}}]}")
                                .cut())
                .on("b/n", Dispatching.streamed("From b."));

        assertThat(rest(calls.stream("ladder/l"))).contains("From b.");
        assertThat(calls.call.trail().get(0).outcome()).isEqualTo("upstream_error");
    }

    @Test
    void holdsTheAnswerOfALadderUntilItIsWhole() {
        calls.ladder("a/m", "b/n");
        calls.upstream.on("a/m", Script.stream(delta("Half")).cut()).on("b/n", Dispatching.streamed("Whole."));

        AnswerStream answer = calls.stream("ladder/l");

        assertThat(answer.isHeld()).isTrue();
        assertThat(rest(answer)).contains("Whole.", "\"stop\"").doesNotContain("Half");
        assertThat(calls.trail()).containsExactly("a/m upstream_error", "b/n ok");
    }

    @Test
    void waitsForTheFirstTokenAsLongAsItsClockSays() {
        calls.with("gateway.provider.a.first-token-timeout", "PT20S");
        calls.upstream.on("a/m", Script.stream().silence(LONG).event(delta("Late")));

        assertThat(Dispatching.failure(() -> calls.stream("a/m")).clock()).isEqualTo("first token");
        assertThat(calls.took()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void waitsBetweenTokensAsLongAsTheIdleClockSays() {
        calls.with("gateway.provider.a.idle-timeout", "PT15S");
        calls.upstream.on("a/m", Script.stream(delta("Hi")).silence(LONG).event(delta("Late")));

        AnswerStream answer = calls.stream("a/m");

        assertThatThrownBy(() -> rest(answer))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("idle");
        assertThat(calls.took()).isEqualTo(Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @CsvSource({
        "openai, text/html",
        "openai, text/plain",
        "openai, application/json",
        "openai, text/event-stream",
        "anthropic, text/html; charset=utf-8",
        "ollama, text/html",
        "kimi, text/html",
        "openrouter, text/html"
    })
    void keepsTheWordsOfAPageThatComesInsteadOfAnAnswer(String dialect, String type) {
        Dispatching of = new Dispatching(
                List.of(
                        DialectFixtures.named("anthropic"),
                        DialectFixtures.named("ollama"),
                        DialectFixtures.named("kimi"),
                        DialectFixtures.named("openrouter")),
                "a",
                "b");
        of.with("gateway.provider.a.dialect", dialect).with("gateway.provider.b.dialect", dialect);
        Script page = Script.reply(200, "<html><body><h1>504 Gateway Time-out</h1></body></html>")
                .header("Content-Type", type);
        of.upstream.on("a/m", page).on("b/m", page);

        assertThat(of.failure("a/m").message()).contains("504 Gateway Time-out");
        of.next();
        assertThat(Dispatching.failure(() -> of.stream("b/m")).message()).contains("504 Gateway Time-out");
    }

    @Test
    void asksNobodyForAClientThatIsGone() {
        calls.life.left();

        assertThat(calls.failure("a/m").kind()).isEqualTo(FailureKind.CLIENT_GONE);
        assertThat(calls.upstream.asked()).isEmpty();
    }

    @Test
    void makesNoFurtherAttemptOnceTheClientIsGone() {
        calls.ladder("a/m", "b/n");
        calls.upstream.on("a/m", Script.reply(200, "{").then(calls.life::left));

        assertThat(calls.failure("ladder/l").kind()).isEqualTo(FailureKind.CLIENT_GONE);
        assertThat(calls.upstream.routes()).containsExactly("a/m");
    }

    @Test
    void endsTheWaitForARetryWhenTheClientGoes() {
        calls.upstream.on("a/m", error(429, "Slow down.").header("Retry-After", "9"));
        calls.timer.later(Duration.ofSeconds(2).toNanos(), calls.life::left);

        assertThat(calls.failure("a/m").kind()).isEqualTo(FailureKind.CLIENT_GONE);
        assertThat(calls.took()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void readsOnForTheFiguresWhereTheProviderIsToBeDrained() {
        calls.with("gateway.provider.a.on-disconnect", "drain");
        calls.upstream.on(
                "a/m", Script.reply(200, "").then(calls.life::left).bytes(Dispatching.WHOLE.formatted("Paid.")));

        assertThat(calls.text("a/m")).isEqualTo("Paid.");
        assertThat(calls.call.usage()).isNotNull();
    }
}
