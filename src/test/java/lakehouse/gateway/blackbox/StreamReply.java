package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A streamed answer of the gateway, read event by event as it arrives. Closing it is what a client does that goes away. */
public final class StreamReply implements AutoCloseable {
    private final HttpRequest request;
    private final HttpResponse<InputStream> answer;
    private final InputStreamReader body;
    private final StringBuilder seen = new StringBuilder();

    StreamReply(HttpRequest request, HttpResponse<InputStream> answer) {
        this.request = request;
        this.answer = answer;
        this.body = new InputStreamReader(answer.body(), StandardCharsets.UTF_8);
    }

    /** The head, as a reply without a body. */
    public Reply head() {
        return new Reply(answer.statusCode(), answer.headers().map(), "");
    }

    /** The data of the next event; waits for it. Comments are skipped. Null at the end of the stream. */
    public @Nullable String next() throws IOException {
        for (var block = block(); block != null; block = block()) {
            block = block.startsWith("event: error\n") ? block.substring("event: error\n".length()) : block;
            if (block.startsWith("data: ")) {
                assertThat(block).as("one line of data in one event").doesNotContain("\n");
                return block.substring("data: ".length());
            }
            assertThat(block).as("what is no event").startsWith(":");
        }
        return null;
    }

    /** All data up to the end. */
    public List<String> rest() throws IOException {
        var rest = new ArrayList<String>();
        for (var event = next(); event != null; event = next()) {
            rest.add(event);
        }
        return rest;
    }

    /** The whole body as plain text, for an answer that is no stream. */
    public Reply whole() throws IOException {
        var text = new StringBuilder();
        for (var c = body.read(); c >= 0; c = body.read()) {
            text.append((char) c);
        }
        seen.append(text);
        return new Reply(answer.statusCode(), answer.headers().map(), text.toString());
    }

    /** What stands before the next blank line. */
    private @Nullable String block() throws IOException {
        var block = new StringBuilder();
        for (var c = body.read(); c >= 0; c = body.read()) {
            seen.append((char) c);
            if (c == '\n' && !block.isEmpty() && block.charAt(block.length() - 1) == '\n') {
                return block.substring(0, block.length() - 1);
            }
            block.append((char) c);
        }
        assertThat(block).as("rest of the stream after the last event").isEmpty();
        return null;
    }

    @Override
    public void close() throws IOException {
        body.close();
        Caller.record(request, answer.statusCode(), answer.headers().map(), seen.toString());
    }
}
