package lakehouse.gateway.json;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import org.junit.jupiter.api.Test;

class JsonDocumentTest {

    @Test
    void keepsEveryByteThatNoEditNames() throws MalformedJsonException {
        String text = "{\"model\":\"a\",\"temperature\":2.50,\"big\":123456789012345678901234567890,\"tiny\":-0.0e-7,"
                + "\"escaped\":\"\\u00e9\\/\\u2028\",\"raw\":\"é\u2028😀\",\"nested\": { \"a\" : [ 1 , 2.0 ] }}";

        JsonDocument edited = JsonDocument.parse(text).edited(new JsonEdits().set("model", "b"));

        assertThat(edited.text()).isEqualTo(text.replace("\"a\",", "\"b\","));
    }

    @Test
    void isItselfWhenTheEditsChangeNothing() throws MalformedJsonException {
        JsonDocument document = JsonDocument.parse(" {\"a\" : 1 } ");

        assertThat(document.edited(new JsonEdits().remove("b"))).isSameAs(document);
        assertThat(document.edited(new JsonEdits())).isSameAs(document);
    }

    @Test
    void setsInPlaceAndAddsNewMembersAtTheEnd() throws MalformedJsonException {
        JsonDocument document = JsonDocument.parse("{\"a\":1,\"b\":2,\"c\":3}");

        JsonDocument edited = document.edited(new JsonEdits()
                .set("b", Json.createArrayBuilder().add(true).build())
                .set("d", "x\"y")
                .remove("a"));

        assertThat(edited.text()).isEqualTo("{\"b\":[true],\"c\":3,\"d\":\"x\\\"y\"}");
    }

    @Test
    void setsIntoAnEmptyObjectAndRemovesTheLastMember() throws MalformedJsonException {
        JsonDocument filled = JsonDocument.parse(" { } ").edited(new JsonEdits().set("a", JsonValue.NULL));

        assertThat(filled.text()).isEqualTo("{\"a\":null}");
        assertThat(filled.edited(new JsonEdits().remove("a")).text()).isEqualTo("{}");
    }

    @Test
    void takesTheLastOfMembersThatShareAName() throws MalformedJsonException {
        JsonDocument document = JsonDocument.parse("{\"a\":1,\"b\":0,\"a\":\"two\"}");

        assertThat(document.string("a")).isEqualTo("two");
        assertThat(document.firstCharacter("a")).isEqualTo('"');
        assertThat(document.tree().getString("a")).isEqualTo("two");
        assertThat(document.edited(new JsonEdits().set("a", "x")).text()).isEqualTo("{\"b\":0,\"a\":\"x\"}");
        assertThat(document.edited(new JsonEdits().remove("a")).text()).isEqualTo("{\"b\":0}");
    }

    @Test
    void findsMembersWhoseNamesAreEscaped() throws MalformedJsonException {
        JsonDocument document = JsonDocument.parse("{\"mod\\u0065l\":\"a\",\"with \\\"quotes\\\"\":1,\"\":2,\"é\":3}");

        assertThat(document.string("model")).isEqualTo("a");
        assertThat(document.has("with \"quotes\"")).isTrue();
        assertThat(document.has("")).isTrue();
        assertThat(document.has("é")).isTrue();
        assertThat(document.edited(new JsonEdits().set("model", "b")).text()).startsWith("{\"mod\\u0065l\":\"b\",");
    }

    @Test
    void isNotMisledByBracketsAndQuotesInsideStrings() throws MalformedJsonException {
        JsonDocument document =
                JsonDocument.parse("{\"a\":[\"]}\\\"{\",{\"model\":\"inner\"}],\"b\":\"\\\\\",\"model\":\"outer\"}");

        assertThat(document.string("model")).isEqualTo("outer");
        assertThat(document.string("b")).isEqualTo("\\");
        assertThat(document.edited(new JsonEdits().remove("model")).text()).contains("inner");
    }

    @Test
    void tellsApartWhatIsAbsentNullAndOfAnotherType() throws MalformedJsonException {
        JsonDocument document = JsonDocument.parse("{\"null\":null,\"number\":1,\"yes\":true,\"text\":\"true\"}");

        assertThat(document.value("absent")).isNull();
        assertThat(document.firstCharacter("absent")).isEqualTo('\0');
        assertThat(document.has("null")).isTrue();
        assertThat(document.value("null")).isEqualTo(JsonValue.NULL);
        assertThat(document.string("number")).isNull();
        assertThat(document.isTrue("yes")).isTrue();
        assertThat(document.isTrue("text")).isFalse();
    }

    @Test
    void showsOnlyItsSize() throws MalformedJsonException {
        assertThat(JsonDocument.parse("{\"a\":\"a prompt\"}")).hasToString("JsonDocument[16 bytes]");
    }

    @Test
    void keepsHalfASurrogatePairAsItIsWritten() throws MalformedJsonException {
        String text = "{\"a\":\"\\ud83d\",\"b\":1}";

        assertThat(JsonDocument.parse(text)
                        .edited(new JsonEdits().set("b", "2"))
                        .text())
                .isEqualTo("{\"a\":\"\\ud83d\",\"b\":\"2\"}");
    }
}
