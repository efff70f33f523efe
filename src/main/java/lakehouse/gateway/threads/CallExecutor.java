package lakehouse.gateway.threads;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.platform.Shared;
import org.jspecify.annotations.Nullable;

/**
 * Where calls run: each on a virtual thread where the Java runtime has them (21 and later), else on a bounded pool of the
 * server's own threads. The only class that knows which.
 */
@Shared
public class CallExecutor {
    private static final Logger LOG = System.getLogger(CallExecutor.class.getName());
    private static final long REPORT_PAUSE = TimeUnit.MINUTES.toNanos(1);

    /**
     * These run on the server's threads even where there are virtual ones: they load hundreds of classes, and the server
     * waits for monitors meanwhile. {@link lakehouse.gateway.platform.PlatformThreads} says what that does to virtual ones.
     */
    private static final int FIRST_TASKS = 64;

    @Inject
    Settings settings;

    @Resource
    ManagedThreadFactory serverThreads;

    private final AtomicInteger started = new AtomicInteger();
    private final AtomicLong reported = new AtomicLong();
    private ExecutorService pool;
    private @Nullable ExecutorService virtual;

    @PostConstruct
    void start() {
        int threads = settings.ofCalls().get(Setting.THREADS_MAX);
        // No queue: a call that would have to wait for a thread is better told so at once.
        pool = new ThreadPoolExecutor(0, threads, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), serverThreads);
        virtual = virtualThreads();
        if (virtual == null) {
            LOG.log(Level.INFO, "This Java has no virtual threads: at most " + threads + " calls run at once.");
        }
    }

    /** By reflection, because the WAR is compiled for Java 17. */
    private static @Nullable ExecutorService virtualThreads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            return null;
        }
    }

    /**
     * Runs a task, now or never.
     *
     * @throws lakehouse.gateway.failure.GatewayException when as many run as may, or as the system has threads for
     */
    public void execute(Runnable task) {
        try {
            executor().execute(task);
        } catch (RejectedExecutionException e) {
            throw busy("The gateway has as many calls in flight as it can.");
        } catch (RuntimeException | OutOfMemoryError e) {
            // OutOfMemoryError: "unable to create native thread", where a container or a user may have only so many
            // (pids_limit, ulimit -u). The task was not begun, whatever the cause, so its caller may come again.
            reportShortage(e);
            throw busy("The system gives the gateway no thread for one more call.");
        }
    }

    /** Once a minute at most: it comes for every call while it lasts. */
    private void reportShortage(Throwable cause) {
        long now = System.nanoTime();
        long last = reported.get();
        if ((last == 0 || now - last > REPORT_PAUSE) && reported.compareAndSet(last, now)) {
            LOG.log(
                    Level.ERROR,
                    "No thread for a call, which gets 429: " + cause + ". Allow the process more threads (pids_limit of"
                            + " the container, TasksMax= of systemd, ulimit -u), or set "
                            + Setting.THREADS_MAX.pattern()
                            + " below what it may have.");
        }
    }

    private static GatewayException busy(String what) {
        return Failure.of(FailureKind.GATEWAY_BUSY, what + " Try again.").exception();
    }

    private ExecutorService executor() {
        boolean first = started.get() < FIRST_TASKS && started.getAndIncrement() < FIRST_TASKS;
        return virtual == null || first ? pool : virtual;
    }

    @PreDestroy
    void stop() {
        pool.shutdownNow();
        if (virtual != null) {
            virtual.shutdownNow();
        }
    }
}
