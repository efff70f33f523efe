package lakehouse.gateway.blackbox;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

/** The env file that the running server reads again when it changes. */
final class LiveSettings {
    private static final Path FILE = Deployed.workDirectory().resolve("live.env");

    private LiveSettings() {}

    /**
     * Replaces all live settings by these lines, as an operator's editor does: whole, and readable by the owner only. Where no
     * line says which access keys there are, one says that there are none: other tests of the same server had some, and keys
     * that are gone without a word close the gateway.
     */
    static void write(String... lines) throws IOException {
        var next = Files.createTempFile(
                Deployed.workDirectory(),
                "live",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        var keys = Arrays.stream(lines).anyMatch(line -> line.contains("GATEWAY_ACCESS_KEYS"))
                ? ""
                : "GATEWAY_ACCESS_KEYS=none\n";
        Files.writeString(next, String.join("\n", lines) + "\n" + keys);
        Files.move(next, FILE, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Takes all live settings away, access keys too, and waits until the gateway has seen it. */
    static void open() throws IOException {
        write("GATEWAY_ACCESS_KEYS=none");
        var providers = URI.create("http://127.0.0.1:" + System.getProperty("gateway.port") + "/v1/providers");
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> Deployed.caller()
                                .send(Caller.request(providers).build())
                                .status()
                        == 200);
    }

    /** An item of {@code gateway.access.keys}. */
    static String accessKey(String name, String key) throws NoSuchAlgorithmException {
        var hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return name + ":" + HexFormat.of().formatHex(hash);
    }
}
