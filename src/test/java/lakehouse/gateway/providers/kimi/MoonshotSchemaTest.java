package lakehouse.gateway.providers.kimi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import lakehouse.gateway.json.JsonSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                        + " | {'type':'object','properties':{'a':{'$ref':'#/$defs/d'}},'$defs':{'d':{'type':'string','description':'theirs'}}}",
                "{'type':'object','properties':{'a':{'type':'string'},'b':{'$ref':'#/properties/a','title':'B'}}}"
                        + " | {'type':'object','properties':{'a':{'type':'string'},'b':{'$ref':'#/$defs/properties_a','title':'B'}},'$defs':{'properties_a':{'type':'string'}}}",
                "{'type':'object','properties':{'a':{'$ref':'http://example.org/x'}}} | {'type':'object','properties':{'a':{'$ref':'http://example.org/x'}}}",
            })
    void writesARoot(String given, String written) throws Exception {
        assertThat(MoonshotSchema.of(json(given.strip()))).isEqualTo(json(written.strip()));
    }

    @Test
    void leavesASchemaAloneThatIsRight() throws Exception {
        JsonObject schema =
                json("{'type':'object','properties':{'a':{'type':'string','enum':['x']},'b':{'$ref':'#/$defs/d'}},"
                        + "'required':['a'],'$defs':{'d':{'type':'array','items':{'type':'number'}}}}");

        assertThat(MoonshotSchema.of(schema)).isSameAs(schema);
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
        assertThat(at).hasToString("{\"type\":\"object\"}");
    }

    /** Each alternative gets a copy of what holds for all; there is a limit to that. */
    @Test
    void staysSmallWhereAlternativesAreMany() throws Exception {
        StringBuilder schema = new StringBuilder("{'type':'object','properties':{");
        for (int i = 0; i < 200; i++) {
            schema.append(i == 0 ? "" : ",").append("'p").append(i).append("':{'type':'string'}");
        }
        schema.append("},'anyOf':[").append("{'required':['p0']},".repeat(400)).append("{'required':['p1']}]}");

        assertThat(MoonshotSchema.of(json(schema.toString())).toString().length())
                .isLessThan(100_000);
    }

    private static JsonObject json(String text) throws Exception {
        return JsonSyntax.object(text.replace('\'', '"'));
    }
}
