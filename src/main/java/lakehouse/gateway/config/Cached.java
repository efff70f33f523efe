package lakehouse.gateway.config;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import lakehouse.gateway.platform.PlatformThreads;
import org.jspecify.annotations.Nullable;

/**
 * A value made from settings and made anew when it is older than a moment, so that a change in the server's console or an
 * env file takes effect without a redeploy. Only the first readers wait for one another; later ones go on with the old
 * value while one of them makes the new one.
 */
public final class Cached<T> {
    private record Held<T>(T value, long madeAt) {}

    private final Supplier<T> maker;
    private final long maxAge;
    private final LongSupplier nanos;

    /**
     * Held by the one reader that makes the value. Payara takes a lock and asks a dozen sources for each setting, some twice:
     * a thousand first calls that all read the whole configuration kept one another busy for minutes.
     */
    private final ReentrantLock making = new ReentrantLock();

    private volatile @Nullable Held<T> held;

    /**
     * Begins without a value.
     *
     * @param maker makes the value; when it throws, nothing is kept. A value that is there already then stays, unless it is
     *     the setting that is wrong: a server that stops cannot be asked any more, and calls still have to end
     */
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
        if (known == null) {
            return first();
        }
        if (isFresh(known) || !making.tryLock()) {
            return known.value();
        }
        try {
            return make();
        } catch (InvalidSettingException e) {
            throw e;
        } catch (RuntimeException e) {
            return known.value();
        } finally {
            making.unlock();
        }
    }

    private T first() {
        making.lock();
        try {
            Held<T> known = held;
            return known == null ? make() : known.value();
        } finally {
            making.unlock();
        }
    }

    private boolean isFresh(Held<T> known) {
        return nanos.getAsLong() - known.madeAt() < maxAge;
    }

    private T make() {
        long now = nanos.getAsLong();
        Held<T> made = new Held<>(PlatformThreads.call(maker), now);
        held = made;
        return made.value();
    }
}
