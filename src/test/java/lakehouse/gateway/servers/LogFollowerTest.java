package lakehouse.gateway.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a full server, as {@code ./gateway run --server} shows and keeps it. */
class LogFollowerTest {
    private static final String OURS =
            "[2026-01-02T03:04:05.678+0000] [Payara 6] [INFO] [] [lakehouse.gateway.calls] [[\n";
    private static final String OTHERS = "[2026-01-02T03:04:05.678+0000] [Payara 6] [SEVERE] [] [some.server] [[\n";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private Path log;
    private Path kept;

    @BeforeEach
    void begin() throws IOException {
        log = Files.writeString(folder.resolve("server.log"), "");
        kept = folder.resolve("run/kept.log");
    }

    @Test
    void showsTheGatewaysRecordsOnlyAndKeepsAll() throws IOException {
        try (var follower = follow()) {
            assertThat(follower).isNotNull();
            write(OTHERS + "  alarming]]\n\n" + OURS + "  call=1 outcome=ok]]\n\n");
        }

        assertThat(shown()).isEqualTo(OURS + "  call=1 outcome=ok]]\n");
        assertThat(kept).hasContent(OTHERS + "  alarming]]\n\n" + OURS + "  call=1 outcome=ok]]\n\n");
    }

    @Test
    void showsALineOnceItIsWhole() throws IOException {
        try (var follower = follow()) {
            assertThat(follower).isNotNull();
            write(OURS + "  call=1 out");
            await().atMost(Duration.ofSeconds(20)).until(() -> shown().equals(OURS));
            write("come=ok\n");
            await().atMost(Duration.ofSeconds(20)).until(() -> shown().equals(OURS + "  call=1 outcome=ok\n"));
        }
    }

    /** Both servers begin another file: Payara when one is full, WildFly at midnight. */
    @Test
    void goesOnWithTheNextFile() throws IOException {
        try (var follower = follow()) {
            assertThat(follower).isNotNull();
            write(OURS + "  one\n");
            await().atMost(Duration.ofSeconds(20)).until(() -> shown().contains("one"));
            Files.move(log, folder.resolve("server.log_1"));
            Files.writeString(log, OURS + "  two\n");
            await().atMost(Duration.ofSeconds(20)).until(() -> shown().contains("two"));
        }

        assertThat(kept).hasContent(OURS + "  one\n" + OURS + "  two\n");
    }

    private LogFollower follow() throws IOException {
        return LogFollower.of(log, kept, new PrintStream(shown, true, StandardCharsets.UTF_8));
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    private void write(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }
}
