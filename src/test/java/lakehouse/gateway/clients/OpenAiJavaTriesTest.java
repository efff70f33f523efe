package lakehouse.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often OpenAI's own Java library asks, by the status of the gateway's error: its row of {@code docs/clients.md}. */
class OpenAiJavaTriesTest {
    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer gateway;
    private volatile int status;

    @BeforeEach
    void listen() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            var body = "{\"error\":{\"message\":\"Nothing helps.\",\"type\":\"upstream_error\",\"code\":\"some_code\"}}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("x-should-retry", "false");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 404, 408, 409, 413, 422, 424, 429, 500, 502, 503, 504})
    void asksOnceWhereTheGatewaySaysThatNoRepeatHelps(int status) {
        this.status = status;

        var raised = catchThrowableOfType(OpenAIServiceException.class, this::ask);

        assertThat(raised.statusCode()).isEqualTo(status);
        assertThat(raised.code()).contains("some_code");
        assertThat(calls).hasValue(1);
    }

    private void ask() {
        var client = OpenAIOkHttpClient.builder()
                .baseUrl("http://127.0.0.1:" + gateway.getAddress().getPort() + "/v1")
                .apiKey("test-key-caller")
                .build();
        try {
            client.chat()
                    .completions()
                    .create(ChatCompletionCreateParams.builder()
                            .model("m")
                            .addUserMessage("hi")
                            .build());
        } finally {
            client.close();
        }
    }
}
