package lakehouse.gateway.providers.kimi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.JsonSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaUnionTest {
    private static final JsonValue WORD = JsonParts.text("x");

    /** Each value counts, with all that it holds. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {"'x' | 1", "{} | 1", "{'a':'x','b':1} | 3", "['x',['x','x']] | 5", "{'a':{'b':['x']},'c':true} | 5"
            })
    void grantsCopiesUpToALimit(String value, int size) throws Exception {
        JsonValue copied = JsonSyntax.value(value.strip().replace('\'', '"'));
        SchemaUnion union = new SchemaUnion();

        assertThat(union.grants(3_000 / size + 1, copied)).as("too many").isFalse();
        assertThat(union.grants(3_000 / size, copied)).isTrue();
        assertThat(union.grants(size, WORD)).as("none left").isFalse();
    }

    @Test
    void grantsNoCopyOfMoreThanTheLimit() {
        var list = JsonParts.array();
        for (int i = 0; i < 3_000; i++) {
            list.add("x");
        }
        SchemaUnion union = new SchemaUnion();

        assertThat(union.grants(1, list.build())).isFalse();
        assertThat(union.grants(3_000, WORD)).as("nothing is used up").isTrue();
    }

    @Test
    void grantsManyCopiesOfLittleOrFewOfMuch() {
        SchemaUnion union = new SchemaUnion();

        assertThat(union.grants(Integer.MAX_VALUE, WORD)).isFalse();
        assertThat(union.grants(1_000, WORD)).isTrue();
        assertThat(union.grants(2_000, WORD)).isTrue();
        assertThat(union.grants(1, WORD)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "{'description':'a'} | {'description':7} | {'description':'a\\n7'}",
                "{'description':'a b'} | {'description':'b'} | {'description':'a b\\nb'}",
                "{'description':'a\\nb'} | {'description':'b'} | {'description':'a\\nb'}",
                "{'title':'a'} | {'title':'b'} | {'title':'a, b'}",
                "{'properties':{'a':{},'b':false,'c':true}} | {'properties':{'a':true,'b':{},'c':{'type':'null'},'d':{}}} | {'properties':{'a':{},'b':false,'c':{'type':'null'},'d':{}}}",
                "{'properties':{'a':{'x':1}}} | {'properties':{'a':{'x':1}}} | {'properties':{'a':{'x':1}}}",
                "{'properties':{'a':{'x':1}}} | {'properties':{'a':{'x':2}}} | {'properties':{'a':{'allOf':[{'x':1},{'x':2}]}}}",
                "{'items':{'x':1}} | {'items':{'x':2}} | {'items':{'allOf':[{'x':1},{'x':2}]}}",
                "{'additionalProperties':{'x':1}} | {'additionalProperties':false} | {'additionalProperties':{'x':1}}",
                "{'not':{'x':1}} | {'not':{'x':2}} | {'not':{'x':1}}",
                "{'required':['a','b']} | {'required':['b','c']} | {'required':['a','b','c']}",
                "{'enum':[1,2,3]} | {'enum':[3,1]} | {'enum':[1,3]}",
                "{'enum':[1]} | {'enum':[2]} | {'enum':[1]}",
                "{'examples':[1]} | {'examples':[2]} | {'examples':[1]}",
                "{'minimum':1} | {'minimum':2,'maximum':3} | {'minimum':1,'maximum':3}",
                "{} | {'$defs':{},'definitions':{},'type':'null'} | {'type':'null'}",
                "{'anyOf':[{'a':1},{'a':2}]} | {'anyOf':[{'b':1}]} | {'anyOf':[{'allOf':[{'a':1},{'b':1}]},{'allOf':[{'a':2},{'b':1}]}]}",
                "{'anyOf':[{'a':1}]} | {'anyOf':[{'a':1}]} | {'anyOf':[{'a':1}]}",
            })
    void joinsWhatHoldsAtOnce(String own, String more, String both) throws Exception {
        Map<String, JsonValue> words = new LinkedHashMap<>(json(own));

        new SchemaUnion().join(words, json(more));

        assertThat(MoonshotSchema.build(words)).isEqualTo(json(both));
    }

    /** Sixty times sixty pairs would be too many. */
    @Test
    void tellsInWordsWhichAlternativesAreTooMany() throws Exception {
        String many = "{'anyOf':[" + "{'type':'string','description':'said'},".repeat(59) + "{'description':'%s'}]}";
        Map<String, JsonValue> words = new LinkedHashMap<>(json(many.formatted("mine")));
        words.put("description", JsonParts.text("before"));

        new SchemaUnion().join(words, json(many.formatted("theirs")));

        assertThat(words.get("anyOf")).isEqualTo(json(many.formatted("mine")).get("anyOf"));
        assertThat(JsonParts.textOf(MoonshotSchema.build(words), "description"))
                .startsWith("before\nIt fits one of these JSON schemas, too: [{\"type\"")
                .endsWith("{\"description\":\"theirs\"}]");
    }

    private static JsonObject json(String text) throws Exception {
        return JsonSyntax.object(text.strip().replace('\'', '"'));
    }
}
