package lakehouse.gateway.chat;

import java.time.Duration;
import java.util.stream.Stream;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.routing.Ladder;
import lakehouse.gateway.routing.Plan;
import lakehouse.gateway.routing.Route;
import lakehouse.gateway.upstream.Clock;
import org.jspecify.annotations.Nullable;

/** Says of a clock that ran out how long it was, and which setting holds it. */
final class TimeoutWords {
    private TimeoutWords() {}

    /**
     * The same failure with its clock's length and setting, where a clock is what ran out.
     *
     * @param stream whether the answer was to be a stream: for one in one piece the total clock is the only one
     */
    static GatewayException told(GatewayException error, Plan plan, Route route, boolean stream) {
        Failure failure = error.failure();
        String said =
                failure.kind() == FailureKind.UPSTREAM_TIMEOUT ? words(failure.clock(), plan, route, stream) : null;
        return said == null
                ? error
                : new Failure(
                                failure.kind(),
                                failure.message() + said,
                                failure.param(),
                                failure.provider(),
                                failure.evidence(),
                                failure.clock())
                        .exception();
    }

    private static @Nullable String words(@Nullable String name, Plan plan, Route route, boolean stream) {
        Clock clock = Stream.of(Clock.CONNECT, Clock.FIRST_TOKEN, Clock.IDLE, Clock.TOTAL)
                .filter(known -> known.words().equals(name))
                .findFirst()
                .orElse(null);
        if (clock == null) {
            return null;
        }
        Clock set = stream || clock == Clock.CONNECT ? clock : Clock.TOTAL;
        return " It is " + seconds(plan.clocks(route).of(set)) + "; "
                + key(set, plan.ladder(), route.provider().id()) + " sets it.";
    }

    private static String key(Clock clock, @Nullable Ladder ladder, String provider) {
        return switch (clock) {
            case CONNECT ->
                ladder != null && ladder.connect() != null
                        ? Setting.LADDER_CONNECT_TIMEOUT.key(ladder.name())
                        : Setting.PROVIDER_CONNECT_TIMEOUT.key(provider);
            case FIRST_TOKEN ->
                ladder != null && ladder.firstToken() != null
                        ? Setting.LADDER_FIRST_TOKEN_TIMEOUT.key(ladder.name())
                        : Setting.PROVIDER_FIRST_TOKEN_TIMEOUT.key(provider);
            case IDLE ->
                ladder != null && ladder.idle() != null
                        ? Setting.LADDER_IDLE_TIMEOUT.key(ladder.name())
                        : Setting.PROVIDER_IDLE_TIMEOUT.key(provider);
            default -> Setting.PROVIDER_TIMEOUT.key(provider);
        };
    }

    /** A time as people read it, such as {@code 1.5 s}. */
    static String seconds(Duration time) {
        long millis = time.toMillis();
        return (millis % 1000 == 0 ? Long.toString(millis / 1000) : Double.toString(millis / 1000.0)) + " s";
    }
}
