package lakehouse.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Very many clients at once, on one thread, each with one stream. One client more comes every millisecond. */
final class StreamCrowd {
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final int count;
    private final int events;
    private final int pauseMillis;
    private final byte[] request;
    private final InetSocketAddress address;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private final List<StreamClient> clients = new ArrayList<>();
    private int running;

    /**
     * What came of it.
     *
     * @param completed percentage of the streams that came whole
     * @param stalls gaps of more than twice the interval and 100 ms
     * @param firstP50 median time to the first event in milliseconds
     * @param firstP99 99th percentile of it
     * @param events how many came in all
     */
    record Result(double completed, long stalls, double firstP50, double firstP99, long events) {}

    /**
     * A crowd.
     *
     * @param count how many clients
     * @param events of each stream
     * @param pauseMillis between two events
     */
    StreamCrowd(int port, Map<String, String> headers, int count, int events, int pauseMillis) {
        this.count = count;
        this.events = events;
        this.pauseMillis = pauseMillis;
        this.request = new Call(port, headers, Call.streamBody(events, pauseMillis)).bytes();
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    Result run() {
        long startedAt = System.nanoTime();
        long deadline = startedAt + TimeUnit.MILLISECONDS.toNanos(count + (long) events * pauseMillis) + GRACE_NANOS;
        try (Selector selector = Selector.open()) {
            while ((running > 0 || clients.size() < count) && System.nanoTime() - deadline < 0) {
                long due = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
                while (clients.size() < count && clients.size() <= due) {
                    connect(selector);
                }
                selector.select(this::ready, clients.size() < count ? 1 : 100);
            }
            for (StreamClient client : clients) {
                client.channel().close();
            }
        } catch (IOException e) {
            throw new Problem("The streams cannot be opened: " + e.getMessage());
        }
        return result();
    }

    private void connect(Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        StreamClient client = new StreamClient(channel, TimeUnit.MILLISECONDS.toNanos(2L * pauseMillis + 100));
        clients.add(client);
        running++;
        channel.register(selector, SelectionKey.OP_CONNECT, client);
        channel.connect(address);
    }

    private void ready(SelectionKey key) {
        StreamClient client = (StreamClient) key.attachment();
        if (!key.isConnectable()) {
            running -= client.read(buffer) ? 0 : 1;
            return;
        }
        try {
            client.channel().finishConnect();
            // Small enough for the buffer of a new socket.
            client.channel().write(ByteBuffer.wrap(request));
            key.interestOps(SelectionKey.OP_READ);
        } catch (IOException e) {
            key.cancel();
            running--;
        }
    }

    private Result result() {
        long complete =
                clients.stream().filter(client -> client.isComplete(events)).count();
        long[] first = clients.stream()
                .mapToLong(StreamClient::firstEventNanos)
                .filter(nanos -> nanos > 0)
                .sorted()
                .toArray();
        return new Result(
                100.0 * complete / count,
                clients.stream().mapToLong(StreamClient::stalls).sum(),
                percentile(first, 50),
                percentile(first, 99),
                clients.stream().mapToLong(StreamClient::events).sum());
    }

    private static double percentile(long[] sorted, int percent) {
        return sorted.length == 0 ? Double.NaN : sorted[(sorted.length - 1) * percent / 100] / 1e6;
    }
}
