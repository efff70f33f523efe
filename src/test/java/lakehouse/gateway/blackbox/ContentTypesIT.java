package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The body decides, whatever the headers call it. */
class ContentTypesIT extends Deployed {

    @BeforeEach
    void forgetEarlierTests() {
        upstream().resetAll();
        answers("compatible", Chat.completion("PONG"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                // What curl -d sends when nobody tells it otherwise.
                "application/x-www-form-urlencoded",
                "text/plain",
                "multipart/form-data; boundary=x",
                "application/octet-stream",
                "nonsense",
            })
    void readsJsonUnderAnyContentType(String type) {
        chat(Chat.request("compatible/m"), "Content-Type", type).isOk();

        assertThat(asked("compatible")).hasSize(1);
        assertThat(asked("compatible").get(0).getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(asked("compatible").get(0).getBodyAsString()).isEqualTo(Chat.request("m"));
    }

    /** What JAX-RS refuses. Chat does not go through it. */
    @Test
    void refusesAContentTypeThatIsNoneInTheSameFormat() {
        var request = Caller.request(gateway("v1/audits"))
                .header("Content-Type", "nonsense")
                .POST(BodyPublishers.ofString("{}"));

        caller().send(request.build()).isError(400, "invalid_request");
    }

    @Test
    void readsJsonWithoutAContentType() {
        var request = Caller.request(gateway(CHAT)).POST(BodyPublishers.ofString(Chat.request("compatible/m")));

        caller().send(request.build()).isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*/*", "text/event-stream", "text/html", "application/xml;q=0.1"})
    void answersWithJsonWhateverIsAccepted(String accept) {
        var reply = chat(Chat.request("compatible/m"), "Accept", accept).isOk();

        assertThat(reply.header("Content-Type")).startsWith("application/json");
    }

    /** Jersey overlooks it, RESTEasy refuses it. */
    @Test
    void answersWithJsonToAnAcceptThatIsNone() {
        var reply = chat(Chat.request("compatible/m"), "Accept", "x");

        assertThat(reply.status()).isIn(200, 400);
        assertThat(reply.header("Content-Type")).startsWith("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1/models", "v1/providers", "v1/nothing"})
    void answersOtherAddressesInTheirFormatToo(String path) {
        var reply = get(path, "Accept", "text/html");

        assertThat(reply.header("Content-Type")).as(reply.body()).startsWith("application/json");
    }
}
