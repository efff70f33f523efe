package lakehouse.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodingTest {
    private static final int LIMIT = 100_000;
    private static final byte[] BODY =
            ("{\"messages\":[\"" + "Grüße ".repeat(9_000) + "\"]}").getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZIP", " gzip ", "identity, gzip", "deflate", "raw deflate", "zstd"})
    void unpacks(String coding) throws IOException {
        assertThat(read(pack(coding, BODY), coding.replace("raw ", ""))).isEqualTo(BODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "", " , "})
    void takesNoCodingForPlain(String coding) throws IOException {
        assertThat(read(BODY, coding)).isEqualTo(BODY);
    }

    /** Made by the reference implementation, {@code zstd -19}; it is what clients use. */
    @Test
    void unpacksWhatTheReferenceImplementationPacked() throws IOException {
        byte[] packed = HexFormat.of().parseHex("28b52ffd240f790000" + "7b226d65737361676573223a5b5d7d" + "431d6be2");

        assertThat(read(packed, "zstd")).asString().isEqualTo("{\"messages\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "compress", "gzip, gzip", "deflate, gzip", "gzip;q=1", "*", "x"})
    void refusesWhatItCannotUnpack(String coding) {
        GatewayException thrown = catchThrowableOfType(GatewayException.class, () -> read(BODY, coding));

        assertThat(thrown.failure().kind()).isEqualTo(FailureKind.UNSUPPORTED_CODING);
        assertThat(thrown.failure().message()).contains("gzip", "deflate", "zstd", coding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "raw deflate", "zstd"})
    void boundsWhatIsUnpacked(String coding) throws IOException {
        byte[] bomb = pack(coding, new byte[200 * 1024 * 1024]);
        assertThat(bomb.length).isLessThan(LIMIT * 3);

        GatewayException thrown = catchThrowableOfType(
                GatewayException.class,
                () -> reader(bomb.length)
                        .read(new ByteArrayInputStream(bomb), bomb.length, coding.replace("raw ", "")));

        assertThat(thrown.failure().kind()).isEqualTo(FailureKind.REQUEST_TOO_LARGE);
        assertThat(thrown.failure().message()).contains("unpacked");
    }

    @ParameterizedTest
    @CsvSource({"gzip, 1", "deflate, 1", "raw deflate, 1", "zstd, 1", "gzip, 9", "zstd, 9", "gzip, 40", "zstd, 40"})
    void refusesWhatIsBrokenOff(String coding, int missing) throws IOException {
        byte[] packed = pack(coding, BODY);

        assertInvalid(Arrays.copyOf(packed, packed.length - missing), coding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "zstd"})
    void refusesWhatIsPackedOtherwise(String coding) throws IOException {
        assertInvalid("{\"messages\":[]}".getBytes(StandardCharsets.UTF_8), coding);
        assertInvalid(new byte[0], coding);
        for (int seed = 0; seed < 200; seed++) {
            byte[] broken = pack(coding, BODY);
            int at = new java.util.Random(seed).nextInt(broken.length);
            broken[at] ^= (byte) 0xff;
            try {
                assertThat(read(broken, coding)).as("byte %d", at).isNotNull();
            } catch (GatewayException e) {
                assertThat(e.failure().kind()).isIn(FailureKind.INVALID_REQUEST, FailureKind.REQUEST_TOO_LARGE);
            }
        }
    }

    private static void assertInvalid(byte[] packed, String coding) {
        GatewayException thrown =
                catchThrowableOfType(GatewayException.class, () -> read(packed, coding.replace("raw ", "")));

        assertThat(thrown).as(coding).isNotNull();
        assertThat(thrown.failure().kind()).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(thrown.failure().message()).contains("unpacked").contains(coding.replace("raw ", ""));
    }

    private static byte[] read(byte[] body, @Nullable String coding) throws IOException {
        return reader(LIMIT).read(new ByteArrayInputStream(body), body.length, coding);
    }

    private static RequestBody reader(int limit) {
        return new RequestBody(limit, Duration.ofMinutes(1));
    }

    private static byte[] pack(String coding, byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = packer(coding, packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static OutputStream packer(String coding, OutputStream out) throws IOException {
        if (coding.contains("deflate")) {
            return new DeflaterOutputStream(out, new Deflater(9, coding.startsWith("raw")));
        }
        return coding.equals("zstd") ? new ZstdOutputStream(out) : new GZIPOutputStream(out);
    }
}
