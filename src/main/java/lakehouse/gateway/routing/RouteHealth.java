package lakehouse.gateway.routing;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.threads.Timer;
import org.jspecify.annotations.Nullable;

/** The breakers of all routes. A breaker belongs to provider and model: one model may be down while another works. */
@Shared
public class RouteHealth {
    /** Models come from callers, so the number of breakers must not grow without bound. */
    private static final int MAX_ROUTES = 10_000;

    @Inject
    Settings settings;

    @Inject
    Timer timer;

    private final Map<String, RouteBreaker> breakers = new ConcurrentHashMap<>();

    private int threshold() {
        return settings.ofCalls().get(Setting.BREAKER_FAILURES);
    }

    private Duration probeInterval() {
        return settings.ofCalls().get(Setting.BREAKER_PROBE_INTERVAL);
    }

    /**
     * Asks to send a request to a route. A call that names its route may always: nobody else can answer it, and refusing it
     * after the provider recovered would be a failure of the gateway's own. It is not retried while the breaker is open.
     *
     * @param onLadder whether other routes can answer instead
     * @throws lakehouse.gateway.failure.GatewayException when the route is resting
     */
    public void enter(Route route, boolean onLadder) {
        if (!onLadder) {
            return;
        }
        RouteBreaker breaker = breaker(route);
        if (breaker.isCooling(timer.now()) || !breaker.enter(threshold(), probeInterval(), timer.now())) {
            throw Failure.at(
                            FailureKind.ROUTE_RESTING,
                            route.provider().id(),
                            "Provider " + route.provider().id() + " failed repeatedly with " + route.model()
                                    + " or asked for a pause, so it is left alone for some seconds. GET /v1/providers"
                                    + " shows its last outcome.")
                    .exception();
        }
    }

    /** Whether the breaker of a route is open, so that a call already there should not ask again. */
    public boolean isResting(Route route) {
        RouteBreaker breaker = known(route);
        return breaker != null && breaker.isOpen(threshold());
    }

    /** Notes that a route shows the first token of an answer. */
    public void answering(Route route) {
        RouteBreaker breaker = known(route);
        if (breaker != null) {
            breaker.answering(threshold());
        }
    }

    /** Notes that a route answered. */
    public void worked(Route route) {
        RouteBreaker breaker = known(route);
        if (breaker != null) {
            breaker.worked();
        }
    }

    /** Notes that an attempt at a route failed. */
    public void failed(Route route, Failure failure) {
        switch (failure.kind().verdict()) {
            case DOWN -> breaker(route).failed(threshold(), probeInterval(), timer.now());
            case ALIVE -> worked(route);
            case NOTHING -> unknown(route);
        }
    }

    /** Notes that nothing was learned of a route that was entered. */
    public void unknown(Route route) {
        RouteBreaker breaker = known(route);
        if (breaker != null) {
            breaker.unknown();
        }
    }

    /** Leaves a route alone for a while. */
    public void cool(Route route, Duration time) {
        breaker(route).cool(time, timer.now());
    }

    /** State of the routes of a provider that are not plainly well, by model. */
    public Map<String, String> states(String provider) {
        Map<String, String> states = new TreeMap<>();
        String prefix = provider + "/";
        breakers.forEach((route, breaker) -> {
            String state = breaker.state(threshold(), timer.now());
            if (route.startsWith(prefix) && !state.equals("closed")) {
                states.put(route.substring(prefix.length()), state);
            }
        });
        return states;
    }

    /** Most calls name routes that are well, and leave no trace here. */
    private @Nullable RouteBreaker known(Route route) {
        return breakers.get(key(route));
    }

    private RouteBreaker breaker(Route route) {
        if (breakers.size() >= MAX_ROUTES) {
            makeRoom();
        }
        return breakers.computeIfAbsent(key(route), key -> new RouteBreaker());
    }

    private void makeRoom() {
        int threshold = threshold();
        breakers.values()
                .removeIf(breaker -> breaker.state(threshold, timer.now()).equals("closed"));
        // Of a provider that is down for long, all are open. Any may go: it opens again after some calls.
        Iterator<String> all = breakers.keySet().iterator();
        while (breakers.size() >= MAX_ROUTES - MAX_ROUTES / 10 && all.hasNext()) {
            all.next();
            all.remove();
        }
    }

    private static String key(Route route) {
        return route.provider().id() + "/" + route.model();
    }
}
