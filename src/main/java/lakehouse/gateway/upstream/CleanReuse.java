package lakehouse.gateway.upstream;

import java.util.Set;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;

/** After which answers a connection may be used again: only where it is plain that request and answer are both over. */
final class CleanReuse extends DefaultConnectionReuseStrategy {
    /**
     * Answers without a body, behind which some servers send one all the same, and those that servers give before they
     * have read the request: its rest would be taken for the next one.
     */
    private static final Set<Integer> LAST = Set.of(204, 205, 304, 400, 408, 411, 413, 414, 417, 431);

    @Override
    public boolean keepAlive(HttpRequest request, HttpResponse response, HttpContext context) {
        return HttpVersion.HTTP_1_1.equals(response.getVersion())
                && !LAST.contains(response.getCode())
                && super.keepAlive(request, response, context);
    }
}
