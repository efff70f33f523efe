package lakehouse.gateway.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.routing.Plan;
import lakehouse.gateway.routing.Route;
import lakehouse.gateway.upstream.Upstream;
import org.jspecify.annotations.Nullable;

/** The attempts of one call, one after the other. What is done after a failure, {@link Recovery} says. For one thread. */
final class Attempts<T> {
    private final Dispatch dispatch;
    private final Plan plan;
    private final Inquiry inquiry;
    private final CallLife life;
    private final Asking<T> asking;
    private final long deadline;
    private final List<Recovery.Failed> failed = new ArrayList<>();
    private int rung;
    private int retries;

    /** The route of the rung that is tried; null before it is found, and where it cannot be asked. */
    private @Nullable Route route;

    /** What an attempt is asked for. */
    interface Asking<T> {
        T ask(Attempt attempt, Upstream upstream, long deadline);
    }

    Attempts(Dispatch dispatch, Plan plan, Inquiry inquiry, CallLife life, Asking<T> asking) {
        this.dispatch = dispatch;
        this.plan = plan;
        this.inquiry = inquiry;
        this.life = life;
        this.asking = asking;
        deadline = call().startedAt() + plan.totalNanos();
    }

    private Call call() {
        return life.call();
    }

    /** @throws GatewayException when none answered */
    T untilOneAnswers() {
        if (plan.ladder() != null) {
            call().climbs(plan.ladder().name());
        }
        while (true) {
            try {
                return attempt(route == null ? enter() : route);
            } catch (GatewayException e) {
                goOn(e.failure());
            }
        }
    }

    private Route enter() {
        Route found = find();
        try {
            dispatch.health.enter(found, plan.ladder() != null);
        } catch (GatewayException e) {
            call().passedOver(e.failure());
            throw e;
        }
        route = found;
        return found;
    }

    private Route find() {
        if (plan.first() != null) {
            call().routed(plan.first().provider().id(), plan.first().model(), 0);
            return plan.first();
        }
        String name = plan.rungs().get(rung);
        int slash = name.indexOf('/');
        call().routed(name.substring(0, slash), name.substring(slash + 1), rung + 1);
        try {
            Route found = dispatch.routes.rung(name);
            if (found.provider().settings().explicitOnly()) {
                // Checked when the ladder was read; checked again where it counts.
                throw Failure.at(
                                FailureKind.PROVIDER_NOT_CONFIGURED,
                                found.provider().id(),
                                name + " is explicit-only.")
                        .exception();
            }
            return found;
        } catch (GatewayException e) {
            call().passedOver(e.failure());
            throw e;
        }
    }

    private T attempt(Route to) {
        if (life.cancellation().isCancelled()) {
            dispatch.health.unknown(to);
            throw gone().exception();
        }
        RunningAttempt running = new RunningAttempt(life, to, dispatch.health, place(to));
        TimeoutWords words = new TimeoutWords(plan, to, inquiry.stream());
        try {
            return asking.ask(new Attempt(plan, inquiry, running, words), dispatch.upstream, deadline);
        } catch (GatewayException e) {
            Failure failure = life.cancellation().isCancelled() ? gone() : words.told(e.failure());
            if (left().isNegative() && plan.ladder() != null) {
                running.cutShort(failure);
            } else {
                running.failed(failure);
            }
            throw failure.exception();
        } catch (RuntimeException | Error e) {
            running.failed(Failure.of(FailureKind.INTERNAL_ERROR, "The gateway itself failed."));
            throw e;
        }
    }

    private Runnable place(Route to) {
        try {
            return dispatch.admission.provider(
                    to.provider().id(), to.provider().settings().maxConcurrent());
        } catch (GatewayException e) {
            dispatch.health.unknown(to);
            call().passedOver(e.failure());
            throw e;
        }
    }

    private Duration left() {
        return Duration.ofNanos(deadline - dispatch.timer.now());
    }

    private void goOn(Failure failure) {
        boolean resting = route != null && dispatch.health.isResting(route);
        var history =
                new Recovery.History(plan.ladder(), rung, failed, retries, resting, left(), dispatch.timer.instant());
        Recovery.Step step = dispatch.recovery().after(failure, history, ThreadLocalRandom.current());
        if (step instanceof Recovery.Step.Retry retry) {
            if (!life.cancellation().await(retry.delay(), dispatch.timer)) {
                throw gone().exception();
            }
            retries++;
            return;
        }
        cool(failure);
        if (step instanceof Recovery.Step.GiveUp end) {
            throw end.told().exception();
        }
        failed.add(new Recovery.Failed(plan.rungs().get(rung), failure));
        rung = ((Recovery.Step.NextRung) step).rung();
        retries = 0;
        route = null;
    }

    private void cool(Failure failure) {
        Duration time = Recovery.cooling(failure, dispatch.timer.instant());
        if (route != null && !time.isZero()) {
            dispatch.health.cool(route, time);
        }
    }

    private static Failure gone() {
        return Failure.of(FailureKind.CLIENT_GONE, "The client went away before the answer was there.");
    }
}
