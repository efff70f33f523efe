package lakehouse.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeylessNoticeTest {
    @TempDir
    Path folder;

    @Test
    void makesAKeyWithTheCommandItNames() throws Exception {
        String words = KeylessNotice.words(List.of(folder + "/*.env", "/etc/other.env"));
        String command = words.substring(words.indexOf("K=$("));

        Process shell = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        String shown = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor()).as(shown).isZero();
        assertThat(shown).matches("key: [0-9a-f]{64}\n");
        byte[] key = shown.substring(5).strip().getBytes(StandardCharsets.UTF_8);
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
        Path file = folder.resolve("access.env");
        assertThat(file).hasContent("GATEWAY_ACCESS_KEYS=me:" + hash + "\n");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    @Test
    void saysWhatKeylessMeans() {
        assertThat(KeylessNotice.words(List.of()))
                .startsWith("KEYLESS")
                .contains("gateway.access.keys", "every program", "proxy", "/etc/lakehouse/access.env");
    }
}
