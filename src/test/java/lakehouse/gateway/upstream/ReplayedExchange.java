package lakehouse.gateway.upstream;

import java.io.InputStream;
import java.time.Duration;
import lakehouse.gateway.threads.Timer;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/** An exchange whose answer is there already, without a connection. */
public final class ReplayedExchange {
    private static final Duration LONG = Duration.ofMinutes(10);

    private ReplayedExchange() {}

    public static UpstreamExchange of(InputStream body, boolean tellsTheEnd, Timer timer) {
        return of(body, tellsTheEnd, timer, LONG, () -> {
            // There is no connection.
        });
    }

    public static UpstreamExchange of(
            InputStream body, boolean tellsTheEnd, Timer timer, Duration idle, Runnable abort) {
        HttpPost request = new HttpPost("http://127.0.0.1/v1/chat/completions");
        BasicClassicHttpResponse response = new BasicClassicHttpResponse(200);
        response.setEntity(new InputStreamEntity(body, tellsTheEnd ? 1 : -1, ContentType.TEXT_EVENT_STREAM));
        ClockLimits limits = new ClockLimits(LONG, LONG, idle, LONG);
        CallClocks clocks = new CallClocks(timer, limits, System.nanoTime() + LONG.toNanos(), abort);
        return new UpstreamExchange(request, response, clocks);
    }
}
