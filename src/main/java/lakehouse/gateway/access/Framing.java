package lakehouse.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request's head has one reading only. Where a proxy before the gateway reads it in another way, a second request
 * hides in the body of the first one, and its answer goes to somebody else (RFC 9112, section 11.2). Servers are lenient in
 * ways of their own, so this is stricter than the RFC: what no honest client sends is refused.
 */
final class Framing {
    private static final String LENGTH = "content-length";
    private static final String CODING = "transfer-encoding";

    /** RFC 9110, section 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._~-]*|\\[[0-9A-Fa-f:.]+(%[A-Za-z0-9._~-]+)?])(:[0-9]{0,5})?");

    /** A header on a line that begins with a blank belongs to the line before for some, and stands for itself for others. */
    private static final Pattern HIDDEN =
            Pattern.compile("(?:^|\\s)(?:content-length|transfer-encoding|host)\\s*:", Pattern.CASE_INSENSITIVE);

    /** What decides who asks, where, and how the rest is read. */
    private static final Set<String> ONCE = Set.of(
            "host",
            "origin",
            LENGTH,
            CODING,
            "authorization",
            "x-api-key",
            "content-type",
            "content-encoding",
            "x-request-id");

    private Framing() {}

    /** What is wrong with a request's head; null when nothing is. */
    static @Nullable String problem(HttpServletRequest request) {
        Enumeration<String> names = request.getHeaderNames();
        while (names.hasMoreElements()) {
            String problem = problem(request, names.nextElement());
            if (problem != null) {
                return problem;
            }
        }
        String host = request.getHeader("host");
        if (host != null && !HOST.matcher(host).matches()) {
            return "its Host header is none";
        }
        boolean chunked = request.getHeader(CODING) != null;
        if (chunked && request.getHeader(LENGTH) != null) {
            return "it has both Content-Length and Transfer-Encoding";
        }
        return chunked && request.getProtocol().equals("HTTP/1.0") ? "HTTP/1.0 knows no Transfer-Encoding" : null;
    }

    private static @Nullable String problem(HttpServletRequest request, String name) {
        if (!TOKEN.matcher(name).matches()) {
            return "a header's name is none";
        }
        String plain = name.toLowerCase(Locale.ROOT);
        if (plain.indexOf('_') >= 0 && List.of(LENGTH, CODING).contains(plain.replace('_', '-'))) {
            return "it has a header " + plain + ", which others may take for another one";
        }
        Enumeration<String> values = request.getHeaders(name);
        int count = 0;
        while (values.hasMoreElements()) {
            String value = values.nextElement();
            count++;
            if (value.indexOf(':') >= 0 && HIDDEN.matcher(value).find()) {
                return "its header " + name + " was folded around another header";
            }
            if (hasControls(value)) {
                return "its header " + name + " holds a control character";
            }
            if (plain.equals(LENGTH) && !DIGITS.matcher(value).matches()) {
                return "its Content-Length is no number";
            }
            if (plain.equals(CODING) && !value.equalsIgnoreCase("chunked")) {
                return "its Transfer-Encoding is not exactly \"chunked\"";
            }
        }
        return count > 1 && ONCE.contains(plain) ? "it has " + count + " headers " + name : null;
    }

    /** A tab is allowed inside a value. */
    private static boolean hasControls(String value) {
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            if ((letter < ' ' && letter != '\t') || letter == 0x7f) {
                return true;
            }
        }
        return false;
    }

    static Failure failure(String problem) {
        return Failure.of(
                FailureKind.INVALID_REQUEST,
                "The request can be read in two ways: " + problem
                        + ". The connection is closed. Correct the client, or the proxy in between.");
    }

    /** Whether the body comes in chunks. */
    static boolean isChunked(HttpServletRequest request) {
        return request.getHeader(CODING) != null;
    }
}
