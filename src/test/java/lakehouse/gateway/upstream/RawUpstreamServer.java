package lakehouse.gateway.upstream;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** An upstream that answers with whatever bytes a test gives, in one write each. */
public final class RawUpstreamServer implements Closeable {
    /** Bytes for one request. */
    public interface Script {
        /**
         * Writes an answer.
         *
         * @param body the request's body
         * @return whether the connection goes on
         */
        boolean answer(String body, OutputStream out) throws IOException;
    }

    private final ServerSocket listener;
    private final AtomicInteger connections = new AtomicInteger();
    private final IntFunction<String> greeting;
    private final Script script;

    RawUpstreamServer(Script script) throws IOException {
        this("", script);
    }

    /** @param greeting what is sent as soon as a connection is open */
    RawUpstreamServer(String greeting, Script script) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), connection -> greeting, script);
    }

    /**
     * Starts.
     *
     * @param greeting what is sent as soon as a connection is open, by its number
     */
    public RawUpstreamServer(ServerSocket listener, IntFunction<String> greeting, Script script) {
        this.listener = listener;
        this.greeting = greeting;
        this.script = script;
        daemon(this::accept);
    }

    /** Where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Connections so far. */
    public int connections() {
        return connections.get();
    }

    /** A text as it goes over the wire. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                int connection = connections.incrementAndGet();
                daemon(() -> serve(socket, connection));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket socket, int connection) {
        try (socket) {
            socket.getOutputStream().write(bytes(greeting.apply(connection)));
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            while (in.readLine() != null) {
                int length = 0;
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                        length = Integer.parseInt(
                                line.substring(line.indexOf(':') + 1).strip());
                    }
                }
                char[] body = new char[length];
                for (int read = 0; read < length; ) {
                    read += in.read(body, read, length - read);
                }
                if (!script.answer(new String(body), socket.getOutputStream())) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client closed the connection.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
