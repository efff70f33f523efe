package lakehouse.gateway.door;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import lakehouse.gateway.ledger.Call;

/** A request and its response without a server. What is written can be read, and the client can leave. */
final class FakeExchange {
    final Exchange exchange;
    final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    final AtomicInteger completed = new AtomicInteger();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<AsyncListener> listeners = new ArrayList<>();
    private final InputStream in;
    private AsyncContext async;
    private int status = 200;
    private int flushes;
    private volatile boolean gone;

    FakeExchange(String request, Call call) {
        this(new ByteArrayInputStream(request.getBytes(StandardCharsets.UTF_8)), call);
    }

    FakeExchange(InputStream request, Call call) {
        in = request;
        exchange = new Exchange(request(), response(), call);
    }

    int status() {
        return status;
    }

    synchronized String body() {
        return body.toString(StandardCharsets.UTF_8);
    }

    int flushes() {
        return flushes;
    }

    /** Everything that is written from now on fails. */
    void leave() {
        gone = true;
    }

    /** The server finds out by itself that the client left. */
    void giveUp() throws IOException {
        for (AsyncListener listener : listeners) {
            listener.onError(new AsyncEvent(async));
        }
    }

    private HttpServletRequest request() {
        async = proxy(AsyncContext.class, (self, method, arguments) -> switch (method.getName()) {
            case "complete" -> {
                completed.incrementAndGet();
                yield null;
            }
            case "addListener" -> {
                listeners.add((AsyncListener) arguments[0]);
                yield null;
            }
            case "setTimeout", "getRequest", "getResponse" -> null;
            default -> throw new UnsupportedOperationException(method.getName());
        });
        return proxy(HttpServletRequest.class, (self, method, arguments) -> switch (method.getName()) {
            case "startAsync" -> async;
            case "getInputStream" -> new Input();
            case "getContentLengthLong" -> -1L;
            case "getRemoteAddr" -> "127.0.0.1";
            case "getRemotePort", "getLocalPort" -> 0;
            case "getHeader" -> null;
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (self, method, arguments) -> switch (method.getName()) {
            case "setHeader", "addHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
            case "setStatus" -> {
                status = (int) arguments[0];
                yield null;
            }
            case "setContentType" -> headers.put("Content-Type", (String) arguments[0]);
            case "setContentLength", "flushBuffer" -> null;
            case "getOutputStream" -> new Output();
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private final class Input extends ServletInputStream {
        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public boolean isFinished() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isReady() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }

    private final class Output extends ServletOutputStream {
        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (gone) {
                throw new IOException("Broken pipe");
            }
            synchronized (FakeExchange.this) {
                body.write(bytes, offset, length);
            }
        }

        @Override
        public void flush() {
            flushes++;
        }

        @Override
        public boolean isReady() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
