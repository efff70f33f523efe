package lakehouse.gateway.dispatch;

import java.time.Duration;
import java.util.stream.Stream;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.routing.Ladder;
import lakehouse.gateway.routing.Plan;
import lakehouse.gateway.routing.Route;
import lakehouse.gateway.upstream.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Says of a clock that ran out how long it was, and which setting holds it.
 *
 * @param stream whether the answer was to be a stream: for one in one piece the total clock is the only one
 */
record TimeoutWords(Plan plan, Route route, boolean stream) {
    /** The same failure with its clock's length and setting, where a clock is what ran out. */
    Failure told(Failure failure) {
        String said = failure.kind() == FailureKind.UPSTREAM_TIMEOUT ? words(failure.clock()) : null;
        return said == null ? failure : failure.withMessage(failure.message() + said);
    }

    private @Nullable String words(@Nullable String name) {
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
