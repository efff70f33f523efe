package lakehouse.gateway.audit.work;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import lakehouse.gateway.audit.material.Part;
import lakehouse.gateway.audit.material.PartCutter;
import lakehouse.gateway.audit.material.PartText;
import lakehouse.gateway.audit.state.Asked;
import lakehouse.gateway.audit.state.AuditDirectory;
import lakehouse.gateway.audit.state.AuditEnd;
import lakehouse.gateway.audit.state.AuditRequest;
import lakehouse.gateway.audit.state.Material;
import lakehouse.gateway.audit.state.PartResult;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.upstream.Cancellation;
import org.jspecify.annotations.Nullable;

/** One audit while it runs. A part's result is on disk before the next part is taken. */
final class AuditRun {
    private static final Logger LOG = System.getLogger(AuditRun.class.getName());
    private static final long LOOK_AGAIN = 1_000_000_000L;
    private static final Duration KEEP_AGAIN = Duration.ofSeconds(5);

    private final AuditDirectory directory;
    private final FileChannel taken;
    private final AuditRequest request;
    private final Material material;
    private final RunTools tools;
    private final Runnable whenOver;
    private final PartAuditor auditor;
    private final String gate;
    private final Opinions opinions;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Part> queue = new ArrayDeque<>();
    private final Map<String, PartResult> results = new LinkedHashMap<>();
    private final Set<Cancellation> underWay = new HashSet<>();
    private int planned;
    private int workers;
    private long version;
    private boolean finished;
    private @Nullable AuditEnd unkept;
    private volatile boolean stopped;
    private volatile boolean over;

    /**
     * Prepares a run.
     *
     * @param taken the audit's lock, closed when the run is over
     * @param whenOver called once, when nothing of the run is left
     */
    AuditRun(AuditDirectory directory, FileChannel taken, RunTools tools, Runnable whenOver) throws IOException {
        this.directory = directory;
        this.taken = taken;
        this.tools = tools;
        this.whenOver = whenOver;
        request = directory.request();
        material = directory.material();
        auditor = new PartAuditor(tools.calls(), directory, request, material);
        gate = gate(request.model());
        opinions = new Opinions(directory, request, material, tools, () -> over || stopped, this::hireAgain);
    }

    /** What the parts that are asked at once are counted by. */
    static String gate(String model) {
        return model.startsWith("ladder/") ? model : model.substring(0, Math.max(0, model.indexOf('/')));
    }

    /** Begins, or goes on where results end. Returns when the parts are under way. */
    void start() throws IOException {
        List<Part> plan = directory.plan().orElse(null);
        if (plan == null) {
            plan = cut();
            directory.write(plan);
        }
        lock.lock();
        try {
            results.putAll(directory.results());
            planned = plan.size();
            plan.forEach(this::enqueue);
            hire();
        } finally {
            lock.unlock();
        }
    }

    private List<Part> cut() {
        PartCutter cutter = new PartCutter(tools.gates().partSize());
        for (int i = 0; i < material.index().sources().size(); i++) {
            cutter.add(material.source(i));
        }
        return cutter.parts();
    }

    /** Queues a part that has no result, or the halves of one that was split. */
    private void enqueue(Part part) {
        PartResult known = results.get(part.id());
        if (known == null) {
            queue.add(part);
        } else if (known.outcome() == PartResult.Outcome.SPLIT) {
            List<Part> halves = PartCutter.halves(part, material::source);
            if (halves != null) {
                halves.forEach(this::enqueue);
            }
        }
    }

    private void hire() {
        while (!over && !stopped && workers < tools.gates().limit() && workers < queue.size() + underWay.size()) {
            try {
                workers++;
                tools.executor().execute(this::work);
            } catch (GatewayException e) {
                // All threads are busy, which passes.
                workers--;
                break;
            }
        }
        if (workers == 0 && !queue.isEmpty() && !over && !stopped) {
            tools.timer().later(LOOK_AGAIN, this::hireAgain);
        }
        if (workers == 0 && (queue.isEmpty() || over || stopped)) {
            finish();
        }
    }

    private void hireAgain() {
        if (lock.tryLock()) {
            try {
                hire();
            } finally {
                lock.unlock();
            }
        } else {
            tools.timer().later(LOOK_AGAIN, this::hireAgain);
        }
    }

    private void work() {
        try {
            while (tools.gates().enter(gate, () -> over || stopped)) {
                try {
                    if (!workOnNext()) {
                        break;
                    }
                } finally {
                    tools.gates().leave(gate);
                }
            }
        } finally {
            lock.lock();
            try {
                workers--;
                hire();
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean workOnNext() {
        Cancellation cancellation = new Cancellation();
        Part part = take(cancellation);
        if (part == null) {
            return false;
        }
        PartResult result = null;
        List<String> lines = List.of();
        try {
            lines = PartText.covered(part, material::source);
            result = auditor.audit(part, cancellation, () -> stopped);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.ERROR, "audit=" + directory.id() + " part=" + part.id() + " failed inside the gateway", e);
            result = PartResult.failed(
                    part.id(),
                    Asked.NOBODY,
                    "The gateway itself failed. The operator finds the cause in the server log.");
        } finally {
            note(part, cancellation, result == null ? null : result.covering(lines));
        }
        return true;
    }

    private @Nullable Part take(Cancellation cancellation) {
        lock.lock();
        try {
            Part part = over || stopped ? null : queue.poll();
            if (part != null) {
                underWay.add(cancellation);
            }
            return part;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Written under the lock; volatile for those who only look.
    private void note(Part part, Cancellation cancellation, @Nullable PartResult result) {
        boolean kept = result != null && isKept(result, cancellation);
        lock.lock();
        try {
            underWay.remove(cancellation);
            // A part that was cut off although nobody cancelled: the gateway is being stopped.
            stopped |= !kept && !over;
            if (kept && !over && result != null) {
                results.put(part.id(), result);
                enqueueHalves(part, result);
            }
        } finally {
            version++;
            changed.signalAll();
            lock.unlock();
        }
    }

    /** An answer took minutes and money. A full disk holds the work up, and loses none. */
    private boolean isKept(PartResult result, Cancellation cancellation) {
        boolean told = false;
        while (!over) {
            try {
                directory.write(result);
                return true;
            } catch (IOException e) {
                if (!told) {
                    LOG.log(
                            Level.ERROR,
                            "audit=" + directory.id() + " part=" + result.id() + " cannot be kept on disk (" + e
                                    + "). The audit waits until it can. Is there room in gateway.audit.directory?");
                }
                told = true;
            }
            if (stopped || !cancellation.await(KEEP_AGAIN, tools.timer())) {
                return false;
            }
        }
        return false;
    }

    private void enqueueHalves(Part part, PartResult result) {
        if (result.outcome() == PartResult.Outcome.SPLIT) {
            List<Part> halves = new ArrayList<>();
            List<Part> made = PartCutter.halves(part, material::source);
            if (made != null) {
                halves.addAll(made);
            }
            for (int i = halves.size() - 1; i >= 0; i--) {
                queue.addFirst(halves.get(i));
            }
            hire();
        }
    }

    /** Ends the audit for good, and the requests that are under way. */
    void cancel() {
        lock.lock();
        try {
            end(AuditEnd.CANCELLED);
            underWay.forEach(Cancellation::cancel);
            opinions.cancel();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no further part: the gateway is being stopped, and the audit goes on when it is back. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
            hire();
        } finally {
            lock.unlock();
        }
    }

    private void finish() {
        if (finished || opinions.pending(results.values())) {
            return;
        }
        if (!stopped) {
            boolean answered =
                    results.values().stream().anyMatch(result -> result.outcome() == PartResult.Outcome.ANSWERED);
            end(answered ? AuditEnd.COMPLETED : AuditEnd.FAILED);
        }
        keepEnd();
        if (unkept != null && !stopped) {
            tools.timer().later(KEEP_AGAIN.toNanos(), this::hireAgain);
            return;
        }
        finished = true;
        abandon();
    }

    /** Lets go of the audit, without an end. */
    void abandon() {
        try {
            taken.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "audit=" + directory.id() + " keeps its lock until the server ends", e);
        }
        whenOver.run();
    }

    private void end(String state) {
        if (over) {
            return;
        }
        unkept = new AuditEnd(state, Instant.now());
        keepEnd();
        LOG.log(Level.INFO, "audit=" + directory.id() + " " + state + ", " + results.size() + " results");
        over = true;
        version++;
        changed.signalAll();
    }

    private void keepEnd() {
        if (unkept == null) {
            return;
        }
        try {
            directory.write(unkept);
            unkept = null;
        } catch (IOException e) {
            LOG.log(Level.ERROR, "audit=" + directory.id() + " ended, which cannot be kept on disk (" + e + ")");
        }
    }

    /** The parts as first planned. */
    int planned() {
        lock.lock();
        try {
            return planned;
        } finally {
            lock.unlock();
        }
    }

    /** The results so far. */
    List<PartResult> results() {
        lock.lock();
        try {
            return List.copyOf(results.values());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for news.
     *
     * @param seen the version known; -1 for none
     * @param nanos how long at most
     * @return the version now
     */
    long await(long seen, long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (version == seen && !over && !stopped && left > 0) {
                left = changed.awaitNanos(left);
            }
            return version;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return version;
        } finally {
            lock.unlock();
        }
    }

    /** Whether no further news will come. */
    boolean isOver() {
        return over || stopped;
    }
}
