package lakehouse.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketTableTest {
    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
    private static final String REST = " 00000000:00000000 00:00000000 00000000     0        0 ";

    @BeforeEach
    void needsLinux() {
        Assumptions.assumeThat(SocketTable.isThere())
                .as("NO LINUX: nothing is tried here")
                .isTrue();
    }

    @Test
    void seesThatAClientIsThere() throws IOException {
        try (Pair pair = new Pair()) {
            assertThat(pair.state()).isEqualTo(ClientState.OPEN);
        }
    }

    @Test
    void seesThatAClientClosed() throws IOException {
        try (Pair pair = new Pair()) {
            pair.client.close();

            await().atMost(Duration.ofSeconds(5)).until(() -> pair.state() == ClientState.CLOSED_BY_CLIENT);
        }
    }

    @Test
    void seesThatAClientResetTheConnection() throws IOException {
        try (Pair pair = new Pair()) {
            pair.client.setSoLinger(true, 0);
            pair.client.close();

            await().atMost(Duration.ofSeconds(5)).until(() -> pair.state() == ClientState.ABSENT);
        }
    }

    @Test
    void takesAClientOfThisMachineThatStillReadsForNoneThatLeft() throws IOException {
        try (Pair pair = new Pair()) {
            pair.client.shutdownOutput();

            await().atMost(Duration.ofSeconds(5)).until(() -> pair.state() == ClientState.HALF_CLOSED);
        }
    }

    @Test
    void readsAddressesOfBothKinds() {
        Assumptions.assumeThat(ByteOrder.nativeOrder()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        ClientSocket mapped = ClientSocket.of("192.0.2.7", 0xA7FC, 0x1F90);
        ClientSocket ipv6 = ClientSocket.of("2001:db8::1", 0xA7FD, 0x1F90);
        ClientSocket left = ClientSocket.of("192.0.2.8", 0xA7FC, 0x1F90);
        ClientSocket unknown = ClientSocket.of("client.example", 0xA7FC, 0x1F90);
        String table = HEAD
                + "   0: 0000000000000000FFFF00000100007F:1F90 0000000000000000FFFF0000070200C0:A7FC 01" + REST
                + "7 1\n"
                + "  10: B80D0120000000000000000001000000:1F90 B80D0120000000000000000001000000:A7FD 08" + REST
                + "8 1\n"
                + "1000: 0000000000000000FFFF00000100007F:1F90 0000000000000000FFFF0000080200C0:A7FC 08" + REST
                + "9 1\n"
                + "not a line\n";

        var states = SocketTable.in(table, List.of(mapped, ipv6, left, unknown));

        assertThat(states)
                .containsEntry(mapped, ClientState.OPEN)
                .containsEntry(ipv6, ClientState.CLOSED_BY_CLIENT)
                .containsEntry(left, ClientState.CLOSED_BY_CLIENT)
                .containsEntry(unknown, ClientState.ABSENT);
    }

    private static final class Pair implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
        private final Socket server = listener.accept();

        private Pair() throws IOException {}

        private ClientState state() throws IOException {
            ClientSocket socket =
                    ClientSocket.of(server.getInetAddress().getHostAddress(), server.getPort(), server.getLocalPort());
            return SocketTable.look(List.of(socket)).get(socket);
        }

        @Override
        public void close() throws IOException {
            client.close();
            server.close();
            listener.close();
        }
    }
}
