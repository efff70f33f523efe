package lakehouse.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What answers behind every contender: nginx for short calls where it is installed, a program of our own for streams. */
final class Upstreams implements AutoCloseable {
    private final Server canned;
    private final Server paced;

    private Upstreams(Server canned, Server paced) {
        this.canned = canned;
        this.paced = paced;
    }

    static Upstreams start(Places places) {
        Server paced = own(places);
        paced.awaitListening();
        if (!Nginx.isInstalled()) {
            return new Upstreams(paced, paced);
        }
        Server canned = Nginx.start(places, "upstream", "nginx/upstream.conf", Map.of("answer", CannedUpstream.ANSWER));
        canned.awaitListening();
        return new Upstreams(canned, paced);
    }

    private static Server own(Places places) {
        int port = Ports.free();
        Path work = places.work("paced");
        return Server.start(
                "The upstream",
                work,
                port,
                Map.of(),
                List.of(
                        places.java().toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CannedUpstream.class.getName(),
                        String.valueOf(port)));
    }

    /** The port for short calls. */
    int canned() {
        return canned.port();
    }

    /** The port for streams. */
    int paced() {
        return paced.port();
    }

    @Override
    public void close() {
        canned.close();
        paced.close();
    }
}
