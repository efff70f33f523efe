package lakehouse.gateway.door;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What Linux knows of the connections of clients: {@code /proc/net/tcp} of proc_net_tcp(5), for this process's network. None
 * of the servers tells a servlet that a client left before something is written to it, and no byte may be written before it is
 * known with which status.
 */
final class SocketTable {
    private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
    private static final String MAPPED = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
            ? "0000000000000000FFFF0000"
            : "00000000000000000000FFFF";
    private static final int IPV6_DIGITS = 32;
    private static final String ESTABLISHED = "01";
    private static final String CLOSE_WAIT = "08";
    private static final int HEX = 16;

    /** Whether this system has such tables. */
    static boolean isThere() {
        return Files.isReadable(TABLES.get(0));
    }

    private final Map<Integer, List<ClientSocket>> byPort;
    private final BitSet ports = new BitSet();
    private final Map<ClientSocket, ClientState> found = new HashMap<>();
    private final Map<ClientSocket, Boolean> ownEnds = new HashMap<>();

    private SocketTable(Collection<ClientSocket> wanted) {
        wanted.forEach(socket -> ports.set(socket.port()));
        byPort = wanted.stream().collect(Collectors.groupingBy(ClientSocket::port));
    }

    /**
     * Looks now.
     *
     * @return a state for each
     */
    static Map<ClientSocket, ClientState> look(Collection<ClientSocket> wanted) throws IOException {
        SocketTable table = new SocketTable(wanted);
        for (Path path : TABLES) {
            if (Files.isReadable(path)) {
                table.read(Files.readString(path, StandardCharsets.US_ASCII));
            }
        }
        return table.states(wanted);
    }

    /** As {@link #look}, in a text that is there already. */
    static Map<ClientSocket, ClientState> in(String text, Collection<ClientSocket> wanted) {
        SocketTable table = new SocketTable(wanted);
        table.read(text);
        return table.states(wanted);
    }

    private Map<ClientSocket, ClientState> states(Collection<ClientSocket> wanted) {
        Map<ClientSocket, ClientState> states = new HashMap<>();
        for (ClientSocket socket : wanted) {
            ClientState state = found.getOrDefault(socket, ClientState.ABSENT);
            boolean reads = state == ClientState.CLOSED_BY_CLIENT && ownEnds.getOrDefault(socket, false);
            states.put(socket, reads ? ClientState.HALF_CLOSED : state);
        }
        return states;
    }

    /** There may be tens of thousands of lines, nearly all of them about others, so nothing is made of these. */
    private void read(String text) {
        for (int line = text.indexOf('\n') + 1; line > 0 && line < text.length(); ) {
            int next = text.indexOf('\n', line);
            int end = next < 0 ? text.length() : next;
            read(text, line, end);
            line = end + 1;
        }
    }

    /** A line: {@code sl: local:port remote:port state tx:rx timer:when retransmits uid timeout inode ...}. */
    private void read(String text, int start, int end) {
        int local = text.indexOf(": ", start) + 2;
        int localPort = text.indexOf(':', local) + 1;
        int remote = localPort + 5;
        int remotePort = text.indexOf(':', remote) + 1;
        int state = remotePort + 5;
        if (local < 2 || localPort == 0 || remotePort == 0 || end < state + 2) {
            return;
        }
        int here = Integer.parseInt(text, localPort, localPort + 4, HEX);
        int there = Integer.parseInt(text, remotePort, remotePort + 4, HEX);
        if (ports.get(there)) {
            ClientSocket asServer = wanted(there, here, text.substring(remote, remotePort - 1));
            if (asServer != null) {
                found.put(asServer, state(text.substring(state, state + 2)));
            }
        }
        if (ports.get(here)) {
            ClientSocket asClient = wanted(here, there, text.substring(local, localPort - 1));
            if (asClient != null) {
                ownEnds.put(asClient, hasOwner(text.substring(state, end)));
            }
        }
    }

    private @Nullable ClientSocket wanted(int clientPort, int serverPort, String written) {
        for (ClientSocket socket : byPort.getOrDefault(clientPort, List.of())) {
            if (socket.serverPort() == serverPort && socket.address().equals(address(written))) {
                return socket;
            }
        }
        return null;
    }

    private static String address(String written) {
        return written.length() == IPV6_DIGITS && written.startsWith(MAPPED)
                ? written.substring(MAPPED.length())
                : written;
    }

    private static ClientState state(String code) {
        return switch (code) {
            case ESTABLISHED -> ClientState.OPEN;
            case CLOSE_WAIT -> ClientState.CLOSED_BY_CLIENT;
            default -> ClientState.ABSENT;
        };
    }

    /** A socket that its program has closed has inode 0 until it is forgotten. */
    private static boolean hasOwner(String fromState) {
        String[] fields = fromState.strip().split("\\s+", -1);
        return fields.length > 6 && !fields[6].equals("0");
    }
}
