package lakehouse.gateway.blackbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Very many clients at once, on one thread. Each asks for one stream, see {@link StreamSource}. */
final class StreamCrowd {
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private final List<Client> clients = new ArrayList<>();
    private int running;

    /** One client and what it got, byte by byte. */
    static final class Client {
        private final int number;
        private final ByteArrayOutputStream got = new ByteArrayOutputStream(8192);
        private final long startedAt = System.nanoTime();
        private long endedAt;

        private Client(int number) {
            this.number = number;
        }

        /** The number that its events must carry. */
        int number() {
            return number;
        }

        /** Milliseconds from the request to the end. */
        long millis() {
            return TimeUnit.NANOSECONDS.toMillis(endedAt - startedAt);
        }

        /** HTTP status line and headers. */
        String head() {
            return text().split("\r\n\r\n", 2)[0];
        }

        /** The data of all events, without the frames of HTTP chunks and without comments. */
        List<String> events() {
            return text().lines()
                    .filter(line -> line.startsWith("data: "))
                    .map(line -> line.substring("data: ".length()))
                    .toList();
        }

        private String text() {
            return got.toString(StandardCharsets.UTF_8);
        }
    }

    /** Runs so many clients to their end, and fails when they take longer than allowed. */
    List<Client> run(URI gateway, int count, long seconds) throws IOException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try (var selector = Selector.open()) {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.getPort());
            for (var number = 0; number < count; number++) {
                var channel = SocketChannel.open();
                channel.configureBlocking(false);
                var client = new Client(number);
                clients.add(client);
                running++;
                channel.register(selector, SelectionKey.OP_CONNECT, client);
                channel.connect(address);
            }
            while (running > 0) {
                if (System.nanoTime() > deadline) {
                    throw new IOException(running + " of " + count + " streams still run after " + seconds + " s.");
                }
                selector.select(1_000);
                for (var key : selector.selectedKeys()) {
                    ready(key, gateway);
                }
                selector.selectedKeys().clear();
            }
        }
        return clients;
    }

    private void ready(SelectionKey key, URI gateway) throws IOException {
        var channel = (SocketChannel) key.channel();
        var client = (Client) key.attachment();
        if (key.isConnectable()) {
            channel.finishConnect();
            channel.write(ByteBuffer.wrap(request(gateway, client.number).getBytes(StandardCharsets.US_ASCII)));
            key.interestOps(SelectionKey.OP_READ);
            return;
        }
        buffer.clear();
        var read = channel.read(buffer);
        if (read > 0) {
            client.got.write(buffer.array(), 0, read);
        } else if (read < 0) {
            client.endedAt = System.nanoTime();
            channel.close();
            running--;
        }
    }

    private static String request(URI gateway, int number) {
        var body = Chat.streamed("raw/m").replace("Say PONG", "stream " + number);
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:" + gateway.getPort()
                + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }
}
