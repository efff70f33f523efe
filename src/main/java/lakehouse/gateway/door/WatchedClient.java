package lakehouse.gateway.door;

import java.util.Set;

/** A client that is watched while nothing is written to it. */
final class WatchedClient {
    private final Set<WatchedClient> waiting;
    private final String address;
    private final int port;
    private final int serverPort;
    private final Runnable gone;
    private final long since = System.nanoTime();

    WatchedClient(Set<WatchedClient> waiting, String address, int port, int serverPort, Runnable gone) {
        this.waiting = waiting;
        this.address = address;
        this.port = port;
        this.serverPort = serverPort;
        this.gone = gone;
    }

    /** Its end of the connection; made when it is looked for, because most calls are over before. */
    ClientSocket socket() {
        return ClientSocket.of(address, port, serverPort);
    }

    boolean isOlderThan(long nanos, long now) {
        return now - since >= nanos;
    }

    /** Notes that it left. */
    void left() {
        gone.run();
    }

    /** Ends the watching, before something is written to the client. */
    void stop() {
        waiting.remove(this);
    }
}
