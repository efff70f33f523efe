package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An upstream on a plain socket: the test decides about every byte of an answer, when it leaves, and how the connection
 * ends. Either the test takes the exchanges one by one with {@link #next()}, or a script answers each on a thread of its
 * own. It records every request.
 */
public final class RawUpstream implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "raw-upstream");
        thread.setDaemon(true);
        return thread;
    });
    private final BlockingQueue<RawExchange> waiting = new LinkedBlockingQueue<>();
    private final List<RawExchange> exchanges = new CopyOnWriteArrayList<>();
    private final @Nullable Script script;

    /** What to answer. Runs on a thread of the upstream; the exchange is closed after it. */
    @FunctionalInterface
    public interface Script {
        /** Answers one request, by sending bytes and by waiting for what the test signals. */
        void answer(RawExchange exchange) throws Exception;
    }

    private RawUpstream(int port, @Nullable Script script) throws IOException {
        this.script = script;
        listener = listen(port, 1_024);
        threads.execute(this::accept);
    }

    /** The listener of the test before may need a moment to give the port back. */
    static ServerSocket listen(int port, int backlog) {
        return await().atMost(Duration.ofSeconds(10))
                .ignoreException(BindException.class)
                .until(() -> new ServerSocket(port, backlog, InetAddress.getLoopbackAddress()), ServerSocket::isBound);
    }

    /** Starts on the port of the providers {@code raw} and {@code hasty}; the test takes the exchanges itself. */
    public static RawUpstream start() throws IOException {
        return new RawUpstream(Upstreams.streamPort(), null);
    }

    /** As {@link #start()}, with each request answered by the script. */
    public static RawUpstream answering(Script script) throws IOException {
        return new RawUpstream(Upstreams.streamPort(), script);
    }

    private void accept() {
        try {
            while (true) {
                var socket = listener.accept();
                threads.execute(() -> serve(socket));
            }
        } catch (IOException closed) {
            // close() ends the listener, and with it this thread.
        }
    }

    private void serve(Socket socket) {
        RawExchange exchange;
        try {
            exchange = RawExchange.read(socket);
        } catch (IOException e) {
            // Opened and closed without a request, as a pool or a port check does.
            return;
        }
        exchanges.add(exchange);
        if (script == null) {
            waiting.add(exchange);
            return;
        }
        try (exchange) {
            script.answer(exchange);
        } catch (Exception e) {
            // The peer went away, or the test ended: the test sees it in what it got.
            exchange.note(e);
        }
    }

    /** The next request that arrived, read to its end; fails when none comes. */
    public RawExchange next() throws InterruptedException {
        var exchange = waiting.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(exchange)
                .as("a request at the upstream within %d s", PATIENCE_SECONDS)
                .isNotNull();
        return exchange;
    }

    /** All requests so far, oldest first. */
    public List<RawRequest> requests() {
        return exchanges.stream().map(RawExchange::request).toList();
    }

    /** All exchanges so far, oldest first. */
    public List<RawExchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /** Stops listening and closes all connections. */
    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
        for (var exchange : exchanges) {
            exchange.close();
        }
    }
}
