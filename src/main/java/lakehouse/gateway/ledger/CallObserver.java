package lakehouse.gateway.ledger;

import lakehouse.gateway.failure.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Learns what becomes of calls. A CDI bean; all that there are get each event once, in the order of the events of a call. It
 * runs on the thread of the call: what takes time, or may fail, belongs on another.
 */
public interface CallObserver {
    /** A request leaves for a provider. */
    default void attempting(CallRecord call) {}

    /**
     * An attempt has ended.
     *
     * @param attempt the last of the call's trail
     * @param failure why it gave no whole answer; null when it gave one
     */
    default void attempted(CallRecord call, AttemptRecord attempt, @Nullable Failure failure) {}

    /**
     * A call has ended.
     *
     * @param failure why it has no whole answer; null when it has one, or when its client left
     */
    default void ended(CallRecord call, @Nullable Failure failure) {}
}
