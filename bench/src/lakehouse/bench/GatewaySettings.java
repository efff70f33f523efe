package lakehouse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The gateway's settings for the benchmark: two providers and one key that callers must show. All else is the default. */
final class GatewaySettings {
    private GatewaySettings() {}

    /** Writes them as a properties file. */
    static Path write(Path folder, Upstreams upstreams) {
        List<String> lines = List.of(
                "gateway.providers=canned,paced",
                "gateway.provider.canned.base-url=http://127.0.0.1:" + upstreams.canned() + "/v1",
                "gateway.provider.canned.api-key=bench-key-of-the-provider",
                "gateway.provider.paced.base-url=http://127.0.0.1:" + upstreams.paced() + "/v1",
                "gateway.provider.paced.api-key=bench-key-of-the-provider",
                "gateway.access.keys=bench:" + sha256(Call.KEY),
                "");
        try {
            return Files.writeString(folder.resolve("gateway.properties"), String.join("\n", lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
