package lakehouse.gateway.chat;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import lakehouse.gateway.config.Cached;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.ledger.CallLog;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.routing.Plan;
import lakehouse.gateway.routing.ProviderOutcomes;
import lakehouse.gateway.routing.Route;
import lakehouse.gateway.routing.RouteHealth;
import lakehouse.gateway.routing.RouteResolver;
import lakehouse.gateway.threads.Timer;
import lakehouse.gateway.upstream.Cancellation;
import lakehouse.gateway.upstream.RetryAfter;
import lakehouse.gateway.upstream.Upstream;

/** Runs the attempts of a call until one answers: retries on a route, then the next rung, then an honest failure. */
@Shared
public class ChatDispatch {
    /** How long a ladder leaves a route alone that was rate limited and did not say for how long. */
    private static final Duration COOLING = Duration.ofSeconds(10);

    private static final Duration LONGEST_COOLING = Duration.ofMinutes(5);

    @Inject
    RouteResolver routes;

    @Inject
    RouteHealth health;

    @Inject
    Admission admission;

    @Inject
    Upstream upstream;

    @Inject
    ProviderOutcomes outcomes;

    @Inject
    CallLog log;

    @Inject
    Settings settings;

    @Inject
    Timer timer;

    private final Cached<RetryRule> retries = new Cached<>(Duration.ofSeconds(1), () -> RetryRule.read(settings));

    /**
     * Gets an answer up to the commit point.
     *
     * @throws GatewayException when no attempt answered
     */
    Answer dispatch(ChatRequest request, Call call, Cancellation cancellation) {
        Plan plan = routes.plan(request.selector(), request.model());
        if (plan.ladder() != null) {
            call.climbs(plan.ladder().name());
        }
        long deadline = call.startedAt() + plan.totalNanos();
        Set<String> silent = new HashSet<>();
        Map<String, Failure> unresolved = new HashMap<>();
        LadderReport report = new LadderReport();
        for (int rung = 0; rung < plan.rungs().size(); rung++) {
            String name = plan.rungs().get(rung);
            if (silent.contains(name)) {
                continue;
            }
            Failure known = unresolved.get(provider(name));
            if (known != null) {
                // The next model of a host without an address has none either.
                report.failed(name, known);
                continue;
            }
            try {
                return climb(plan, rung, request, call, deadline, cancellation);
            } catch (GatewayException e) {
                Failure failure = e.failure();
                report.failed(name, failure);
                if (plan.ladder() == null || failure.kind().again() == FailureKind.Again.NEVER) {
                    throw e;
                }
                if (timer.now() - deadline >= 0) {
                    throw Failures.outOfTime(plan.ladder(), rung + 1, report.telling())
                            .exception();
                }
                if (failure.kind() == FailureKind.UPSTREAM_HOST_UNKNOWN) {
                    unresolved.put(provider(name), failure);
                }
                if (failure.kind() == FailureKind.UPSTREAM_TIMEOUT) {
                    silent.add(name);
                }
            }
        }
        if (plan.ladder() == null) {
            throw report.telling().exception();
        }
        throw report.exhausted(plan.ladder()).exception();
    }

    private static String provider(String rung) {
        return rung.substring(0, rung.indexOf('/'));
    }

    private Answer climb(
            Plan plan, int rung, ChatRequest request, Call call, long deadline, Cancellation cancellation) {
        Route route = route(plan, rung, call);
        RetryRule rule = retries.get();
        enter(route, plan, call);
        for (int made = 0; ; made++) {
            try {
                return attempt(plan, route, request, call, deadline, cancellation);
            } catch (GatewayException e) {
                Duration wait = rule.waitBefore(e.failure(), made);
                if (wait == null || health.isResting(route) || timer.now() + wait.toNanos() - deadline >= 0) {
                    coolIfRateLimited(route, e.failure());
                    throw e;
                }
                if (!cancellation.await(wait, timer)) {
                    throw gone();
                }
            }
        }
    }

    private Route route(Plan plan, int rung, Call call) {
        if (plan.first() != null) {
            call.routed(plan.first().provider().id(), plan.first().model(), 0);
            return plan.first();
        }
        String name = plan.rungs().get(rung);
        int slash = name.indexOf('/');
        call.routed(name.substring(0, slash), name.substring(slash + 1), rung + 1);
        try {
            Route route = routes.rung(name);
            if (route.provider().settings().explicitOnly()) {
                // Checked when the ladder was read; checked again where it counts.
                throw Failure.at(
                                FailureKind.PROVIDER_NOT_CONFIGURED,
                                route.provider().id(),
                                name + " is explicit-only.")
                        .exception();
            }
            return route;
        } catch (GatewayException e) {
            call.passedOver(e.failure());
            throw e;
        }
    }

    private void enter(Route route, Plan plan, Call call) {
        try {
            health.enter(route, plan.ladder() != null);
        } catch (GatewayException e) {
            call.passedOver(e.failure());
            throw e;
        }
    }

    private Answer attempt(
            Plan plan, Route route, ChatRequest request, Call call, long deadline, Cancellation cancellation) {
        if (cancellation.isCancelled()) {
            health.failed(route, gone().failure());
            throw gone();
        }
        RunningAttempt running = new RunningAttempt(
                call,
                route,
                health,
                outcomes,
                log,
                place(route, call),
                failure -> TimeoutWords.told(failure, plan, route, request.stream()));
        try {
            Answer answer = new Attempt(plan, request, running).send(upstream, deadline, cancellation);
            if (answer instanceof Answer.Whole whole) {
                running.answered(whole.document().value("usage") instanceof JsonObject usage ? usage : null);
            } else if (answer instanceof Answer.Held held) {
                running.answered(held.usage());
            }
            return answer;
        } catch (GatewayException e) {
            GatewayException known = cancellation.isCancelled() ? gone() : running.told(e);
            if (timer.now() - deadline >= 0 && plan.ladder() != null) {
                running.cutShort(known.failure());
            } else {
                running.failed(known.failure());
            }
            throw known;
        } catch (RuntimeException | Error e) {
            running.failed(Failure.of(FailureKind.INTERNAL_ERROR, "The gateway itself failed."));
            throw e;
        }
    }

    private Runnable place(Route route, Call call) {
        try {
            return admission.provider(
                    route.provider().id(), route.provider().settings().maxConcurrent());
        } catch (GatewayException e) {
            health.failed(route, e.failure());
            call.passedOver(e.failure());
            throw e;
        }
    }

    private void coolIfRateLimited(Route route, Failure failure) {
        boolean limited = failure.kind() == FailureKind.UPSTREAM_RATE_LIMITED
                || failure.kind() == FailureKind.UPSTREAM_OVERLOADED;
        if (limited && failure.evidence() != null) {
            Duration asked = RetryAfter.asked(failure.evidence(), timer.instant());
            Duration time = asked == null ? COOLING : asked;
            health.cool(route, time.compareTo(LONGEST_COOLING) > 0 ? LONGEST_COOLING : time);
        }
    }

    private static GatewayException gone() {
        return Failure.of(FailureKind.CLIENT_GONE, "The client went away before the answer was there.")
                .exception();
    }
}
