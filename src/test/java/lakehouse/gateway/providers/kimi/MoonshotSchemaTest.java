package lakehouse.gateway.providers.kimi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import lakehouse.gateway.json.JsonSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoonshotSchemaTest {
    /** Of a property. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "{} | {'type':'string'}",
                "true | {'type':['string','number','boolean','object','array','null']}",
                "'integer' | {'type':'integer'}",
                "{'type':'STRING'} | {'type':'string'}",
                "{'type':'int'} | {'type':'integer'}",
                "{'type':'unknown','minimum':1} | {'type':'number','minimum':1}",
                "{'type':['string']} | {'type':'string'}",
                "{'enum':[1,2]} | {'enum':[1,2],'type':'number'}",
                "{'enum':['a',null]} | {'enum':['a',null],'type':['string','null']}",
                "{'type':'string','enum':['a',1]} | {'type':'string','enum':['a']}",
                "{'type':'string','enum':[1,2]} | {'type':'number','enum':[1,2]}",
                "{'type':'integer','enum':[1,2.0]} | {'type':'integer','enum':[1,2.0]}",
                "{'enum':[1,'a']} | {'anyOf':[{'type':'number','enum':[1]},{'type':'string','enum':['a']}]}",
                "{'type':'string','const':3} | {'type':'number','const':3}",
                "{'const':'x'} | {'const':'x','type':'string'}",
                "{'minLength':1} | {'minLength':1,'type':'string'}",
                "{'pattern':'a'} | {'pattern':'a','type':'string'}",
                "{'maximum':1} | {'maximum':1,'type':'number'}",
                "{'items':{'type':'number'}} | {'items':{'type':'number'},'type':'array'}",
                "{'type':'array','items':{}} | {'type':'array','items':{'type':'string'}}",
                "{'type':'array','items':[{'type':'string'}]} | {'type':'array','prefixItems':[{'type':'string'}]}",
                "{'items':true} | {'type':'array'}",
                "{'properties':{'q':{}}} | {'properties':{'q':{'type':'string'}},'type':'object'}",
                "{'type':'object','properties':{'no':false}} | {'type':'object','properties':{}}",
                "{'type':'object','required':['a']} | {'type':'object','required':['a'],'properties':{'a':{'type':['string','number','boolean','object','array','null']}}}",
                "{'type':'object','properties':null,'required':null} | {'type':'object'}",
                "{'type':'object','additionalProperties':{}} | {'type':'object','additionalProperties':{}}",
                "{'type':'object','additionalProperties':{'minimum':1}} | {'type':'object','additionalProperties':{'minimum':1,'type':'number'}}",
                "{'type':'object','additionalProperties':true} | {'type':'object','additionalProperties':true}",
                "{'type':'object','additionalProperties':false} | {'type':'object','additionalProperties':false}",
                "{'type':'object','additionalProperties':'no'} | {'type':'object'}",
                "{'type':'object','required':'a'} | {'type':'object'}",
                "{'type':'object','properties':{'a':{'type':'string'}},'required':['a','a',7]} | {'type':'object','properties':{'a':{'type':'string'}},'required':['a']}",
                "{'type':'object','properties':{'a':{'type':'string'}},'required':['a','b']} | {'type':'object','properties':{'a':{'type':'string'},'b':{'type':['string','number','boolean','object','array','null']}},'required':['a','b']}",
                "{'anyOf':[{'type':'string'},false,true]} | {'anyOf':[{'type':'string'},{'type':['string','number','boolean','object','array','null']}]}",
                "{'default':5} | {'default':5,'type':'number'}",
                "{'examples':[true]} | {'examples':[true],'type':'boolean'}",
                "{'description':7} | {'description':'7','type':'string'}",
                "{'type':['string','null']} | {'type':['string','null']}",
                "{'type':['integer','null'],'minimum':1,'description':'d'} | {'description':'d','anyOf':[{'type':'integer','minimum':1},{'type':'null'}]}",
                "{'type':['object','null'],'properties':{'a':{}}} | {'anyOf':[{'type':'object','properties':{'a':{'type':'string'}}},{'type':'null'}]}",
                "{'anyOf':[{'type':'string'},{'type':'null'}]} | {'anyOf':[{'type':'string'},{'type':'null'}]}",
                "{'oneOf':[{'type':'integer'},{'const':'auto'}]} | {'anyOf':[{'type':'integer'},{'const':'auto','type':'string'}]}",
                "{'allOf':[{'type':'string'},{'minLength':2}]} | {'type':'string','minLength':2}",
                "{'anyOf':[]} | {'type':'string'}",
                "{'type':'object','anyOf':[{'properties':{'a':{'type':'string'}}},{'type':'null'}]} | {'anyOf':[{'properties':{'a':{'type':'string'}},'type':'object'},{'type':'null'}]}",
                "{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'string'}},'required':['a'],'anyOf':[{'required':['b']},{'properties':{'c':{'type':'number'}}}]}"
                        + " | {'anyOf':[{'required':['b','a'],'type':'object','properties':{'a':{'type':'string'},'b':{'type':'string'}}},{'properties':{'a':{'type':'string'},'b':{'type':'string'},'c':{'type':'number'}},'type':'object','required':['a']}]}",
            })
    void writesAProperty(String given, String written) throws Exception {
        JsonObject schema = MoonshotSchema.of(json("{'type':'object','properties':{'p':" + given.strip() + "}}"));

        assertThat(schema).isEqualTo(json("{'type':'object','properties':{'p':" + written.strip() + "}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "{} | {'type':'object'}",
                "{'description':'d'} | {'description':'d','type':'object'}",
                "{'type':['object','null']} | {'type':'object'}",
                "{'type':'object','anyOf':[{'required':['a'],'properties':{'a':{'type':'string'}}}]} | {'anyOf':[{'required':['a'],'properties':{'a':{'type':'string'}},'type':'object'}]}",
                "{'$ref':'#/definitions/n','definitions':{'n':{'type':'object','properties':{'next':{'$ref':'#/definitions/n'}}}}}"
                        + " | {'type':'object','properties':{'next':{'$ref':'#/$defs/n'}},'$defs':{'n':{'type':'object','properties':{'next':{'$ref':'#/$defs/n'}}}}}",
                "{'type':'object','properties':{'a':{'$ref':'#/$defs/d','description':'mine','type':'object'}},'$defs':{'d':{'type':'string','description':'theirs'}}}"
                        + " | {'type':'object','properties':{'a':{'description':'mine','anyOf':[{'$ref':'#/$defs/d'}]}},'$defs':{'d':{'type':'string','description':'theirs'}}}",
                "{'type':'object','properties':{'a':{'type':'string'},'b':{'$ref':'#/properties/a','title':'B'}}}"
                        + " | {'type':'object','properties':{'a':{'type':'string'},'b':{'$ref':'#/$defs/properties_a','title':'B'}},'$defs':{'properties_a':{'type':'string'}}}",
                "{'type':'object','properties':{'a':{'$ref':'#'}}} | {'type':'object','properties':{'a':{'$ref':'#'}}}",
                "{'type':'object','properties':{'b':{'$ref':'#/properties/c/anyOf/1'},'c':{'anyOf':[{'type':'string'},{'type':'number'}]}}}"
                        + " | {'type':'object','properties':{'b':{'$ref':'#/$defs/properties_c_anyOf_1'},'c':{'anyOf':[{'type':'string'},{'type':'number'}]}},'$defs':{'properties_c_anyOf_1':{'type':'number'}}}",
                "{'type':'object','properties':{'b':{'$ref':'#/properties/c/anyOf/2'},'c':{'anyOf':[{'type':'string'},{'type':'number'}]}}}"
                        + " | {'type':'object','properties':{'b':{'$ref':'#/properties/c/anyOf/2'},'c':{'anyOf':[{'type':'string'},{'type':'number'}]}}}",
                "{'type':'object','properties':{'b':{'$ref':'#/properties/c/anyOf/x'},'c':{'anyOf':[{'type':'string'}]}}}"
                        + " | {'type':'object','properties':{'b':{'$ref':'#/properties/c/anyOf/x'},'c':{'anyOf':[{'type':'string'}]}}}",
                "{'type':'object','properties':{'b':{'$ref':'#/type/x'}}} | {'type':'object','properties':{'b':{'$ref':'#/type/x'}}}",
                "{'type':'object','properties':{'a/b':{'type':'number'},'c':{'$ref':'#/properties/a~1b'},'d':{'$ref':'#/properties/a~1b'}}}"
                        + " | {'type':'object','properties':{'a/b':{'type':'number'},'c':{'$ref':'#/$defs/properties_a_1b'},'d':{'$ref':'#/$defs/properties_a_1b'}},'$defs':{'properties_a_1b':{'type':'number'}}}",
                "{'type':'object','properties':{'a':{'type':'number'},'c':{'$ref':'#/properties/a'}},'$defs':{'properties_a':{'type':'string'},'properties_a_2':{'type':'null'}}}"
                        + " | {'type':'object','properties':{'a':{'type':'number'},'c':{'$ref':'#/$defs/properties_a_3'}},'$defs':{'properties_a':{'type':'string'},'properties_a_2':{'type':'null'},'properties_a_3':{'type':'number'}}}",
                "{'$ref':'#/$defs/a','$defs':{'a':{'$ref':'#/$defs/b'},'b':{'$ref':'#/$defs/a','description':'round'}}}"
                        + " | {'description':'round','$ref':'#/$defs/a','$defs':{'a':{'$ref':'#/$defs/b'},'b':{'$ref':'#/$defs/a','description':'round'}}}",
                "{'$ref':'#/$defs/a','description':'mine','$defs':{'a':{'type':'object','description':'theirs'}}}"
                        + " | {'description':'mine\\ntheirs','type':'object','$defs':{'a':{'type':'object','description':'theirs'}}}",
                "{'type':'object','properties':{'a':{'$ref':'http://example.org/x'}}} | {'type':'object','properties':{'a':{'$ref':'http://example.org/x'}}}",
            })
    void writesARoot(String given, String written) throws Exception {
        assertThat(MoonshotSchema.of(json(given.strip()))).isEqualTo(json(written.strip()));
    }

    /** Where several schemas become one, each says its own words about what is wanted. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "{'description':'one','allOf':[{'type':'string','description':'two'},{'description':'three'},{'description':'one'}]}"
                        + " | {'description':'one\\ntwo\\nthree','type':'string'}",
                "{'title':'A','allOf':[{'type':'string','title':'B'}]} | {'title':'A, B','type':'string'}",
                "{'type':'string','allOf':[{'$ref':'#/$defs/d'}]} | {'$ref':'#/$defs/d'}",
                "{'description':'mine','default':'x','allOf':[{'$ref':'#/$defs/d'}]} | {'description':'mine','default':'x','anyOf':[{'$ref':'#/$defs/d'}]}",
                "{'allOf':[{'$ref':'#/$defs/d','description':'mine'},{'minLength':1}]} | {'description':'mine\\ntheirs','type':'string','minLength':1}",
                "{'allOf':[{'$ref':'#/$defs/chain','description':'mine'},{'minLength':1}]} | {'title':'T','description':'mine\\nbetween\\ntheirs','type':'string','minLength':1}",
                "{'allOf':[{'$ref':'http://example.org/x','description':'mine'},{'minLength':1}]} | {'description':'mine','minLength':1,'type':'string'}",
                "{'allOf':[{'allOf':[{'$ref':'#/$defs/d'},{'description':'in'}]},{'minLength':1}]} | {'description':'theirs\\nin','type':'string','minLength':1}",
                "{'allOf':[{'properties':{'a':{'type':'string','description':'one'}}},{'properties':{'a':{'description':'two'}}}]}"
                        + " | {'properties':{'a':{'type':'string','description':'one\\ntwo'}},'type':'object'}",
                "{'allOf':[{'items':{'type':'string','description':'one'}},{'items':{'description':'two'}}]}"
                        + " | {'items':{'type':'string','description':'one\\ntwo'},'type':'array'}",
                "{'allOf':[{'additionalProperties':{'type':'string','description':'one'}},{'additionalProperties':{'description':'two'}}]}"
                        + " | {'additionalProperties':{'type':'string','description':'one\\ntwo'},'type':'object'}",
                "{'allOf':[{'enum':['a','b']},{'enum':['b','c']}]} | {'enum':['b'],'type':'string'}",
                "{'allOf':[{'anyOf':[{'type':'string'},{'type':'number'}]},{'anyOf':[{'description':'long'},{'description':'short'}]}]}"
                        + " | {'anyOf':[{'type':'string','description':'long'},{'type':'string','description':'short'},{'type':'number','description':'long'},{'type':'number','description':'short'}]}",
                "{'anyOf':[{'type':'object'},{'type':'object'}],'allOf':[{'oneOf':[{'properties':{'a':{}}},{'properties':{'b':{}}}]}]}"
                        + " | {'anyOf':[{'type':'object','properties':{'a':{'type':'string'}}},{'type':'object','properties':{'b':{'type':'string'}}},{'type':'object','properties':{'a':{'type':'string'}}},{'type':'object','properties':{'b':{'type':'string'}}}]}",
                "{'$ref':'#/$defs/d','description':'mine'} | {'description':'mine','anyOf':[{'$ref':'#/$defs/d'}]}",
                "{'$ref':'#/$defs/d','title':'mine'} | {'$ref':'#/$defs/d','title':'mine'}",
                "{'$ref':'#/$defs/d','type':'string','nullable':true} | {'nullable':true,'anyOf':[{'$ref':'#/$defs/d'}]}",
                "{'type':'object','properties':{'p':{'description':'all'}},'anyOf':[{'properties':{'p':{'type':'string','description':'one'}}},{'required':['p']}]}"
                        + " | {'anyOf':[{'properties':{'p':{'type':'string','description':'one\\nall'}},'type':'object'},{'required':['p'],'type':'object','properties':{'p':{'description':'all','type':'string'}}}]}",
                "{'allOf':[{'$ref':'#/$defs/d'},{'description':'mine'}]} | {'description':'mine','anyOf':[{'$ref':'#/$defs/d'}]}",
                "{'properties':{'p':{'description':'all'}},'anyOf':[{'properties':{'q':{'description':'one'}}}]}"
                        + " | {'anyOf':[{'properties':{'p':{'description':'all','type':'string'},'q':{'description':'one','type':'string'}},'type':'object'}]}",
                "{'type':'string','anyOf':[{'$ref':'#/$defs/d'},{'pattern':'a'}]} | {'anyOf':[{'$ref':'#/$defs/d'},{'pattern':'a','type':'string'}]}",
                "{'type':'string','minLength':1,'anyOf':[{'$ref':'#/$defs/d'}]} | {'anyOf':[{'type':'string','description':'theirs','minLength':1}]}",
                "{'type':'string','minLength':1,'anyOf':[{'$ref':'http://example.org/x'}]} | {'anyOf':[{'$ref':'http://example.org/x'}]}",
                "{'type':'string','minLength':1,'anyOf':[{'minLength':2}]} | {'anyOf':[{'minLength':2,'type':'string'}]}",
                "{'minLength':1,'anyOf':[{'minLength':2,'$ref':'#/$defs/d'}]} | {'anyOf':[{'minLength':2,'type':'string','description':'theirs'}]}",
                "{'$ref':'#/$defs/d','properties':{'q':{'description':'mine'}}} | {'properties':{'q':{'description':'mine','type':'string'}},'type':'string','description':'theirs'}",
                "{'$ref':'#/$defs/d','allOf':[{'title':'mine'}]} | {'$ref':'#/$defs/d','title':'mine'}",
                "{'$ref':'#/$defs/d','allOf':[{'minLength':1}]} | {'minLength':1,'type':'string','description':'theirs'}",
                "{'allOf':[{'allOf':[{'description':'in'}],'$ref':'#/$defs/d'}]} | {'type':'string','description':'theirs\\nin'}",
                "{'allOf':[{'$ref':'#/$defs/circle'},{'minLength':1}]} | {'description':'round','minLength':1,'type':'string'}",
                "{'type':['string','null'],'items':{'description':'of a list'}} | {'items':{'description':'of a list','type':'string'},'anyOf':[{'type':'string'},{'type':'null'}]}",
            })
    void losesNoWordOfWhatItPutsTogether(String given, String written) throws Exception {
        String definitions = "'$defs':{'d':{'type':'string','description':'theirs'},"
                + "'circle':{'allOf':[{'$ref':'#/$defs/circle'}],'description':'round','minLength':1},"
                + "'chain':{'$ref':'#/$defs/d','title':'T','description':'between'}}";
        JsonObject schema = MoonshotSchema.of(
                json("{'type':'object','properties':{'p':" + given.strip() + "}," + definitions + "}"));

        assertThat(schema.getJsonObject("properties").get("p")).isEqualTo(json(written.strip()));
    }

    /** As the generators of many languages write them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'allOf':[{'$ref':'#/$defs/n'}]}",
                "{'allOf':[{'$ref':'#/$defs/n'}],'default':null,'description':'said'}",
                "{'allOf':[{'$ref':'#/$defs/n'},{'properties':{'more':{'type':'string'}}}]}",
                "{'$ref':'#/$defs/n','nullable':true}",
                "{'$ref':'#/$defs/n','properties':{'more':{'type':'string'}}}",
                "{'type':'object','properties':{'more':{}},'anyOf':[{'$ref':'#/$defs/n'},{'$ref':'#/$defs/n'}]}",
            })
    void endsWhereASchemaHoldsItselfTwice(String next) throws Exception {
        JsonObject given = json("{'$ref':'#/$defs/n','$defs':{'n':{'type':'object','properties':{'left':" + next
                + ",'right':" + next + "}}}}");

        JsonObject schema = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> MoonshotSchema.of(given));

        assertThat(schema.toString().length()).isLessThan(300_000);
        assertThat(schema.getString("type")).isEqualTo("object");
        assertThat(schema.getJsonObject("properties")).containsKeys("left", "right");
    }

    @Test
    void leavesASchemaAloneThatIsRight() throws Exception {
        JsonObject schema =
                json("{'type':'object','properties':{'a':{'type':'string','enum':['x']},'b':{'$ref':'#/$defs/d'}},"
                        + "'required':['a'],'$defs':{'d':{'type':'array','items':{'type':'number'}}}}");

        assertThat(MoonshotSchema.of(schema)).isSameAs(schema);
        for (String right : List.of(
                "{'type':'object','properties':{'a':{'type':'string'}},'required':['a'],'additionalProperties':false}",
                "{'type':'object','properties':{'a':{'anyOf':[{'type':'string'},{'type':'null'}],'description':'d','title':'t'}}}",
                "{'type':'object','properties':{'a':{'type':['string','null']},'b':{'type':['string','null'],'enum':['x',null]}}}",
                "{'type':'object','properties':{'a':{'type':'array','items':{'type':'integer','enum':[1,2.0]}}}}",
                "{'type':'object','additionalProperties':{'type':'string','const':'c','minLength':1}}")) {
            JsonObject given = json(right);
            assertThat(MoonshotSchema.of(given)).as(right).isSameAs(given);
        }
    }

    @Test
    void keepsTheDeepestLevelThatTheApiLooksAt() throws Exception {
        String schema = "{'type':'object','properties':{'n':".repeat(30) + "{'type':'string'}" + "}}".repeat(30);
        JsonObject given = json(schema);

        assertThat(MoonshotSchema.of(given)).isSameAs(given);
    }

    @Test
    void endsWhereTheApiDoesNotLookAnyDeeper() throws Exception {
        String schema = "{'type':'object','properties':{'n':".repeat(40) + "{'type':'string'}" + "}}".repeat(40);
        JsonObject at = MoonshotSchema.of(json(schema));
        int depth = 0;
        while (at.containsKey("properties")) {
            at = at.getJsonObject("properties").getJsonObject("n");
            depth++;
        }

        assertThat(depth).isEqualTo(MoonshotSchema.DEEPEST);
        assertThat(at.getString("type")).isEqualTo("object");
        assertThat(at.getString("description"))
                .startsWith("Its properties: {\"n\":{")
                .contains("\"string\"");
    }

    /** Each alternative gets a copy of what holds for all; there is a limit to that. */
    @Test
    void staysSmallWhereAlternativesAreMany() throws Exception {
        StringBuilder schema = new StringBuilder("{'type':'object','properties':{");
        for (int i = 0; i < 200; i++) {
            schema.append(i == 0 ? "" : ",").append("'p").append(i).append("':{'type':'string'}");
        }
        schema.append("},'anyOf':[").append("{'required':['p0']},".repeat(400)).append("{'required':['p1']}]}");

        JsonObject written = MoonshotSchema.of(json(schema.toString()));

        assertThat(written.toString().length()).isLessThan(100_000);
        assertThat(written.getJsonObject("properties")).hasSize(200);
        assertThat(written.containsKey("type")).isFalse();
        assertThat(written.getJsonArray("anyOf"))
                .hasSize(401)
                .allSatisfy(
                        one -> assertThat(one.asJsonObject().getString("type")).isEqualTo("object"));
    }

    private static JsonObject json(String text) throws Exception {
        return JsonSyntax.object(text.replace('\'', '"'));
    }
}
