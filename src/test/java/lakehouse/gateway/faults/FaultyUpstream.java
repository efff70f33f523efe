package lakehouse.gateway.faults;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * All providers of this package, on one plain socket. The first segment of a request's path is the provider; provider and
 * model choose the script that answers. Without a script the answer is a good one.
 */
final class FaultyUpstream implements AutoCloseable {
    /** Answers one request. The connection is closed after it, unless the script keeps it. */
    @FunctionalInterface
    interface Script {
        void answer(Exchange exchange) throws Exception;
    }

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "faulty-upstream");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final Map<String, List<Exchange>> seen = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    FaultyUpstream() throws IOException {
        this(new ServerSocket());
    }

    /** @param listener not bound yet; may speak TLS */
    FaultyUpstream(ServerSocket listener) throws IOException {
        this.listener = listener;
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2_048);
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Lets a provider answer like this for a model. */
    void on(String provider, String model, Script script) {
        scripts.put(provider + "/" + model, script);
    }

    /** Forgets what a provider was asked for a model, to save memory. */
    void forget(String provider, String model) {
        seen.remove(provider + "/" + model);
    }

    /** What a provider was asked for a model, oldest first. */
    List<Exchange> asked(String provider, String model) {
        return List.copyOf(seen.getOrDefault(provider + "/" + model, List.of()));
    }

    /** What a provider was asked, whatever the model. */
    long asked(String provider) {
        return seen.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(provider + "/"))
                .mapToLong(entry -> entry.getValue().size())
                .sum();
    }

    /** Connections open now, idle ones included. */
    int connections() {
        return open.size();
    }

    private void accept() {
        try {
            while (true) {
                var socket = listener.accept();
                open.add(socket);
                threads.execute(() -> serve(socket));
            }
        } catch (IOException closed) {
            // close() ends the listener, and with it this thread.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            for (var keep = true; keep; ) {
                var exchange = Exchange.read(socket, in);
                var name = exchange.provider() + "/" + exchange.model();
                var before = seen.computeIfAbsent(name, key -> new CopyOnWriteArrayList<>());
                before.add(exchange);
                exchange.number(before.size());
                scripts.getOrDefault(name, Scripts::good).answer(exchange);
                keep = exchange.isKept();
            }
        } catch (Exception gone) {
            // The gateway hung up, or the script broke the connection: the test sees it in what it got.
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
        for (var socket : open) {
            socket.close();
        }
    }
}
