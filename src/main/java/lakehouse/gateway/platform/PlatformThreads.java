package lakehouse.gateway.platform;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * Threads of the operating system, for work that goes deep into the server: reading its configuration, its REST client.
 * Such work waits for monitors of the server and loads classes. A virtual thread that waits while a class is loaded keeps
 * its carrier (JEP 491, "Future Work"). When all carriers wait so for a monitor whose next owner is a virtual thread
 * without one, every call stands still for good: seen with Payara 6.2025.10 on Java 25 and two cores.
 */
public final class PlatformThreads {
    /** Nothing that runs here runs for every call: each provider's list of models, questions of operators. */
    private static final int MOST = 200;

    private static final @Nullable MethodHandle IS_VIRTUAL = isVirtualMethod();
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Each thread ends when it has had nothing to do for a while, so none outlives the application for long. */
    private static final ThreadPoolExecutor POOL =
            new ThreadPoolExecutor(0, MOST, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), PlatformThreads::thread);

    private PlatformThreads() {}

    private static @Nullable MethodHandle isVirtualMethod() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            // A Java without virtual threads.
            return null;
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "gateway-platform-" + COUNT.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Does the work on a platform thread, and waits for it. On a platform thread it is done at once.
     *
     * @throws lakehouse.gateway.failure.GatewayException when all threads are busy
     */
    public static <T> T call(Supplier<T> work) {
        if (!onVirtualThread()) {
            return work.get();
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        execute(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw e;
        }
    }

    /**
     * Starts the work, with the class loader of the caller: servers find an application's configuration by it.
     *
     * @throws lakehouse.gateway.failure.GatewayException when all threads are busy
     */
    public static void execute(Runnable work) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            POOL.execute(() -> {
                Thread.currentThread().setContextClassLoader(loader);
                try {
                    work.run();
                } finally {
                    Thread.currentThread().setContextClassLoader(null);
                }
            });
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // The error: the system has no more threads for this process. The work was not begun.
            throw Failure.of(FailureKind.GATEWAY_BUSY, "The gateway is busy asking providers. Try again.")
                    .exception();
        }
    }

    private static boolean onVirtualThread() {
        try {
            return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invokeExact(Thread.currentThread());
        } catch (Throwable e) {
            throw new IllegalStateException("Thread.isVirtual() failed.", e);
        }
    }
}
