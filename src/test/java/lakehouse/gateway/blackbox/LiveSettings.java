package lakehouse.gateway.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The env file that the running server reads again when it changes. */
final class LiveSettings {
    private static final Path FILE = Deployed.workDirectory().resolve("live.env");

    private LiveSettings() {}

    /** Replaces all live settings by these lines, as an operator's editor does: whole, and readable by the owner only. */
    static void write(String... lines) throws IOException {
        var next = Files.createTempFile(
                Deployed.workDirectory(),
                "live",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(next, String.join("\n", lines) + "\n");
        Files.move(next, FILE, StandardCopyOption.ATOMIC_MOVE);
    }

    /** An item of {@code gateway.access.keys}. */
    static String accessKey(String name, String key) throws NoSuchAlgorithmException {
        var hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return name + ":" + HexFormat.of().formatHex(hash);
    }
}
