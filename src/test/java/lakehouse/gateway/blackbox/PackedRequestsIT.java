package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose bodies are packed. Codex packs its requests with zstd. */
class PackedRequestsIT extends Deployed {
    private static final String BODY = Chat.request("compatible/m").replace("PONG", "grüß ".repeat(5_000));

    @BeforeEach
    void forgetEarlierTests() {
        upstream().resetAll();
        answers("compatible", Chat.completion("PONG"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "zstd", "identity"})
    void unpacksThem(String coding) throws Exception {
        send(coding, pack(coding, BODY.getBytes(StandardCharsets.UTF_8))).isOk();

        var sent = asked("compatible").get(0);
        assertThat(sent.getBodyAsString()).isEqualTo(BODY.replace("compatible/", ""));
        assertThat(sent.containsHeader("Content-Encoding")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"br, br", "'gzip, gzip', gzip", "x, x"})
    void refusesWhatItCannotUnpack(String coding, String word) throws Exception {
        var reply = send(coding, BODY.getBytes(StandardCharsets.UTF_8));

        assertThat(reply.isError(415, "unsupported_content_encoding").getString("message"))
                .contains(word, "zstd");
        assertThat(reply.header("Accept-Encoding")).isEqualTo("gzip, deflate, zstd");
        assertThat(asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "zstd"})
    void boundsWhatIsUnpacked(String coding) throws Exception {
        send(coding, pack(coding, new byte[64 * 1024 * 1024])).isError(413, "request_too_large");

        assertThat(asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "zstd"})
    void refusesWhatIsNotPackedSo(String coding) throws Exception {
        send(coding, BODY.getBytes(StandardCharsets.UTF_8)).isError(400, "invalid_request");

        assertThat(asked()).isEmpty();
    }

    @Test
    void readsOverAByteOrderMark() throws Exception {
        send("identity", ("\ufeff" + BODY).getBytes(StandardCharsets.UTF_8)).isOk();

        assertThat(asked("compatible").get(0).getBodyAsString()).startsWith("{");
    }

    private Reply send(String coding, byte[] body) {
        return caller().send(
                        Caller.request(gateway(CHAT), "Content-Type", "application/json", "Content-Encoding", coding)
                                .POST(BodyPublishers.ofByteArray(body))
                                .build());
    }

    private static byte[] pack(String coding, byte[] plain) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = packer(coding, packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static OutputStream packer(String coding, OutputStream out) throws IOException {
        return switch (coding) {
            case "gzip" -> new GZIPOutputStream(out);
            case "deflate" -> new DeflaterOutputStream(out);
            case "zstd" -> new ZstdOutputStream(out);
            default -> out;
        };
    }
}
