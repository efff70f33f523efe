package lakehouse.gateway.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files for systemd, as far as they can be judged without running it. */
class SystemdFilesTest {
    private static final Path SYSTEMD = Path.of("server-config/systemd");

    @Test
    void systemdFindsNothingToSayAboutTheUnitAndItsDropIn(@TempDir Path copy) throws Exception {
        var tool = Path.of("/usr/bin/systemd-analyze");
        if (!Files.isExecutable(tool)) {
            System.err.println("==== systemd-analyze IS NOT HERE: the unit was NOT verified. ====");
        }
        assumeTrue(Files.isExecutable(tool), "systemd-analyze is not here: the unit was NOT verified");
        // From a folder of its own: there the drop-in counts too.
        var unit = Files.copy(SYSTEMD.resolve("lakehouse.service"), copy.resolve("lakehouse.service"));
        var dropIns = Files.createDirectory(copy.resolve("lakehouse.service.d"));
        Files.copy(SYSTEMD.resolve("lakehouse.service.d/env-files.conf"), dropIns.resolve("env-files.conf"));

        var process = new ProcessBuilder(tool.toString(), "verify", unit.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEmpty();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void theUnitIsUnprivilegedAndOutlastsTheDrain() throws IOException {
        assertThat(Files.readAllLines(SYSTEMD.resolve("lakehouse.service")))
                .contains("User=lakehouse", "NoNewPrivileges=yes", "ProtectSystem=strict", "Restart=on-failure")
                .contains("TimeoutStopSec=60");
    }
}
