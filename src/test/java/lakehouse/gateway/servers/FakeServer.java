package lakehouse.gateway.servers;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** What the launcher's tests start for a server. It holds nothing of the gateway but the shape of one answer. */
final class FakeServer {
    private FakeServer() {}

    /** @param arguments how it behaves, and its port */
    public static void main(String[] arguments) throws Exception {
        System.out.println("words of the server");
        switch (arguments[0]) {
            case "dies" -> throw new IOException("no disk");
            case "idle" -> new CountDownLatch(1).await();
            case "busy" -> work(4_000_000_000L);
            default -> {}
        }
        var body = arguments[0].equals("empty") ? "" : "{\"object\":\"list\",\"data\":[]}";
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[1])), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, body.isEmpty() ? -1 : body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
    }

    /** Takes processor time, as a start does. */
    private static void work(long nanos) {
        var end = System.nanoTime() + nanos;
        var sum = 0L;
        while (System.nanoTime() < end) {
            sum += System.nanoTime() % 7;
        }
        System.out.println("worked " + (sum > 0));
    }
}
