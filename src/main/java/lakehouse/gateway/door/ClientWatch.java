package lakehouse.gateway.door;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.threads.CallExecutor;
import lakehouse.gateway.threads.Timer;

/**
 * Notices clients that leave while nothing is written to them. It looks at the connections of all waiting calls five times a
 * second, at none while all calls are short, and less often where looking takes long. Only on Linux.
 */
@Shared
public class ClientWatch {
    private static final Logger LOG = System.getLogger(ClientWatch.class.getName());
    private static final long ROUND = TimeUnit.MILLISECONDS.toNanos(200);

    /** Looking may take a tenth of a processor's time. */
    private static final int REST = 9;

    @Inject
    Timer timer;

    @Inject
    CallExecutor executor;

    private final Set<WatchedClient> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean works;
    private volatile long nextLook;

    @PostConstruct
    void start() {
        nextLook = System.nanoTime();
        if (SocketTable.isThere()) {
            timer.every(ROUND, this::round);
        } else {
            LOG.log(
                    Level.INFO,
                    "This system has no /proc/net/tcp: a client that leaves while its answer is made is noticed when"
                            + " the answer is written.");
        }
    }

    /**
     * Watches a client until that is stopped.
     *
     * @param address the client's, as the server gives it
     * @param gone runs at most once, soon after the client left
     */
    WatchedClient watch(String address, int port, int serverPort, Runnable gone) {
        WatchedClient watched = new WatchedClient(waiting, address, port, serverPort, gone);
        // A server that takes the address from a header of a proxy knows no port of the client.
        if (port > 0) {
            waiting.add(watched);
        }
        return watched;
    }

    private void round() {
        long now = System.nanoTime();
        boolean due = now - nextLook >= 0 && waiting.stream().anyMatch(watched -> watched.isOlderThan(ROUND, now));
        if (due && looking.compareAndSet(false, true)) {
            boolean runs = false;
            try {
                executor.execute(this::lookAtAll);
                runs = true;
            } finally {
                if (!runs) {
                    looking.set(false);
                }
            }
        }
    }

    private void lookAtAll() {
        long started = System.nanoTime();
        try {
            // The kernel writes its tables while they change, and may leave one out: only who is missing twice is gone.
            for (WatchedClient missing : look(look(List.copyOf(waiting)))) {
                end(missing);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The sockets of clients cannot be listed.", e);
        } finally {
            nextLook = System.nanoTime() + (System.nanoTime() - started) * REST;
            looking.set(false);
        }
    }

    /** Ends those whose client closed, and tells which are missing where nobody would be if all were well. */
    private List<WatchedClient> look(List<WatchedClient> calls) throws IOException {
        List<WatchedClient> missing = new ArrayList<>();
        if (calls.isEmpty()) {
            return missing;
        }
        Map<ClientSocket, ClientState> states =
                SocketTable.look(calls.stream().map(WatchedClient::socket).toList());
        for (WatchedClient call : calls) {
            switch (states.getOrDefault(call.socket(), ClientState.ABSENT)) {
                case OPEN, HALF_CLOSED -> works = true;
                case CLOSED_BY_CLIENT -> end(call);
                case ABSENT -> missing.add(call);
            }
        }
        return works ? missing : List.of();
    }

    private void end(WatchedClient call) {
        if (waiting.remove(call)) {
            call.left();
        }
    }
}
