package lakehouse.gateway.blackbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * An upstream for very many streams at once, on one thread. The text of a request is {@code stream <number>}, and its
 * answer holds {@code <number>-<event>} in each event, so that no stream can be taken for another. Each stream gets its
 * first event at once, and the others when all streams are open, so that they truly run at the same time.
 */
final class StreamSource implements AutoCloseable {
    private static final Pattern NUMBER = Pattern.compile("stream (\\d+)");
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

    private final int streams;
    private final int events;
    private final long pauseNanos;
    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final Queue<Stream> due = new ArrayDeque<>();
    private final List<Stream> held = new ArrayList<>();
    private final long startedAt = System.nanoTime();
    private final Thread thread = new Thread(this::run, "stream-source");
    private volatile long allOpenAt;

    /** One connection. Each stream waits equally long between events, so the queue is in order of time. */
    private final class Stream {
        private final SocketChannel channel;
        private final ByteBuffer request = ByteBuffer.allocate(4096);
        private String number = "";
        private int sent;
        private long nextAt;

        private Stream(SocketChannel channel) {
            this.channel = channel;
        }

        private void read(SelectionKey key) throws IOException {
            var read = channel.read(request);
            var matcher = NUMBER.matcher(new String(request.array(), 0, request.position(), StandardCharsets.US_ASCII));
            if (read < 0) {
                channel.close();
            } else if (number.isEmpty() && matcher.find()) {
                key.interestOps(0);
                number = matcher.group(1);
                write(HEAD);
                write("data: " + Chat.text(number + "-" + sent++) + "\n\n");
                hold(this);
            }
        }

        private void send() throws IOException {
            if (sent < events) {
                write("data: " + Chat.text(number + "-" + sent++) + "\n\n");
                nextAt += pauseNanos;
                due.add(this);
            } else {
                write("data: " + Chat.finish() + "\n\ndata: [DONE]\n\n");
                channel.close();
            }
        }

        /** An event is small: the socket's buffer always takes it whole, unless the gateway stopped reading. */
        private void write(String text) throws IOException {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            channel.write(bytes);
            if (bytes.hasRemaining()) {
                throw new IOException("The gateway does not read stream " + number + ".");
            }
        }
    }

    /** Starts on the port of the provider {@code raw}. */
    StreamSource(int streams, int events, long pauseMillis) throws IOException {
        this.streams = streams;
        this.events = events;
        pauseNanos = TimeUnit.MILLISECONDS.toNanos(pauseMillis);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Upstreams.streamPort()), 4096);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        thread.start();
    }

    /** Milliseconds from the start of this upstream to the moment when all streams were open; negative when that never was. */
    long millisToOpenAll() {
        return allOpenAt == 0 ? -1 : TimeUnit.NANOSECONDS.toMillis(allOpenAt - startedAt);
    }

    private void hold(Stream stream) {
        held.add(stream);
        if (held.size() == streams) {
            var now = System.nanoTime();
            allOpenAt = now;
            for (var i = 0; i < streams; i++) {
                held.get(i).nextAt = now + pauseNanos * i / streams;
            }
            due.addAll(held);
        }
    }

    private void run() {
        try {
            while (listener.isOpen()) {
                selector.select(this::ready, waitMillis());
                for (var stream = due.peek();
                        stream != null && stream.nextAt <= System.nanoTime();
                        stream = due.peek()) {
                    due.remove();
                    stream.send();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long waitMillis() {
        var next = due.peek();
        return next == null ? 100 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(next.nextAt - System.nanoTime()));
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                var channel = listener.accept();
                channel.configureBlocking(false);
                channel.socket().setTcpNoDelay(true);
                channel.register(selector, SelectionKey.OP_READ, new Stream(channel));
            } else {
                ((Stream) key.attachment()).read(key);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        selector.wakeup();
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
