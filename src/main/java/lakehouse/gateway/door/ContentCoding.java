package lakehouse.gateway.door;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import org.jspecify.annotations.Nullable;

/** How a request's body is packed: its {@code Content-Encoding} (RFC 9110, section 8.4.1; zstd: RFC 8878). */
enum ContentCoding {
    IDENTITY,
    GZIP,
    DEFLATE,
    ZSTD;

    /**
     * Reads the header.
     *
     * @param header null when there is none
     * @throws GatewayException when the gateway cannot unpack it
     */
    static ContentCoding of(@Nullable String header) {
        if (header == null) {
            return IDENTITY;
        }
        List<String> names = Arrays.stream(header.toLowerCase(Locale.ROOT).split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty() && !name.equals("identity"))
                .toList();
        if (names.isEmpty()) {
            return IDENTITY;
        }
        return switch (names.size() == 1 ? names.get(0) : "") {
            case "gzip", "x-gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            case "zstd" -> ZSTD;
            default ->
                throw Failure.of(
                                FailureKind.UNSUPPORTED_CODING,
                                "The request body is packed as \"" + Names.shown(header)
                                        + "\" (Content-Encoding). Send it plain, or packed once as gzip, deflate or zstd.")
                        .exception();
        };
    }

    /**
     * Unpacks a body.
     *
     * @param most bytes after which to stop
     * @throws GatewayException when it is not packed so, or broken off
     */
    byte[] unpack(byte[] packed, long most) {
        if (this == IDENTITY) {
            return packed;
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream(packed.length * 2);
        byte[] block = new byte[16 * 1024];
        try (InputStream in = open(packed)) {
            int got = in.read(block);
            while (got >= 0 && plain.size() < most) {
                plain.write(block, 0, got);
                got = in.read(block);
            }
        } catch (IOException | RuntimeException e) {
            // The reader of zstd throws much, ArithmeticException too.
            throw Failure.of(
                            FailureKind.INVALID_REQUEST,
                            "The request body cannot be unpacked: it is not whole " + name().toLowerCase(Locale.ROOT)
                                    + ", as its Content-Encoding says.")
                    .exception();
        }
        return plain.toByteArray();
    }

    private InputStream open(byte[] packed) throws IOException {
        InputStream in = new ByteArrayInputStream(packed);
        return switch (this) {
            case IDENTITY -> in;
            case GZIP -> new GZIPInputStream(in);
            case DEFLATE -> new InflaterInputStream(in, new Inflater(!hasZlibHeader(packed)));
            case ZSTD -> new ZstdInputStream(in);
        };
    }

    /** Some clients send raw DEFLATE, says RFC 9110, section 8.4.1.2. The header is RFC 1950's. */
    private static boolean hasZlibHeader(byte[] packed) {
        return packed.length >= 2
                && (packed[0] & 0x0f) == 8
                && (((packed[0] & 0xff) << 8) | (packed[1] & 0xff)) % 31 == 0;
    }
}
