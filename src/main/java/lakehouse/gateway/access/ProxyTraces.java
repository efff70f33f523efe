package lakehouse.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Headers that reverse proxies, load balancers and tunnels add to what they pass on. Clients have no reason to send them, so
 * one of them shows that a request may come from elsewhere. Each line says whose they are, as their documentation has it.
 */
final class ProxyTraces {
    private static final List<String> BEGINNINGS = List.of(
            // RFC 7239, and the names before it: nginx, Apache, HAProxy, Traefik, Caddy, Squid and most others.
            "forwarded",
            "x-forward",
            "x-original-",
            "x-originat",
            "x-real-",
            "x-remote-",
            "x-cluster-",
            "x-proxy",
            "x-host",
            "x-http-host",
            "x-rewrite-",
            "x-imforward",
            "proxy-",
            "cluster-client-",
            "remote-",
            "wl-proxy-",
            "ssl-client",
            "x-ssl-",
            "x-client-cert",
            // Products that run beside an application.
            "x-envoy-",
            "x-istio-",
            "x-traefik-",
            "x-haproxy-",
            "x-nginx-",
            "x-caddy-",
            "x-varnish",
            "x-kong-",
            "x-consumer-",
            "x-apigateway-",
            "x-arr-",
            "x-iisnode-",
            "x-bluecoat-",
            "x-lb-",
            // Services before it.
            "cf-",
            "cdn-",
            "cloudfront-",
            "fastly-",
            "x-fastly-",
            "akamai-",
            "x-akamai-",
            "incap-",
            "x-sucuri-",
            "x-azure-",
            "x-appservice-",
            "x-site-deployment-id",
            "x-waws-",
            "x-ms-client-principal",
            "x-amzn-",
            "x-amz-cf-",
            "x-appengine-",
            "x-goog-iap-",
            "x-goog-authenticated-user-",
            "fly-",
            "x-vercel-",
            "x-nf-",
            "x-render-",
            "x-railway-",
            "rndr-",
            // Tunnels, and doors that sign people in.
            "tailscale-",
            "x-tailscale-",
            "ngrok-",
            "x-ngrok-",
            "x-auth-request-",
            "x-pomerium-",
            "x-authentik-",
            "x-webauth-");

    private static final Set<String> NAMES = Set.of(
            "via",
            "client-ip",
            "true-client-ip",
            "x-true-client-ip",
            "x-client-ip",
            "x-client-port",
            "x-client-proto",
            "x-user-ip",
            "x-scheme",
            "x-url-scheme",
            "x-request-start",
            "x-queue-start",
            "x-script-name",
            "x-coming-from",
            "coming-from",
            "z-forwarded-for",
            "front-end-https",
            "disguised-host",
            "was-default-hostname");

    private ProxyTraces() {}

    /** The first header of a request that proxies add; null when it has none. */
    static @Nullable String find(HttpServletRequest request) {
        Enumeration<String> names = request.getHeaderNames();
        while (names.hasMoreElements()) {
            String name = names.nextElement();
            // Servers that pass requests on by CGI's rules write _ for -.
            String plain = name.toLowerCase(Locale.ROOT).replace('_', '-');
            if (NAMES.contains(plain) || BEGINNINGS.stream().anyMatch(plain::startsWith)) {
                return name;
            }
        }
        return null;
    }
}
