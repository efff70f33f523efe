package lakehouse.gateway.threads;

import java.time.Instant;

/** What time it is. All clocks of a call go by it, so that tests can make time pass. */
public interface Time {
    /** The system's. */
    Time SYSTEM = new Time() {
        @Override
        public long now() {
            return System.nanoTime();
        }

        @Override
        public Instant instant() {
            return Instant.now();
        }
    };

    /** Now, in {@link System#nanoTime()} terms. */
    long now();

    /** The time of day. */
    Instant instant();
}
