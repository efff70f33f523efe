package lakehouse.gateway.audit.work;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import lakehouse.gateway.audit.grounding.CheckedFinding;
import lakehouse.gateway.audit.grounding.Fingerprint;
import lakehouse.gateway.audit.report.AuditReport;
import lakehouse.gateway.audit.state.AuditDirectory;
import lakehouse.gateway.audit.state.AuditRequest;
import lakehouse.gateway.audit.state.Material;
import lakehouse.gateway.audit.state.Opinion;
import lakehouse.gateway.audit.state.PartResult;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.upstream.Cancellation;
import org.jspecify.annotations.Nullable;

/** Collects the second opinions of an audit, once all its parts are done. Each is on disk before the next one is asked for. */
final class Opinions {
    private static final Logger LOG = System.getLogger(Opinions.class.getName());
    private static final long LOOK_AGAIN = TimeUnit.SECONDS.toNanos(1);

    private final AuditDirectory directory;
    private final RunTools tools;
    private final AuditRequest request;
    private final Material material;
    private final BooleanSupplier over;
    private final Runnable news;
    private final @Nullable SecondOpinion second;
    private final String gate;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Map.Entry<CheckedFinding, String>> open = new ArrayDeque<>();
    private final Set<Cancellation> underWay = new HashSet<>();
    private boolean begun;
    private int workers;

    /**
     * Prepares them.
     *
     * @param over whether nobody wants opinions any more
     * @param news called after each opinion, and when all are there
     */
    Opinions(
            AuditDirectory directory,
            AuditRequest request,
            Material material,
            RunTools tools,
            BooleanSupplier over,
            Runnable news) {
        this.directory = directory;
        this.request = request;
        this.material = material;
        this.tools = tools;
        this.over = over;
        this.news = news;
        String model = request.confirm();
        second = model == null ? null : new SecondOpinion(tools.calls(), material, model, request.owner());
        gate = model == null ? "" : AuditRun.gate(model);
    }

    /** Whether opinions are still asked for. Begins to, the first time. */
    boolean pending(Collection<PartResult> results) {
        lock.lock();
        try {
            if (!begun && second != null && !over.getAsBoolean()) {
                begun = true;
                collect(results);
            }
            int wanted = Math.min(open.size(), tools.gates().limit());
            while (workers < wanted && !over.getAsBoolean()) {
                workers++;
                try {
                    tools.executor().execute(this::work);
                } catch (GatewayException e) {
                    // All threads are busy, which passes.
                    workers--;
                    if (workers == 0) {
                        tools.timer().later(LOOK_AGAIN, news);
                        return true;
                    }
                    break;
                }
            }
            return workers > 0;
        } finally {
            lock.unlock();
        }
    }

    private void collect(Collection<PartResult> results) {
        // As the report puts them together, or they would go by other fingerprints.
        List<CheckedFinding> grounded = AuditReport.of(
                        directory.id(), request, material.index(), 0, List.copyOf(results), null, true)
                .grounded();
        try {
            Set<String> known = directory.opinions().keySet();
            Fingerprint.of(grounded).entrySet().stream()
                    .filter(one -> !known.contains(one.getValue()))
                    .forEach(open::add);
        } catch (IOException e) {
            LOG.log(Level.ERROR, "audit=" + directory.id() + " cannot read its second opinions, and asks for none", e);
        }
    }

    /** Ends the requests that are under way. */
    void cancel() {
        lock.lock();
        try {
            open.clear();
            underWay.forEach(Cancellation::cancel);
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            while (tools.gates().enter(gate, over)) {
                try {
                    if (!askNext()) {
                        break;
                    }
                } finally {
                    tools.gates().leave(gate);
                }
                news.run();
            }
        } finally {
            lock.lock();
            try {
                workers--;
            } finally {
                lock.unlock();
            }
            news.run();
        }
    }

    private boolean askNext() {
        Cancellation cancellation = new Cancellation();
        Map.Entry<CheckedFinding, String> next;
        lock.lock();
        try {
            next = open.poll();
            if (next == null) {
                return false;
            }
            underWay.add(cancellation);
        } finally {
            lock.unlock();
        }
        try {
            Opinion opinion = second == null ? null : second.of(next.getKey(), next.getValue(), cancellation, over);
            if (opinion != null) {
                directory.write(opinion);
            }
            return opinion != null;
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.ERROR, "audit=" + directory.id() + " has no second opinion on " + next.getValue(), e);
            return true;
        } finally {
            lock.lock();
            try {
                underWay.remove(cancellation);
            } finally {
                lock.unlock();
            }
        }
    }
}
