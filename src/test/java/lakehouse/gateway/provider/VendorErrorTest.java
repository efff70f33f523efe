package lakehouse.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VendorErrorTest {

    @Test
    void readsOpenAisObject() {
        assertThat(VendorError.of("{\"error\":{\"message\":\"m\",\"type\":\"t\",\"param\":\"p\",\"code\":\"c\"}}"))
                .isEqualTo(new VendorError("m", "t", "c", "p"));
    }

    @Test
    void makesANumericCodeText() {
        assertThat(VendorError.of("\n  {\"error\":{\"message\":\"m\",\"code\":402,\"metadata\":{}}}"))
                .isEqualTo(new VendorError("m", null, "402", null));
    }

    @Test
    void readsATextAndFieldsAtTheTop() {
        assertThat(VendorError.of("{\"error\":\"unauthorized\",\"signin_url\":\"u\"}"))
                .isEqualTo(new VendorError("unauthorized", null, null, null));
        assertThat(VendorError.of("{\"message\":\"m\",\"code\":\"c\"}"))
                .isEqualTo(new VendorError("m", null, "c", null));
    }

    @Test
    void takesEmptyAndNullFieldsForAbsent() {
        assertThat(VendorError.of("{\"error\":{\"message\":\"m\",\"type\":\"\",\"param\":null,\"code\":null}}"))
                .isEqualTo(new VendorError("m", null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t ", "\r\n"})
    void saysThatAnAnswerIsEmpty(String body) {
        assertThat(VendorError.of(body).message()).isEqualTo("(empty answer)");
    }

    @Test
    void quotesWhatIsNoErrorObjectOnOneLine() {
        assertThat(VendorError.of("Internal Server Error\n (ref: 1)\n").message())
                .isEqualTo("Internal Server Error (ref: 1)");
        assertThat(VendorError.of("[1,2]").message()).isEqualTo("[1,2]");
        assertThat(VendorError.of("{\"detail\":[{\"loc\":1}]}").message()).isEqualTo("{\"detail\":[{\"loc\":1}]}");
        assertThat(VendorError.of("{\"error\":{\"message\":{\"text\":\"m\"}}}").message())
                .isEqualTo("{\"message\":{\"text\":\"m\"}}");
    }

    @Test
    void keepsTheWordsOfAnErrorObjectToTheLetter() {
        String words = "line one\\n  line two " + "x".repeat(2_000);

        assertThat(VendorError.of("{\"error\":{\"message\":\"" + words + "\"}}").message())
                .isEqualTo(words.replace("\\n", "\n"));
        assertThat(VendorError.of("{\"error\":\"" + words + "\"}").message()).isEqualTo(words.replace("\\n", "\n"));
        assertThat(VendorError.of("{\"error\":\"{broken\"}").message()).isEqualTo("{broken");
    }

    @Test
    void readsTheFormsOfOtherFrameworks() {
        assertThat(VendorError.of("{\"code\":20012,\"msg\":\"m\"}"))
                .isEqualTo(new VendorError("m", null, "20012", null));
        assertThat(VendorError.of("{\"detail\":\"m\"}").message()).isEqualTo("m");
        assertThat(VendorError.of("{\"detail\":[{\"loc\":[\"body\",\"messages\",0],\"msg\":\"Field required\"}]}")
                        .message())
                .isEqualTo("Field required (body.messages.0)");
        assertThat(VendorError.of("{\"errors\":[{\"message\":\"m\",\"code\":7}],\"success\":false}"))
                .isEqualTo(new VendorError("m", null, "7", null));
        assertThat(VendorError.of("{\"error\":\"Too Many Requests\",\"message\":\"m\"}")
                        .message())
                .isEqualTo("Too Many Requests: m");
        assertThat(VendorError.of("{\"error\":\"invalid_request\",\"message\":\"m\"}"))
                .isEqualTo(new VendorError("m", null, "invalid_request", null));
        assertThat(VendorError.of("{\"base_resp\":{\"status_code\":1008,\"status_msg\":\"m\"}}"))
                .isEqualTo(new VendorError("m", null, "1008", null));
        assertThat(VendorError.of("event: error\ndata: {\"error\":{\"message\":\"m\"}}\n\n")
                        .message())
                .isEqualTo("m");
    }

    @Test
    void quotesTheStartOfALongAnswerOnly() {
        assertThat(VendorError.of("<html>" + "x".repeat(10_000)).message())
                .hasSizeLessThan(600)
                .endsWith("x…");
    }

    @Test
    void quotesJsonThatIsNestedTooDeepToRead() {
        assertThat(VendorError.of("[".repeat(5_000)).message()).startsWith("[[[");
    }
}
