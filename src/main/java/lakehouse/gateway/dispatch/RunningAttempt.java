package lakehouse.gateway.dispatch;

import java.util.Map;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.form.Usage;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.routing.Route;
import lakehouse.gateway.routing.RouteHealth;
import org.jspecify.annotations.Nullable;

/**
 * An attempt from its start to its end, which is noted in the call, told to its observers, and held for or against the route.
 * Belongs to the thread of the call, which ends it once.
 */
final class RunningAttempt {
    private final CallLife life;
    private final Route route;
    private final RouteHealth health;
    private final Runnable leave;
    private boolean over;

    /** @param leave gives the provider's place back */
    RunningAttempt(CallLife life, Route route, RouteHealth health, Runnable leave) {
        this.life = life;
        this.route = route;
        this.health = health;
        this.leave = leave;
        call().attempted();
        life.observers().attempting(call());
    }

    /** The route asked. */
    Route route() {
        return route;
    }

    /** The life of the call. */
    CallLife life() {
        return life;
    }

    private Call call() {
        return life.call();
    }

    /** The provider began to answer, and said this of its rate limits. */
    void limits(Map<String, String> limits) {
        call().limits(limits);
    }

    /** The first token is there. */
    void answering() {
        health.answering(route);
    }

    /**
     * The answer came to its end.
     *
     * @param usage what it used; null when the vendor did not say
     */
    void answered(@Nullable Usage usage) {
        end();
        health.worked(route);
        call().attemptAnswered(usage);
        life.observers().attempted(call(), null);
    }

    /** The attempt failed, before or after the commit point. */
    void failed(Failure failure) {
        end();
        health.failed(route, failure);
        note(failure);
    }

    /** The call's own time was over, which says nothing about the route: it may just have been asked. */
    void cutShort(Failure failure) {
        end();
        health.unknown(route);
        note(failure);
    }

    private void note(Failure failure) {
        call().attemptFailed(failure);
        life.observers().attempted(call(), failure);
    }

    private void end() {
        if (over) {
            throw new IllegalStateException("An attempt ends once.");
        }
        over = true;
        leave.run();
    }
}
