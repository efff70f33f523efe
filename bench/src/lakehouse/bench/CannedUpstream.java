package lakehouse.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * A provider on one thread that answers at once and says always the same, or sends the stream that a request wishes for. A
 * program of its own, so that its work is nobody else's.
 */
final class CannedUpstream {
    /** A word that every answer holds. */
    static final String WORD = "benchmark";

    /** An answer in one piece. */
    static final String ANSWER =
            "{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion\",\"created\":1735689600,\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"message\":{\"role\":\"assistant\",\"content\":\"This is the answer of the benchmark, with about as many"
                    + " words in it as a short answer of a real model has, so that it is neither empty nor long.\"},"
                    + "\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":21,\"completion_tokens\":30,"
                    + "\"total_tokens\":51}}";

    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final PriorityQueue<CannedConnection> due =
            new PriorityQueue<>(Comparator.comparingLong(CannedConnection::nextAt));

    private CannedUpstream(int port) throws IOException {
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 8192);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** The text of a request that asks for a stream. */
    static String wish(int events, int pauseMillis) {
        return "events=" + events + " pause=" + pauseMillis + " ";
    }

    /** Runs until it is ended. The argument is its port. */
    public static void main(String[] args) throws IOException {
        new CannedUpstream(Integer.parseInt(args[0])).run();
    }

    private void run() throws IOException {
        while (true) {
            selector.select(this::ready, waitMillis());
            long now = System.nanoTime();
            while (!due.isEmpty() && due.peek().nextAt() - now <= 0) {
                CannedConnection connection = due.remove();
                if (connection.sendEvent()) {
                    due.add(connection);
                }
            }
        }
    }

    private long waitMillis() {
        CannedConnection next = due.peek();
        return next == null ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(next.nextAt() - System.nanoTime()));
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel channel = listener.accept();
                channel.configureBlocking(false);
                channel.socket().setTcpNoDelay(true);
                channel.register(selector, SelectionKey.OP_READ, new CannedConnection(channel));
                return;
            }
            CannedConnection connection = (CannedConnection) key.attachment();
            if (connection.read()) {
                due.add(connection);
            }
        } catch (IOException e) {
            // A contender that breaks a connection off shows in what its clients get.
            close(key);
        }
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            key.cancel();
        }
    }
}
