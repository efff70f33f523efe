package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are made to be read in two ways, byte by byte. {@code docs/failures.md} has a table of them. */
class AttacksIT extends Deployed {
    private static final String BODY = Chat.request("kimi/m");
    private static final int LENGTH = BODY.length();
    private static final String HEX = Integer.toHexString(LENGTH);
    private static final String HIDDEN_ID = "hidden-request-1";

    @BeforeEach
    void forgetEarlierTests() {
        upstream().resetAll();
        answers("kimi", Chat.completion("PONG"));
    }

    /** A request in one piece, for the headers under test: names and values, {@code |} between lines, {@code ^} for a tab. */
    static Stream<String> headsWithTwoReadings() {
        return Stream.of(
                "Transfer-Encoding: chunked|Content-Length: 4",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding : chunked|Content-Length: LENGTH",
                "Transfer-Encoding^: chunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunkedx",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity, chunked",
                "Transfer-Encoding: identity|Content-Length: LENGTH",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: \"chunked\"",
                "Transfer-Encoding: chunked;q=1",
                "Transfer-Encoding: \u000bchunked",
                "Transfer-Encoding: chunked\u000b",
                "Transfer-Encoding: ch\u0000unked",
                "Transfer-Encoding:|Content-Length: LENGTH",
                "Transfer-Encoding: chunked|Transfer-Encoding: chunked",
                "Transfer-Encoding: chunked|Transfer-Encoding: identity",
                "Transfer-Encoding: identity|Transfer-Encoding: chunked",
                "Transfer-Encoding: chun|^ked|Content-Length: LENGTH",
                "X-Folded: x| Transfer-Encoding: chunked|Content-Length: LENGTH",
                "Transfer_Encoding: chunked|Content-Length: LENGTH",
                "Content_Length: 0|Content-Length: LENGTH",
                "Content-Length: LENGTH|Content-Length: LENGTH",
                "Content-Length: LENGTH|Content-Length: 0",
                "Content-Length: 0|Content-Length: LENGTH",
                "Content-Length: +LENGTH",
                "Content-Length: -1",
                "Content-Length: 0xLENGTH",
                "Content-Length: LENGTH,LENGTH",
                "Content-Length: LENGTH, LENGTH",
                "Content-Length: 1 0",
                "Content-Length: LENGTHx",
                "Content-Length:",
                "Content-Length: 99999999999999999999999",
                "Content-Length : LENGTH",
                "Content-Length: LENGTH|X-Y: a\u0000b",
                "Content-Length: LENGTH|X-Y: a\u0001b",
                "Content-Length: LENGTH|Host: 127.0.0.1",
                "Content-Length: LENGTH|Host: example.org",
                "Content-Length: LENGTH|Origin: http://localhost|Origin: https://example.org",
                "Content-Length: LENGTH|Origin: http://localhost|Origin: http://localhost",
                "Content-Length: LENGTH|Authorization: Bearer a|Authorization: Bearer b",
                "Content-Length: LENGTH|x-api-key: a|x-api-key: b",
                "Content-Length: LENGTH|Content-Encoding: gzip|Content-Encoding: identity");
    }

    @ParameterizedTest
    @MethodSource("headsWithTwoReadings")
    void refusesAHeadWithTwoReadings(String headers) throws Exception {
        var lines = headers.replace("LENGTH", String.valueOf(LENGTH))
                .replace('^', '\t')
                .split("\\|");
        var body = headers.contains("Content-Length: LENGTH") ? BODY : chunk(HEX);

        var answer = sent(
                "POST /" + CHAT + " HTTP/1.1\r\n" + host() + "\r\n" + String.join("\r\n", lines) + "\r\n\r\n" + body);

        assertThat(answer).startsWith("HTTP/1.1 400");
        staysAlone(answer);
        assertThat(asked()).isEmpty();
    }

    /** RFC 9112, section 6.1 allows to read the chunks and to close; a server that hides the length leaves no other way. */
    @Test
    void answersNothingBehindABodyWithLengthAndChunks() throws Exception {
        staysAlone(posted("Content-Length: " + LENGTH + "\r\nTransfer-Encoding: chunked", chunk(HEX)));
        staysAlone(posted("Content-Length: 0\r\nTransfer-Encoding: chunked", chunk(HEX)));
    }

    /** Payara ends such a request by itself, with an empty answer. It may then say that the body is no request line. */
    @Test
    void answersNothingBehindAFoldedHost() throws Exception {
        var answer = posted(" Transfer-Encoding: chunked", chunk(HEX));

        assertThat(answer).doesNotContain(HIDDEN_ID);
        assertThat(statusLines(answer).skip(1)).allMatch(line -> line.startsWith("HTTP/1.1 400 "));
        assertThat(asked()).isEmpty();
    }

    static Stream<String> oddChunks() {
        return Stream.of(
                "0x" + HEX,
                "+" + HEX,
                "-" + HEX,
                "-1",
                "",
                "_" + HEX,
                "1 " + HEX,
                "1" + "0".repeat(16) + HEX,
                "\u000b" + HEX,
                "g");
    }

    @ParameterizedTest
    @MethodSource("oddChunks")
    void refusesAnOddChunkSize(String size) throws Exception {
        var answer = posted("Transfer-Encoding: chunked", chunk(size));

        assertThat(answer).matches("(?s)(HTTP/1.1 400.*)?");
        staysAlone(answer);
        assertThat(asked()).isEmpty();
    }

    /** Servers read these each in its way. Whatever they make of them, nothing behind it is answered. */
    static Stream<String> chunksThatServersForgive() {
        var end = "\r\n0\r\n\r\n";
        return Stream.of(
                HEX + "\r\n" + BODY + end,
                " " + HEX + "\r\n" + BODY + end,
                HEX + "g\r\n" + BODY + end,
                "0".repeat(200) + HEX + "\r\n" + BODY + end,
                HEX + " \r\n" + BODY + end,
                HEX + "\t\r\n" + BODY + end,
                HEX + ";ext=1\r\n" + BODY + end,
                HEX + ";ext=\"\r\n\"\r\n" + BODY + end,
                HEX + ";\n" + BODY + end,
                HEX + "\n" + BODY + "\n0\n\n",
                HEX + "\r" + BODY + end,
                HEX + "\r\n" + BODY + "0\r\n\r\n",
                HEX + "\r\n" + BODY + "xx" + end,
                HEX + "\r\n" + BODY + "\r\n00000\r\n\r\n",
                HEX + "\r\n" + BODY + "\r\n0\r\nContent-Length: 5\r\nHost: example.org\r\n\r\n",
                HEX + "\r\n" + BODY + "\r\n0\r\n\n");
    }

    @ParameterizedTest
    @MethodSource("chunksThatServersForgive")
    void answersNothingBehindABodyInChunks(String body) throws Exception {
        staysAlone(posted("Transfer-Encoding: chunked", body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/models HTTP/1.1|Content-Length: HIDDEN",
                "GET /v1/models HTTP/1.1|Transfer-Encoding: chunked|Content-Length: HIDDEN",
                "POST /v1/chat HTTP/1.0|Connection: keep-alive|Transfer-Encoding: chunked",
                "POST /v1/chat HTTP/1.1\n|Content-Length: 0\n"
            })
    void answersNothingBehindOtherRequests(String head) throws Exception {
        var lines =
                head.replace("HIDDEN", String.valueOf(hidden().length())).replaceFirst("\\|", "\r\n" + host() + "|");
        try (var caller = new RawCaller(gateway())) {
            var answer = caller.send(lines.replace("|", "\r\n") + "\r\n\r\n" + hidden())
                    .endOfInput()
                    .untilClosed();

            assertThat(answer).doesNotContain(HIDDEN_ID);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY TCP4 203.0.113.7 127.0.0.1 5555 8080",
                "\r\n\r\n\0\r\nQUIT\n!\u0011\0\u000c\u007f\0\0\u0001\u007f\0\0\u0001\0\1\0\1"
            })
    void knowsNoProxyProtocol(String preface) throws Exception {
        try (var caller = new RawCaller(gateway())) {
            var answer = caller.send((preface + "\r\nPOST /" + CHAT + " HTTP/1.1\r\n" + host() + "\r\nContent-Length: "
                                    + LENGTH + "\r\n\r\n" + BODY)
                            .getBytes(StandardCharsets.ISO_8859_1))
                    .endOfInput()
                    .untilClosed();

            assertThat(answer).doesNotContain("200 OK").doesNotContain("PONG");
        }
        assertThat(asked()).isEmpty();
    }

    /** What honest clients send goes on working, in chunks too. */
    @ParameterizedTest
    @ValueSource(strings = {"Transfer-Encoding: chunked", "transfer-encoding:  Chunked", "TRANSFER-ENCODING:chunked"})
    void readsChunks(String header) throws Exception {
        assertThat(posted(header, chunk(HEX))).startsWith("HTTP/1.1 200").contains("PONG");
    }

    @Test
    void refusesNamesOfAMegabyteAndKeepsNothingOfThem() throws Exception {
        var before = serverLog().length();
        var name = "kimi/" + "n".repeat(1024 * 1024);
        for (var i = 0; i < 100; i++) {
            var reply = chat(Chat.request(name + i));

            assertThat(reply.isError(400, "invalid_request").getString("message"))
                    .contains("256");
            assertThat(reply.body().length() + reply.headers().toString().length())
                    .isLessThan(2_000);
        }
        chat(Chat.request("kimi/m")).isOk();
        assertThat(serverLog().length() - before).isLessThan(500_000);
        assertThat(asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kimi/x\\u0000", "kimi/\\u001bx", "kimi/x\\u0085", "kimi/\\ud800", "kimi/\\r\\nx"})
    void refusesControlCharactersInNames(String name) {
        var error = chat(Chat.request(name)).isError(400, "invalid_request");

        assertThat(error.getString("param")).isEqualTo("model");
        assertThat(asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"stream\":false",
                "\"model\":\"openrouter/m\"",
                "\"mod\\u0065l\":\"openrouter/m\"",
                "\"messages\":[]"
            })
    void refusesAMemberThatIsThereTwice(String member) {
        var body =
                Chat.request("kimi/m").replaceFirst("\\{", "{\"stream\":true,").replaceFirst("}$", "");

        chat(body + "," + member + "}").isError(400, "invalid_request");

        assertThat(asked()).isEmpty();
    }

    private String posted(String headers, String body) throws Exception {
        return sent("POST /" + CHAT + " HTTP/1.1\r\n" + host() + "\r\n" + headers + "\r\n\r\n" + body);
    }

    /** Sends a request with another one right behind it, and reads to the end of the connection. */
    private String sent(String request) throws Exception {
        try (var caller = new RawCaller(gateway())) {
            caller.send((request + hidden()).getBytes(StandardCharsets.ISO_8859_1));
            return caller.untilClosed();
        }
    }

    private String hidden() {
        return "GET /v1/models HTTP/1.1\r\n" + host() + "\r\nx-request-id: " + HIDDEN_ID + "\r\n\r\n";
    }

    private String host() {
        return "Host: 127.0.0.1:" + gateway().getPort();
    }

    private static String chunk(String size) {
        return size + "\r\n" + BODY + "\r\n0\r\n\r\n";
    }

    private static void staysAlone(String answer) {
        assertThat(answer).doesNotContain(HIDDEN_ID);
        assertThat(statusLines(answer)).hasSizeLessThan(2);
    }

    private static Stream<String> statusLines(String answer) {
        return Arrays.stream(answer.split("\r\n")).filter(line -> line.startsWith("HTTP/1.1 "));
    }
}
