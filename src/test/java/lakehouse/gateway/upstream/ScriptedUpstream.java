package lakehouse.gateway.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import lakehouse.gateway.threads.VirtualTimer;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.BasicHttpEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Upstreams that answer by a script, in virtual time and on the thread that asks. A provider is known by the host of its
 * address: {@code http://a.test/v1} is {@code a}. The last script of a route answers all further requests.
 */
public final class ScriptedUpstream implements Upstream {
    private final VirtualTimer timer;
    private final Map<String, Deque<Script>> scripts = new HashMap<>();
    private final List<UpstreamRequest> asked = new ArrayList<>();
    private int open;

    /** What an upstream does. */
    public static final class Script {
        private final @Nullable IOException refusal;
        private final int status;
        private final Map<String, String> headers = new HashMap<>();
        private final List<Object> steps = new ArrayList<>();
        private Duration silence = Duration.ZERO;
        private boolean cut;

        private Script(@Nullable IOException refusal, int status) {
            this.refusal = refusal;
            this.status = status;
        }

        /** Nothing listens there. */
        public static Script refused() {
            return new Script(new ConnectException("Connection refused"), 0);
        }

        /** The name of the host leads nowhere. */
        public static Script unknownHost() {
            return new Script(new UnknownHostException("a.test"), 0);
        }

        /** An answer in one piece. */
        public static Script reply(int status, String json) {
            return new Script(null, status)
                    .header("Content-Type", "application/json")
                    .bytes(json);
        }

        /** An answer in events. */
        public static Script stream(String... events) {
            Script script = new Script(null, 200).header("Content-Type", "text/event-stream");
            for (String event : events) {
                script.event(event);
            }
            return script;
        }

        /** Adds a header. */
        public Script header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        /** Waits before the head of the answer. */
        public Script after(Duration time) {
            silence = time;
            return this;
        }

        /** Waits before what comes next. */
        public Script silence(Duration time) {
            steps.add(time);
            return this;
        }

        /** Sends an event. */
        public Script event(String data) {
            return bytes("data: " + data + "\n\n");
        }

        /** Sends a text. */
        public Script bytes(String text) {
            steps.add(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        /** Breaks the connection instead of ending the answer. */
        public Script cut() {
            cut = true;
            return this;
        }

        /** Does something of the test's when the answer has come so far. */
        public Script then(Runnable action) {
            steps.add(action);
            return this;
        }
    }

    /** The body of an answer that is on its way. */
    private final class Body extends InputStream {
        private final Queue<Object> steps;
        private final boolean cut;
        private final boolean[] aborted;
        private byte[] ready = new byte[0];
        private int at;
        private boolean closed;

        Body(Script script, boolean[] aborted) {
            steps = new ArrayDeque<>(script.steps);
            cut = script.cut;
            this.aborted = aborted;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            while (at == ready.length) {
                Object step = steps.poll();
                if (step instanceof Duration time) {
                    timer.pass(time, () -> aborted[0]);
                } else if (step instanceof Runnable action) {
                    action.run();
                } else if (step instanceof byte[] bytes) {
                    ready = bytes;
                    at = 0;
                }
                if (aborted[0]) {
                    throw new SocketException("Socket closed");
                }
                if (step == null && cut) {
                    throw new SocketException("Connection reset");
                }
                if (step == null) {
                    return -1;
                }
            }
            int size = Math.min(length, ready.length - at);
            System.arraycopy(ready, at, target, offset, size);
            at += size;
            return size;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open--;
            }
        }
    }

    /** @param timer that the clocks of the calls go by */
    public ScriptedUpstream(VirtualTimer timer) {
        this.timer = timer;
    }

    /** Lets a provider answer like this for a model, one script for each request. */
    public ScriptedUpstream on(String route, Script... answers) {
        scripts.put(route, new ArrayDeque<>(List.of(answers)));
        return this;
    }

    /** Everything that was asked, oldest first. */
    public List<UpstreamRequest> asked() {
        return asked;
    }

    /** The routes that were asked, oldest first. */
    public List<String> routes() {
        return asked.stream().map(ScriptedUpstream::route).toList();
    }

    /** Answers that are neither read to their end nor given up. */
    public int open() {
        return open;
    }

    private static String route(UpstreamRequest request) {
        String host = request.uri().getHost();
        return host.substring(0, host.indexOf('.')) + "/" + request.body().string("model");
    }

    @Override
    public UpstreamExchange open(
            UpstreamRequest request, ClockLimits limits, long totalDeadline, Duration drain, Cancellation cancellation)
            throws UpstreamException {
        asked.add(request);
        Script script = script(request);
        boolean[] aborted = {false};
        HttpPost post = new HttpPost(request.uri());
        CallClocks clocks = new CallClocks(timer, limits, totalDeadline, () -> aborted[0] = true);
        cancellation.onCancel(drain.isZero() ? () -> aborted[0] = true : () -> clocks.endWithin(drain));
        try {
            if (script.refusal != null) {
                throw script.refusal;
            }
            clocks.start(Clock.FIRST_TOKEN);
            timer.pass(script.silence, () -> aborted[0]);
            if (aborted[0]) {
                throw new InterruptedIOException("cancelled");
            }
        } catch (IOException e) {
            clocks.close();
            throw UpstreamErrors.whileOpening(e, clocks.expired(), script.refusal == null);
        }
        BasicClassicHttpResponse response = new BasicClassicHttpResponse(script.status);
        script.headers.forEach(response::setHeader);
        open++;
        response.setEntity(new BasicHttpEntity(
                new Body(script, aborted), -1, ContentType.parse(script.headers.get("Content-Type")), null, true));
        return new UpstreamExchange(post, response, clocks);
    }

    private Script script(UpstreamRequest request) {
        Deque<Script> left = scripts.get(route(request));
        if (left == null) {
            throw new AssertionError("No script for " + route(request));
        }
        return left.size() == 1 ? left.element() : left.remove();
    }
}
