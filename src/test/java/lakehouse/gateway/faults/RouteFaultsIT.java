package lakehouse.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Faults that show only over more than one call, or only at a ladder's setting. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class RouteFaultsIT {
    private static final String LIMITED = Scripts.error("Too many requests.", "rate_limit_exceeded");

    private Bench bench;

    @BeforeAll
    void start() throws Exception {
        bench = Bench.shared();
    }

    @Test
    void waitsAsLongAsRetryAfterSays() throws Exception {
        var model = bench.newModel();
        bench.upstream().on("primary", model, Scripts.once(Scripts.always(429, LIMITED, "Retry-After: 2")));

        assertThat(bench.call("primary/" + model, false).isWholeAnswerOf("primary"))
                .isTrue();

        var asked = bench.upstream().asked("primary", model);
        assertThat(asked.get(1).arrivedAt() - asked.get(0).arrivedAt())
                .isBetween(TimeUnit.SECONDS.toNanos(2), TimeUnit.SECONDS.toNanos(5));
    }

    @Test
    void leavesARateLimitedRungAlone() throws Exception {
        var model = bench.newModel();
        bench.upstream().on("primary", model, Scripts.always(429, LIMITED));

        for (var call = 0; call < 3; call++) {
            assertThat(bench.call("ladder/" + model, false).isWholeAnswerOf("fallback"))
                    .isTrue();
        }

        assertThat(bench.upstream().asked("primary", model)).hasSize(1);
        assertThat(bench.call("primary/" + model, false).words())
                .as("who names the route still gets there")
                .isEqualTo("429 upstream_rate_limited");
    }

    @Test
    void usesANewConnectionWhenTheUpstreamClosedTheIdleOne() throws Exception {
        var model = bench.newModel();
        bench.upstream().on("primary", model, exchange -> {
            // It says that the connection stays open, and closes it once the answer is out.
            exchange.keep();
            Scripts.good(exchange);
            throw new IllegalStateException("close");
        });

        for (var call = 0; call < 5; call++) {
            var got = bench.call("primary/" + model, call % 2 == 0);
            assertThat(got.isWholeAnswerOf("primary")).as(got.words()).isTrue();
        }

        assertThat(bench.upstream().asked("primary", model)).hasSize(5);
    }

    @Test
    void asksAgainWhenAKeptConnectionIsResetInsteadOfAnAnswer() throws Exception {
        var model = bench.newModel();
        bench.upstream().on("primary", model, exchange -> {
            if (exchange.number() == 2) {
                exchange.reset();
            }
            exchange.keep();
            Scripts.good(exchange);
        });

        bench.call("primary/" + model, false);
        var got = bench.call("primary/" + model, false);

        assertThat(got.isWholeAnswerOf("primary")).as(got.words()).isTrue();
        assertThat(bench.upstream().asked("primary", model)).hasSize(3);
    }

    @Test
    void commitsAtTheFirstTokenWhereALadderSaysSo() throws Exception {
        var model = "eager-cut";
        bench.upstream()
                .on(
                        "primary",
                        model,
                        exchange -> exchange.stream().event(Scripts.role(exchange), Scripts.delta(exchange, "The ")));

        var got = bench.call("ladder/" + model, true);

        assertThat(got.words()).isEqualTo("part, then error event upstream_error");
        assertThat(bench.upstream().asked("fallback", model)).isEmpty();
    }

    @Test
    void rescuesBeforeTheFirstTokenInThatLadderToo() throws Exception {
        var model = "eager-rescue";
        bench.upstream().on("primary", model, exchange -> exchange.stream().event(Scripts.role(exchange)));

        var got = bench.call("ladder/" + model, true);

        assertThat(got.words()).isEqualTo("whole answer of fallback");
    }

    @Test
    void tellsTheMostTellingFailureAndTheTrailWhenAllRungsFail() throws Exception {
        var model = bench.newModel();
        bench.upstream().on("primary", model, Scripts.always(402, Scripts.error("Insufficient credits.", "c")));
        bench.upstream().on("fallback", model, Scripts.always(503, Scripts.error("Down.", "down")));

        var got = bench.call("ladder/" + model, false);

        assertThat(got.words()).isEqualTo("503 ladder_exhausted");
        var error = got.error();
        assertThat(error).isNotNull();
        assertThat(error.getString("message"))
                .startsWith("No rung of the ladder")
                .contains("Insufficient credits.");
        assertThat(error.getJsonArray("trail").getValuesAs(JsonObject.class))
                .extracting(attempt -> attempt.getString("provider") + " " + attempt.getString("code"))
                .containsExactly(
                        "primary upstream_quota_exhausted", "fallback upstream_error", "fallback upstream_error");
        assertThat(got.response().headers().firstValue("x-should-retry")).contains("false");
        assertThat(got.response().headers().firstValue("x-gateway-ladder")).contains(model);
        assertThat(got.response().headers().firstValue("x-gateway-attempts")).contains("3");
    }

    @Test
    void asksAHostWithoutAnAddressForNoOtherModel() throws Exception {
        var got = bench.call("ladder/nowhere", false);

        assertThat(got.isWholeAnswerOf("fallback")).as(got.words()).isTrue();
        assertThat(bench.attempts(got).getValuesAs(JsonObject.class))
                .extracting(attempt -> attempt.getString("provider") + "/" + attempt.getString("model"))
                .contains("nameless/a", "fallback/nowhere")
                .doesNotContain("nameless/b", "nameless/c");
    }

    @Test
    void saysAtOnceThatALadderHasNoKeyAtAll() throws Exception {
        var got = bench.call("ladder/keyless", true);

        assertThat(got.words()).isEqualTo("403 ladder_exhausted");
        assertThat(String.valueOf(got.error())).contains("2 rungs: Provider keyless has no key");
        assertThat(got.response().headers().firstValue("Retry-After")).isEmpty();
        assertThat(bench.upstream().asked("keyless")).isZero();
    }

    @Test
    void refusesALadderThatNamesAnExplicitOnlyProvider() throws Exception {
        var before = bench.upstream().asked("kimi");

        var got = bench.call("ladder/broken", false);

        assertThat(got.words()).isEqualTo("403 provider_not_configured");
        assertThat(String.valueOf(got.error())).contains("kimi is explicit-only");
        assertThat(bench.upstream().asked("kimi")).isEqualTo(before);
        assertThat(bench.get("v1/models").toString()).contains("ladder/f0").doesNotContain("ladder/broken");
    }

    @Test
    void showsOnlyTheCallsThatThereWere() throws Exception {
        assertThat(bench.get("v1/calls/req_unknown").toString()).contains("not_found");
    }
}
