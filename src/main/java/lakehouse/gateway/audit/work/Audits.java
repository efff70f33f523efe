package lakehouse.gateway.audit.work;

import jakarta.inject.Inject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import lakehouse.gateway.audit.report.AuditReport;
import lakehouse.gateway.audit.state.AuditDirectory;
import lakehouse.gateway.audit.state.AuditEnd;
import lakehouse.gateway.audit.state.AuditRequest;
import lakehouse.gateway.audit.state.AuditStore;
import lakehouse.gateway.audit.state.MaterialWriter;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.dispatch.InternalCalls;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.routing.RouteResolver;
import lakehouse.gateway.threads.CallExecutor;
import lakehouse.gateway.threads.Timer;
import org.jspecify.annotations.Nullable;

/** All audits of this gateway: takes them in, runs them, tells about them, ends them. */
@Shared
public class Audits {
    private static final Logger LOG = System.getLogger(Audits.class.getName());

    /** JSON writes a line break as two bytes, and some writers every other letter as six. */
    private static final int JSON_GROWTH = 3;

    @Inject
    AuditStore store;

    @Inject
    Settings settings;

    @Inject
    RouteResolver routes;

    @Inject
    InternalCalls calls;

    @Inject
    Gates gates;

    @Inject
    CallExecutor executor;

    @Inject
    Timer timer;

    private final Map<String, AuditRun> running = new ConcurrentHashMap<>();

    /** One body is taken apart at a time: a single text of 16 MiB takes a multiple of it while JSON is read. */
    private final ReentrantLock reading = new ReentrantLock();

    /** One look for an audit of the same at a time, so that two requests that come together begin one. */
    private final ReentrantLock beginning = new ReentrantLock();

    /**
     * Takes an audit in and begins it, or finds the one that does the same already, where that will do.
     *
     * @throws GatewayException when the request is none
     */
    public Taken create(InputStream body, String owner) throws IOException {
        sweep();
        int limit = settings.get(Setting.AUDIT_MAX_MATERIAL);
        AtomicBoolean reuse = new AtomicBoolean();
        AuditDirectory made = store.create((place, material) -> {
            keep(body, place.body(), limit);
            return read(place.body(), material, limit, owner, reuse);
        });
        beginning.lock();
        try {
            AuditDirectory same = reuse.get() ? store.same(made) : null;
            if (same != null) {
                store.delete(made);
                return new Taken(same.id(), true);
            }
            return new Taken(begun(made), false);
        } finally {
            beginning.unlock();
        }
    }

    private String begun(AuditDirectory made) throws IOException {
        try {
            if (made.material().index().sources().isEmpty()) {
                throw Failure.ofParam(
                                FailureKind.INVALID_REQUEST,
                                "material",
                                "The request has no material that can be audited. Give \"files\" or \"diff\" with"
                                        + " text that is neither binary nor generated.")
                        .exception();
            }
            begin(made);
        } catch (IOException | RuntimeException e) {
            store.delete(made);
            throw e;
        }
        return made.id();
    }

    private static void keep(InputStream body, Path file, int limit) throws IOException {
        long most = (long) limit * JSON_GROWTH + (1 << 20);
        try (InputStream bounded = new Bounded(body, most, limit)) {
            Files.copy(bounded, file);
        }
    }

    private AuditRequest read(Path body, MaterialWriter material, int limit, String owner, AtomicBoolean reuse)
            throws IOException {
        reading.lock();
        // Strict: a bad byte must not be replaced in silence.
        try (Reader text = new InputStreamReader(Files.newInputStream(body), StandardCharsets.UTF_8.newDecoder())) {
            RequestReader reader = new RequestReader(material, limit);
            AuditRequest request = reader.read(text, owner);
            reuse.set(reader.reuse());
            routes.plan(null, request.model());
            if (request.confirm() != null) {
                routes.plan(null, request.confirm());
            }
            return request;
        } finally {
            reading.unlock();
        }
    }

    /** Goes on with the audits that the last end of the gateway cut off. */
    public void resume() {
        for (AuditDirectory audit : sweep()) {
            if (!running.containsKey(audit.id())) {
                LOG.log(Level.INFO, "audit=" + audit.id() + " goes on");
                try {
                    begin(audit);
                } catch (IOException | RuntimeException e) {
                    LOG.log(Level.ERROR, "audit=" + audit.id() + " cannot go on. Repair or delete it.", e);
                }
            }
        }
    }

    private List<AuditDirectory> sweep() {
        try {
            return store.sweep();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Audits cannot be looked for in gateway.audit.directory: " + e);
            return List.of();
        }
    }

    private void begin(AuditDirectory audit) throws IOException {
        FileChannel taken = audit.take();
        if (taken == null) {
            LOG.log(Level.INFO, "audit=" + audit.id() + " is being run by another gateway");
            return;
        }
        AuditRun run;
        try {
            RunTools tools = new RunTools(calls, gates, executor, timer);
            run = new AuditRun(audit, taken, tools, () -> running.remove(audit.id()));
        } catch (IOException | RuntimeException e) {
            taken.close();
            throw e;
        }
        running.put(audit.id(), run);
        try {
            run.start();
        } catch (IOException | RuntimeException e) {
            run.abandon();
            throw e;
        }
    }

    /** Takes no further part of any audit; they go on when the gateway is back. */
    public void stop() {
        running.values().forEach(AuditRun::stop);
    }

    /**
     * How an audit stands.
     *
     * @throws GatewayException when the caller has no such audit
     */
    public AuditReport report(String id, String owner) throws IOException {
        try {
            return report(id, find(id, owner));
        } catch (NoSuchFileException e) {
            if (store.find(id, owner).isPresent()) {
                throw e;
            }
            // Deleted at this moment.
            throw notFound();
        }
    }

    /** An audit that another is compared with. */
    public AuditReport earlier(String id, String owner) {
        try {
            return report(id, owner);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How the audits of a caller stand, the newest first. */
    public List<AuditReport> list(String owner, int most) throws IOException {
        List<AuditReport> all = new ArrayList<>();
        for (AuditDirectory directory : store.of(owner)) {
            if (all.size() == most) {
                break;
            }
            try {
                all.add(report(directory.id(), directory));
            } catch (NoSuchFileException e) {
                // Deleted at this moment.
                LOG.log(Level.DEBUG, "audit=" + directory.id() + " is gone");
            }
        }
        return all;
    }

    private AuditReport report(String id, AuditDirectory directory) throws IOException {
        // In this order: a run that ends in between has written its end by then.
        AuditRun run = running.get(id);
        Optional<AuditEnd> end = directory.end();
        return AuditReport.of(
                id,
                directory.request(),
                directory.material().index(),
                run == null ? directory.plan().map(List::size).orElse(0) : run.planned(),
                run == null ? List.copyOf(directory.results().values()) : run.results(),
                directory.opinions(),
                end.orElse(null),
                run != null);
    }

    /**
     * Waits for news of an audit.
     *
     * @param seen the version known; -1 for none
     * @return the version now; null when no further news will come
     */
    public @Nullable Long await(String id, long seen, long nanos) {
        AuditRun run = running.get(id);
        if (run == null || Thread.currentThread().isInterrupted()) {
            return null;
        }
        long version = run.await(seen, nanos);
        return run.isOver() ? null : Long.valueOf(version);
    }

    /**
     * Ends an audit, and its requests that are under way. Deletes one that has ended.
     *
     * @return whether it was ended; false when it was deleted
     * @throws GatewayException when the caller has no such audit
     */
    public boolean end(String id, String owner) throws IOException {
        AuditDirectory directory = find(id, owner);
        AuditRun run = running.get(id);
        if (directory.end().isPresent()) {
            store.delete(directory);
            return false;
        }
        if (run == null) {
            directory.write(new AuditEnd(AuditEnd.CANCELLED, Instant.now()));
        } else {
            run.cancel();
        }
        return true;
    }

    private AuditDirectory find(String id, String owner) throws IOException {
        return store.find(id, owner).orElseThrow(Audits::notFound);
    }

    private static GatewayException notFound() {
        return Failure.of(
                        FailureKind.NOT_FOUND,
                        "No audit of yours has this id. The id is in the Location of the answer to POST /v1/audits.")
                .exception();
    }

    /** Refuses the body once it is too long, instead of cutting it off. */
    private static final class Bounded extends FilterInputStream {
        private final int limit;
        private long left;

        Bounded(InputStream in, long most, int limit) {
            super(in);
            this.left = most;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            take(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            take(Math.max(0, read));
            return read;
        }

        private void take(int bytes) {
            left -= bytes;
            if (left < 0) {
                throw RequestReader.tooLarge(limit);
            }
        }
    }
}
