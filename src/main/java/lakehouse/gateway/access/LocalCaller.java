package lakehouse.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request truly comes from a program on this machine. A loopback address alone does not show it: a reverse
 * proxy here speaks for remote callers, and a web page in a local browser can post to localhost or have its own name
 * resolve to it (DNS rebinding).
 */
final class LocalCaller {
    private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    /** The whole of it: 127.example.org is somebody's domain. */
    private static final Pattern LOOPBACK_ADDRESS = Pattern.compile("127(\\.[0-9]{1,3}){3}");

    private LocalCaller() {}

    static boolean is(HttpServletRequest request) {
        return doubt(request) == null;
    }

    /** Why a request may come from elsewhere; null when it cannot. */
    static @Nullable String doubt(HttpServletRequest request) {
        if (!isLoopback(request.getRemoteAddr())) {
            return "it comes from another address";
        }
        String protocol = String.valueOf(request.getProtocol());
        if (!protocol.startsWith("HTTP/1.1") && !protocol.startsWith("HTTP/2")) {
            // nginx passes on so unless told otherwise, and adds no header that would tell.
            return "it is in " + protocol + ", as some reverse proxies pass requests on";
        }
        String trace = ProxyTraces.find(request);
        if (trace != null) {
            return "it has the header " + trace + ", which proxies add";
        }
        List<String> hosts = Collections.list(request.getHeaders("Host"));
        if (hosts.size() != 1 || !isLocalHost("http://" + hosts.get(0))) {
            return "its Host is not this machine";
        }
        List<String> origins = Collections.list(request.getHeaders("Origin"));
        if (origins.size() > 1 || (origins.size() == 1 && !isLocalHost(origins.get(0)))) {
            return "its Origin is a web page of another machine";
        }
        return null;
    }

    private static boolean isLoopback(@Nullable String address) {
        try {
            // The servlet API gives an address here, not a name, so nothing is looked up.
            return address != null
                    && !address.isEmpty()
                    && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isLocalHost(String address) {
        try {
            String host = URI.create(address).getHost();
            return host != null
                    && (LOCAL_NAMES.contains(host)
                            || LOOPBACK_ADDRESS.matcher(host).matches());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
