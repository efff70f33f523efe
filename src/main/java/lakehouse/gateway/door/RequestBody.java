package lakehouse.gateway.door;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a request, within bounds of size and time, and unpacks it.
 *
 * @param maxBytes the most bytes, packed and unpacked
 * @param patience how long the body may take to come
 */
record RequestBody(int maxBytes, Duration patience) {
    private static final int FIRST = 64 * 1024;

    /**
     * Reads a whole body.
     *
     * @param length the request's {@code Content-Length}; negative when it has none
     * @param coding the request's {@code Content-Encoding}; null when it has none
     * @throws GatewayException when it is too large, comes too slowly or cannot be unpacked
     * @throws IOException when the client breaks off
     */
    byte[] read(InputStream in, long length, @Nullable String coding) throws IOException {
        ContentCoding packed = ContentCoding.of(coding);
        if (length > maxBytes) {
            throw tooLarge("The request body is larger than ");
        }
        // To the given length and not to the end: after "Upgrade: h2c" without HTTP2-Settings, Grizzly never reports
        // one.
        byte[] bytes = take(in, length < 0 ? maxBytes : (int) length, System.nanoTime());
        if (bytes.length < length) {
            throw new EOFException("The body is shorter than its Content-Length.");
        }
        if (length < 0 && bytes.length == maxBytes && in.read() >= 0) {
            throw tooLarge("The request body is larger than ");
        }
        byte[] plain = packed.unpack(bytes, maxBytes + 1L);
        if (plain.length > maxBytes) {
            throw tooLarge("The request body is, unpacked, larger than ");
        }
        return plain;
    }

    /** No more memory than what came: a length is only a claim. */
    private byte[] take(InputStream in, int most, long start) throws IOException {
        byte[] bytes = new byte[Math.min(most, FIRST)];
        int taken = 0;
        while (taken < most) {
            if (taken == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(most, bytes.length * 2L));
            }
            int more = in.read(bytes, taken, bytes.length - taken);
            if (more < 0) {
                break;
            }
            taken += more;
            if (System.nanoTime() - start > patience.toNanos()) {
                throw Failure.of(
                                FailureKind.REQUEST_TOO_SLOW,
                                "The request body did not come within " + patience.toSeconds()
                                        + " s (gateway.chat.body-timeout). Send it faster, or send less.")
                        .exception();
            }
        }
        return taken == bytes.length ? bytes : Arrays.copyOf(bytes, taken);
    }

    private GatewayException tooLarge(String what) {
        return Failure.of(FailureKind.REQUEST_TOO_LARGE, what + maxBytes + " bytes (gateway.chat.max-body).")
                .exception();
    }
}
