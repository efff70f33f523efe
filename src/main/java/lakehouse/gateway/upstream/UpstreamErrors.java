package lakehouse.gateway.upstream;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import lakehouse.gateway.failure.FailureKind;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;

/**
 * Tells what an I/O error of an exchange means. The words continue the sentence "Provider x failed: ...". They are the
 * gateway's own for each class of error: the library quotes what it could not read, and an upstream may have written the
 * gateway's key there.
 */
final class UpstreamErrors {
    private UpstreamErrors() {}

    /** An error before the head of the answer was there. */
    static UpstreamException whileOpening(IOException cause, @Nullable Clock expired, boolean connected) {
        if (cause instanceof UpstreamException known) {
            return known;
        }
        if (expired != null) {
            return UpstreamException.timeout(expired);
        }
        if (cause instanceof UnknownHostException) {
            return UpstreamException.before(
                    FailureKind.UPSTREAM_HOST_UNKNOWN, "its host name cannot be resolved. Check base-url and DNS");
        }
        if (cause instanceof SSLException) {
            return unreachable("the TLS handshake failed: " + tls(cause));
        }
        if (cause instanceof ConnectTimeoutException) {
            return UpstreamException.timeout(Clock.CONNECT);
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException || !connected) {
            return unreachable("no connection (" + reason(cause) + "). Check base-url and that it is running");
        }
        if (isAnswer(cause)) {
            return UpstreamException.broken(reason(cause));
        }
        return UpstreamException.before(
                FailureKind.UPSTREAM_ERROR, "it closed the connection before it answered (" + reason(cause) + ")");
    }

    /** The library takes a proxy's refusal for the answer of the upstream. */
    static UpstreamException refusedByProxy(int status) {
        return unreachable("the proxy did not connect to it (status " + status
                + "). Check gateway.upstream.proxy, or the" + " variable that names the proxy, and what it allows");
    }

    /** Whether an answer was begun: then it is paid for, however broken it is. */
    private static boolean isAnswer(IOException cause) {
        return cause instanceof MessageConstraintException || cause.getCause() instanceof BadFraming;
    }

    /** An error while the answer was read. */
    static UpstreamException whileReading(IOException cause, @Nullable Clock expired) {
        if (expired != null) {
            return UpstreamException.timeout(expired);
        }
        if (cause instanceof UpstreamException known) {
            return known;
        }
        return UpstreamException.broken("its answer broke off (" + reason(cause) + ")");
    }

    private static UpstreamException unreachable(String words) {
        return UpstreamException.before(FailureKind.UPSTREAM_UNREACHABLE, words);
    }

    private static String reason(IOException cause) {
        Throwable known = cause.getCause() instanceof HttpException ? cause.getCause() : cause;
        if (known instanceof BadFraming || known instanceof UnaskedBytesException) {
            return String.valueOf(known.getMessage());
        }
        if (known instanceof HttpException) {
            return "what it sent is no HTTP";
        }
        if (known instanceof MessageConstraintException) {
            return "its headers, or the lines between the parts of its answer, are too long or too many";
        }
        if (known instanceof NoHttpResponseException
                || known instanceof ConnectionClosedException
                || known instanceof TruncatedChunkException) {
            return "the end came too early";
        }
        if (known instanceof MalformedChunkCodingException) {
            return "its answer is not cut into chunks as HTTP wants them";
        }
        if (known instanceof InterruptedIOException) {
            return "interrupted";
        }
        if (known instanceof ZipException) {
            return "it cannot be decompressed";
        }
        if (known instanceof SSLException) {
            return "TLS failed: " + tls(cause);
        }
        // These are the words of the operating system.
        return known instanceof SocketException && known.getMessage() != null
                ? known.getMessage()
                : known.getClass().getSimpleName();
    }

    private static String tls(Throwable error) {
        if (error instanceof SSLPeerUnverifiedException) {
            return "its certificate is for another host name. Check base-url";
        }
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return "its certificate is not valid at this time. Check it, and this machine's clock";
            }
            if (cause instanceof CertPathBuilderException) {
                return "its certificate is signed by nobody that is trusted here. Set gateway.upstream.ca-file to the"
                        + " certificate of the authority that signs for it";
            }
        }
        return "both sides agree on no protocol, or the connection was cut. Check base-url and its certificate";
    }
}
