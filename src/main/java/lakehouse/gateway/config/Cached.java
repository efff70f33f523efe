package lakehouse.gateway.config;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value made from settings and made anew when it is older than a moment, so that a change in the server's console or an
 * env file takes effect without a redeploy. Readers never wait for one another.
 */
public final class Cached<T> {
    private record Held<T>(T value, long madeAt) {}

    private final Supplier<T> maker;
    private final long maxAge;
    private final LongSupplier nanos;
    private final AtomicBoolean making = new AtomicBoolean();
    private volatile @Nullable Held<T> held;

    /** @param maker makes the value; may throw, then nothing is kept */
    public Cached(Duration maxAge, Supplier<T> maker) {
        this(maxAge, maker, System::nanoTime);
    }

    Cached(Duration maxAge, Supplier<T> maker, LongSupplier nanos) {
        this.maxAge = maxAge.toNanos();
        this.maker = maker;
        this.nanos = nanos;
    }

    /** The value, at most the maximum age old, plus the time it takes to make. */
    public T get() {
        Held<T> known = held;
        long now = nanos.getAsLong();
        if (known == null) {
            return make(now);
        }
        if (now - known.madeAt() < maxAge || !making.compareAndSet(false, true)) {
            return known.value();
        }
        // One reader makes it anew: a server may ask all its sources for each setting, which many at once would stall.
        try {
            return make(now);
        } finally {
            making.set(false);
        }
    }

    private T make(long now) {
        Held<T> made = new Held<>(maker.get(), now);
        held = made;
        return made.value();
    }
}
