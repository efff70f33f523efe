package lakehouse.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.threads.VirtualTimer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RouteHealthTest {
    private final MapSettings values = MapSettings.withProvider("p")
            .set("gateway.breaker.failures", "2")
            .set("gateway.breaker.probe-interval", "PT1H");
    private final RouteHealth health = new RouteHealth();
    private final Route route =
            RoutingFixture.resolver(values.settings(), "openai").rung("p/m");
    private final Route other =
            RoutingFixture.resolver(values.settings(), "openai").rung("p/n");

    @BeforeEach
    void configure() {
        health.settings = values.settings();
        health.timer = new VirtualTimer();
    }

    @Test
    void keepsLaddersAwayFromARouteThatFailedRepeatedly() {
        fail(FailureKind.UPSTREAM_TIMEOUT, 2);

        assertThat(refusal(route)).isEqualTo(FailureKind.ROUTE_RESTING);
        assertThat(health.isResting(route)).isTrue();
        assertThat(health.states("p")).containsEntry("m", "open");
    }

    @Test
    void letsACallThatNamesItThrough() {
        fail(FailureKind.UPSTREAM_TIMEOUT, 2);

        health.enter(route, false);
    }

    @Test
    void leavesOtherModelsOfTheProviderAlone() {
        fail(FailureKind.UPSTREAM_ERROR, 2);

        assertThat(refusal(other)).isNull();
        assertThat(health.states("p")).containsOnlyKeys("m");
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "UPSTREAM_REJECTED",
                "UPSTREAM_LACKS",
                "CONTEXT_LENGTH_EXCEEDED",
                "CONTENT_FILTER",
                "UPSTREAM_AUTH_FAILED",
                "UPSTREAM_QUOTA_EXHAUSTED",
                "UPSTREAM_RATE_LIMITED",
                "UNUSABLE_ANSWER"
            })
    void takesTheCallersOwnFaultsForSignsOfLife(FailureKind kind) {
        fail(FailureKind.UPSTREAM_ERROR, 1);
        fail(kind, 5);
        fail(FailureKind.UPSTREAM_ERROR, 1);

        assertThat(refusal(route)).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"CLIENT_GONE", "GATEWAY_BUSY", "INTERNAL_ERROR"})
    void learnsNothingFromWhatTheRouteHadNoPartIn(FailureKind kind) {
        fail(FailureKind.UPSTREAM_ERROR, 1);
        fail(kind, 5);
        assertThat(refusal(route)).isNull();

        fail(FailureKind.UPSTREAM_ERROR, 1);
        assertThat(refusal(route)).isEqualTo(FailureKind.ROUTE_RESTING);
    }

    @Test
    void closesAtTheFirstToken() {
        fail(FailureKind.UPSTREAM_ERROR, 2);
        health.answering(route);

        assertThat(refusal(route)).isNull();
        assertThat(health.states("p")).isEmpty();
    }

    @Test
    void leavesACoolingRouteAloneOnLaddersOnly() {
        health.cool(route, Duration.ofHours(1));

        assertThat(refusal(route)).isEqualTo(FailureKind.ROUTE_RESTING);
        health.enter(route, false);
        assertThat(health.states("p")).containsEntry("m", "cooling");
    }

    private void fail(FailureKind kind, int times) {
        for (int i = 0; i < times; i++) {
            health.failed(route, Failure.at(kind, "p", "It failed."));
        }
    }

    private @Nullable FailureKind refusal(Route wanted) {
        GatewayException refused = catchThrowableOfType(GatewayException.class, () -> health.enter(wanted, true));
        return refused == null ? null : refused.failure().kind();
    }
}
