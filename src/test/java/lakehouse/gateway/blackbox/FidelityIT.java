package lakehouse.gateway.blackbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway does not know passes unchanged, to the letter, both ways. */
class FidelityIT extends Deployed {
    /** Each of these a JSON library would write differently, or not keep at all. */
    private static final String ODD = """
            "a":2.50,"b":1e5,"c":12345678901234567890123,"d":-0.0,"e":1E+2,"f":0.10000000000000000000001,
            \t"g" : "caf\\u00e9 \\ud83d\\ude00 \\/ \\u0000", "h":"é😀\u2028", "z":1,"y":[ ],"x":{ "b":1,"a":{} },
            "twice":1,"twice":2,"":null,"t\\u0069mes":true\
            """;

    @BeforeEach
    void forgetEarlierTests() {
        upstream().resetAll();
    }

    @Test
    void passesARequestToTheLetter() {
        answers("compatible", Chat.completion("PONG"));
        var messages = "\"messages\":[{\"role\":\"user\", \"content\":\"x\"," + ODD + "}]";

        // Twice at the top is refused: the gateway and the provider could each take another one.
        var odd = ODD.replace("\"twice\":1,", "");
        chat("{ " + messages + ",\n\"model\" : \"compatible/m\", " + odd + "}").isOk();

        // Only the white space between the fields at the top is the gateway's.
        assertThat(asked("compatible").get(0).getBodyAsString())
                .isEqualTo("{" + messages + ",\"model\" : \"m\","
                        + odd.replace(",\n\t", ",").replace(", ", ",").replace(",\n", ",") + "}");
    }

    @Test
    void passesAnAnswerToTheLetter() {
        var answer = " \n{" + ODD + ", \"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"x\","
                + ODD + "},\"finish_reason\":\"stop\"}],\"usage\":{\"cost\":0.000120}}\n\n ";
        answers("compatible", answer);

        assertThat(chat(Chat.request("compatible/m")).isOk().body()).isEqualTo(answer);
    }

    @Test
    void passesAChunkToTheLetter() {
        var odd = ODD.replace("\n", "");
        var chunk = "{" + odd + ",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"," + odd
                + "},\"finish_reason\":\"stop\"}]}";
        answers(
                "compatible",
                aResponse()
                        .withHeader("Content-Type", "text/event-stream")
                        .withBody("data: " + chunk + "\n\ndata: [DONE]\n\n"));

        assertThat(chat(Chat.streamed("compatible/m")).isOk().body())
                .isEqualTo("data: " + chunk + "\n\ndata: [DONE]\n\n");
    }

    @Test
    void refusesTwoModels() {
        chat("{\"model\":\"nobody/x\",\"messages\":[],\"model\":\"compatible/m\"}")
                .isError(400, "invalid_request");

        assertThat(asked()).isEmpty();
    }

    @Test
    void findsFieldsWhoseNamesAreWrittenWithEscapes() {
        answers("compatible", Chat.completion("PONG"));

        chat("{\"\\u006dodel\":\"compatible\\/m\",\"mess\\u0061ges\":[],\"pr\\u006fvider\":{\"only\":[]}}")
                .isOk();

        assertThat(asked("compatible").get(0).getBodyAsString())
                .isEqualTo("{\"\\u006dodel\":\"m\",\"mess\\u0061ges\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "😀", "\\u00e9"})
    void passesFiveMebibytesBothWays(String letter) {
        var text = letter.repeat(5 * 1024 * 1024 / letter.getBytes(StandardCharsets.UTF_8).length);
        var messages = "\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
        var answer = Chat.completion("").replace("\"content\":\"\"", "\"content\":\"" + text + "\"");
        answers("compatible", answer);

        var reply = chat("{\"model\":\"compatible/m\"," + messages).isOk();

        // Compared without an assertion on the texts: its message would hold them.
        assertThat(reply.body().equals(answer)).isTrue();
        assertThat(asked("compatible").get(0).getBodyAsString().equals("{\"model\":\"m\"," + messages))
                .isTrue();
    }

    @Test
    void unpacksAnAnswerThatNobodyAskedToPack() throws IOException {
        var answer = Chat.completion("é".repeat(20_000));
        answers(
                "compatible",
                aResponse()
                        .withHeader("Content-Type", "application/json")
                        .withHeader("Content-Encoding", "gzip")
                        .withBody(gzip(answer)));

        var reply = chat(Chat.request("compatible/m")).isOk();

        assertThat(reply.body()).isEqualTo(answer);
        assertThat(reply.header("Content-Encoding")).isNull();
    }

    @Test
    void unpacksAStreamThatNobodyAskedToPack() throws IOException {
        var events = "data: " + Chat.text("PONG") + "\n\ndata: " + Chat.finish() + "\n\ndata: [DONE]\n\n";
        try (var raw = RawUpstream.answering(exchange -> exchange.startStream("Content-Encoding: gzip")
                .chunk(gzip(events))
                .endStream())) {
            assertThat(chat(Chat.streamed("raw/m")).isOk().body()).isEqualTo(events);
            assertThat(raw.requests()).hasSize(1);
        }
    }

    private static byte[] gzip(String text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }
}
