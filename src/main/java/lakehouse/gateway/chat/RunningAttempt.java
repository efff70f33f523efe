package lakehouse.gateway.chat;

import jakarta.json.JsonObject;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.ledger.CallLog;
import lakehouse.gateway.routing.ProviderOutcomes;
import lakehouse.gateway.routing.Route;
import lakehouse.gateway.routing.RouteHealth;
import org.jspecify.annotations.Nullable;

/** An attempt from its start to its end, which is noted once: in ledger, log, breaker and the provider's last outcome. */
final class RunningAttempt {
    private final Call call;
    private final Route route;
    private final RouteHealth health;
    private final ProviderOutcomes outcomes;
    private final CallLog log;
    private final Runnable leave;
    private final UnaryOperator<GatewayException> words;
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * @param leave gives the provider's place back
     * @param words makes a failure say all that is known of its cause
     */
    RunningAttempt(
            Call call,
            Route route,
            RouteHealth health,
            ProviderOutcomes outcomes,
            CallLog log,
            Runnable leave,
            UnaryOperator<GatewayException> words) {
        this.words = words;
        this.call = call;
        this.route = route;
        this.health = health;
        this.outcomes = outcomes;
        this.log = log;
        this.leave = leave;
        call.attempted();
    }

    /** The provider began to answer, and said this of its rate limits. */
    void limits(Map<String, String> limits) {
        call.limits(limits);
    }

    /** The first token is there. */
    void answering() {
        health.answering(route);
    }

    /**
     * The answer came to its end.
     *
     * @param usage the vendor's figures; null when it gave none
     */
    void answered(@Nullable JsonObject usage) {
        if (end()) {
            health.worked(route);
            outcomes.record(route.provider().id(), "ok");
            call.attemptAnswered(usage);
        }
    }

    /** The attempt failed, before or after the commit point. */
    void failed(Failure failure) {
        failed(failure, () -> health.failed(route, failure));
    }

    /** The call's own time was over, which says nothing about the route: it may just have been asked. */
    void cutShort(Failure failure) {
        failed(failure, () -> health.unknown(route));
    }

    private void failed(Failure failure, Runnable verdict) {
        if (end()) {
            verdict.run();
            outcomes.record(route.provider().id(), failure.kind().code());
            call.attemptFailed(failure);
            log.attemptFailed(call, failure);
        }
    }

    private boolean end() {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            leave.run();
        }
        return first;
    }

    /** A failure of this attempt in full words. */
    GatewayException told(GatewayException failure) {
        return words.apply(failure);
    }

    /** The route asked. */
    Route route() {
        return route;
    }
}
