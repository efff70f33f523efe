package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that do not come about, or break. */
class ConnectionFailuresIT extends Deployed {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendsARequestOnceWhenTheConnectionIsDropped(boolean stream) throws Exception {
        try (var raw = RawUpstream.answering(RawExchange::close)) {
            var error = chat(stream ? Chat.streamed("raw/m") : Chat.request("raw/m"))
                    .isError(502, "upstream_error");

            assertThat(error.getString("message")).contains("closed the connection before it answered");
            assertThat(error.getInt("attempts")).isEqualTo(1);
            System.out.println("Connection dropped after the request (%s): %d request at the upstream"
                    .formatted(stream ? "streamed" : "plain", raw.requests().size()));
            assertThat(raw.requests()).hasSize(1);
        }
    }

    @Test
    void sendsARequestOnceWhenTheConnectionIsReset() throws Exception {
        try (var raw = RawUpstream.answering(RawExchange::reset)) {
            chat(Chat.request("raw/m")).isError(502, "upstream_error");

            assertThat(raw.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"dead, Check base-url and that it is running", "nameless, host name cannot be resolved"})
    void saysWhyAProviderIsUnreachable(String provider, String words) {
        var error = chat(Chat.request(provider + "/m")).isError(502, "upstream_unreachable");

        assertThat(error.getString("message")).contains("Provider " + provider).contains(words);
        assertThat(error.getString("source")).isEqualTo("gateway");
        assertThat(error.getString("provider")).isEqualTo(provider);
    }

    @Test
    void refusesABodyThatIsCutOff() throws Exception {
        var answer = Chat.completion("PONG");
        try (var raw = RawUpstream.answering(
                exchange -> exchange.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                        + (answer.length() + 9) + "\r\n\r\n" + answer))) {
            var error = chat(Chat.request("raw/m")).isError(502, "upstream_error");

            assertThat(error.getString("message")).contains("broke off");
            assertThat(raw.requests()).hasSize(1);
        }
    }

    @Test
    void refusesAnErrorBodyThatIsCutOff() throws Exception {
        try (var raw = RawUpstream.answering(
                exchange -> exchange.send("HTTP/1.1 429 Slow\r\nContent-Length: 99\r\n\r\n{\"error\":"))) {
            chat(Chat.request("raw/m")).isError(502, "upstream_error");

            assertThat(raw.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.6\r\n", "HTTP/1.1 abc\r\n\r\n", "\u0000\u0001\u0002\r\n\r\n"})
    void refusesWhatIsNoHttp(String bytes) throws Exception {
        try (var raw = RawUpstream.answering(exchange -> exchange.send(bytes))) {
            chat(Chat.request("raw/m")).isError(502, "upstream_error");
        }
    }

    @Test
    void takesABodyWithoutALength() throws Exception {
        try (var raw = RawUpstream.answering(exchange ->
                exchange.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + Chat.completion("PONG")))) {
            assertThat(chat(Chat.request("raw/m")).isOk().body()).isEqualTo(Chat.completion("PONG"));
            assertThat(raw.requests()).hasSize(1);
        }
    }

    @Test
    void usesAConnectionAgainAndNoticesWhenItIsGone() throws Exception {
        var answer = Chat.completion("PONG");
        var head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + answer.length() + "\r\n\r\n";
        try (var raw = RawUpstream.start()) {
            for (var i = 0; i < 3; i++) {
                var reply = chatAsync(Chat.request("raw/m"));
                var exchange = raw.next().send(head + answer);
                reply.get().isOk();
                // As an upstream does whose keep-alive is over: the gateway still holds the connection in its pool.
                exchange.close();
            }
            assertThat(raw.requests()).hasSize(3);
        }
    }
}
