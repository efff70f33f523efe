package lakehouse.gateway.upstream;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import lakehouse.gateway.failure.FailureKind;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells what an I/O error of an exchange means. The words continue the sentence "Provider x failed: ...". */
final class UpstreamErrors {
    private UpstreamErrors() {}

    /** An error before the head of the answer was there. */
    static UpstreamException whileOpening(IOException cause, @Nullable Clock expired, boolean connected) {
        if (expired != null) {
            return timeout(cause, expired);
        }
        if (cause instanceof UnknownHostException) {
            return new UpstreamException(
                    FailureKind.UPSTREAM_HOST_UNKNOWN,
                    "its host name cannot be resolved. Check base-url and DNS",
                    cause);
        }
        if (cause instanceof SSLException) {
            return unreachable(cause, "the TLS handshake failed (" + cause.getMessage() + "). Check its certificate");
        }
        if (cause instanceof ConnectTimeoutException) {
            return timeout(cause, Clock.CONNECT);
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException || !connected) {
            return unreachable(cause, "no connection (" + reason(cause) + "). Check base-url and that it is running");
        }
        return new UpstreamException(
                FailureKind.UPSTREAM_ERROR,
                "it closed the connection before it answered (" + reason(cause) + ")",
                cause);
    }

    /** An error while the answer was read. */
    static UpstreamException whileReading(IOException cause, @Nullable Clock expired) {
        if (expired != null) {
            return timeout(cause, expired);
        }
        if (cause instanceof UpstreamException known) {
            return known;
        }
        return new UpstreamException(
                FailureKind.UPSTREAM_BROKEN, "its answer broke off (" + reason(cause) + ")", cause);
    }

    private static UpstreamException timeout(IOException cause, Clock clock) {
        return new UpstreamException(
                FailureKind.UPSTREAM_TIMEOUT, "the " + clock.words() + " clock ran out", cause, clock);
    }

    private static UpstreamException unreachable(IOException cause, String words) {
        return new UpstreamException(FailureKind.UPSTREAM_UNREACHABLE, words, cause);
    }

    private static String reason(IOException cause) {
        String message = cause.getMessage();
        if (cause instanceof InterruptedIOException) {
            return "interrupted";
        }
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
