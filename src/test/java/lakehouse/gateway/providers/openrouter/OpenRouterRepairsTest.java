package lakehouse.gateway.providers.openrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.JsonObject;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenRouterRepairsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "'user':null,'metadata':null,'tools':null,'tool_choice':null,'reasoning':null,'stop':null | ",
                "'tools':[],'tool_choice':'auto','parallel_tool_calls':true | ",
                "'tools':[{'function':{'name':'f','description':null,'parameters':null}}] | 'tools':[{'function':{'name':'f'},'type':'function'}]",
                "'tools':[{'type':'function','function':{'name':'f'}}],'tool_choice':'auto' | 'tools':[{'type':'function','function':{'name':'f'}}],'tool_choice':'auto'",
                "'metadata':{'a':1,'b':'x'} | 'metadata':{'a':'1','b':'x'}",
                "'reasoning':{'effort':'low','max_tokens':9} | 'reasoning':{'max_tokens':9}",
                "'reasoning':{'exclude':true},'reasoning_effort':'low' | 'reasoning':{'exclude':true,'effort':'low'}",
                "'reasoning':{'max_tokens':9},'reasoning_effort':'low' | 'reasoning':{'max_tokens':9}",
                "'reasoning':{'effort':'high'},'reasoning_effort':'low' | 'reasoning':{'effort':'high'}",
                "'reasoning':{'effort':null},'reasoning_effort':'low' | 'reasoning':{'effort':'low'}",
                "'reasoning_effort':'low' | 'reasoning':{'effort':'low'}",
                "'tools':[{'type':'web_search'}] | 'tools':[{'type':'web_search'}]",
                "'tools':[{'type':'function','function':{'name':'f','description':null}}] | 'tools':[{'type':'function','function':{'name':'f'}}]",
                "'tools':[{'function':{'name':'f','description':'d'}}] | 'tools':[{'function':{'name':'f','description':'d'},'type':'function'}]",
                "'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{}}} | 'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{}}}",
                "'response_format':{'type':'text'} | 'response_format':{'type':'text'}",
                "'stop':['1','2','3','4'] | 'stop':['1','2','3','4']",
                "'stop':['a','a',''] | 'stop':['a']",
                "'stop':'x' | 'stop':'x'",
                "'stop':'' | ",
                "'response_format':{'type':'json_schema','json_schema':{'name':'n'}} | 'response_format':{'type':'json_object'}",
            })
    void repairsFields(String given, String expected) throws Exception {
        JsonObject sent = sent(given.strip());
        JsonObject wanted = JsonSyntax.object(json("{" + (expected == null ? "" : expected.strip()) + "}"));

        assertThat(sent.keySet().stream().filter(name -> !name.equals("model")))
                .containsExactlyInAnyOrderElementsOf(wanted.keySet());
        wanted.forEach((name, value) -> assertThat(sent.get(name)).isEqualTo(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "'reasoning':{'effort':'low','max_tokens':9} | true",
                "'reasoning':{'max_tokens':9},'reasoning_effort':'low' | true",
                "'reasoning':{'effort':'high'},'reasoning_effort':'low' | false",
                "'reasoning':{'max_tokens':9} | false",
            })
    void saysThatOnlyOneMeasureOfThinkingIsSent(String members, boolean said) throws Exception {
        OpenRouterTranslator translator = translator(members.strip());
        translator.request();

        assertThat(translator.warnings().stream().filter(warning -> warning.startsWith("request_repaired; ")))
                .hasSize(said ? 1 : 0);
    }

    @Test
    void carriesTheKindOfAnswerThatItAccepts() throws Exception {
        assertThat(translator("'messages':[]").request().headers()).containsEntry("Accept", "application/json");
    }

    @Test
    void shortensIdsAlikeInCallAndResult() throws Exception {
        String id = "call_" + "x".repeat(80);
        JsonObject sent = sent("'messages':[{'role':'assistant','content':null,'name':null,'tool_calls':["
                + "{'id':'" + id
                + "','function':{'name':'f','arguments':{}}},{'id':'short','type':'function','function':{'name':'f','arguments':'{}'}}]},"
                + "{'role':'tool','tool_call_id':'" + id + "','content':{'a':1}}]");

        JsonObject turn = sent.getJsonArray("messages").getJsonObject(0);
        String shortened = turn.getJsonArray("tool_calls").getJsonObject(0).getString("id");
        assertThat(shortened).hasSize(37).startsWith("call_");
        assertThat(turn.getJsonArray("tool_calls").getJsonObject(1).getString("id"))
                .isEqualTo("short");
        assertThat(turn.containsKey("name")).isFalse();
        assertThat(sent.getJsonArray("messages").getJsonObject(1))
                .hasToString(json("{'role':'tool','tool_call_id':'" + shortened + "','content':'{\\'a\\':1}'}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "'stop':['1','2','3','4','5'] | at most 4 sequences",
                "'tools':[{'type':'custom','custom':{'name':'f'}}] | no tools of type",
            })
    void refusesWhatNoChangeWouldMend(String members, String words) {
        assertThat(catchThrowableOfType(GatewayException.class, () -> sent(members.strip())))
                .hasMessageContaining("cannot go to OpenRouter")
                .hasMessageContaining(words.strip());
    }

    private static JsonObject sent(String members) throws Exception {
        return translator(members).request().body().tree();
    }

    private static OpenRouterTranslator translator(String members) throws Exception {
        ProviderSettings provider =
                ProviderSettings.read(MapSettings.withProvider("openrouter").settings(), "openrouter");
        Inquiry call = Inquiry.chat(JsonDocument.parse(json("{" + members + "}")), "m", false);
        return new OpenRouterTranslator(provider, call, new ReasoningMemory());
    }

    private static String json(String text) {
        return text.replace("\\'", "\\\"").replace('\'', '"');
    }
}
