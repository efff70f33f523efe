package lakehouse.gateway.providers.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.JsonObject;
import java.util.List;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.provider.Progress;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.upstream.ServerSentEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaRepairsTest {
    private final MapSettings settings =
            MapSettings.withProvider("ollama").set("gateway.provider.ollama.dialect", "ollama");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "-1 | -1",
                "300 | 300",
                "0 | 0",
                "1.5 | 1.5",
                "10m | \"10m\"",
                "1h30m | \"1h30m\"",
                "-1m | \"-1m\"",
            })
    void sendsTheTimeToKeepAModelAsTheServerReadsIt(String setting, String sent) throws Exception {
        settings.set("gateway.provider.ollama.keep-alive", setting.strip());

        assertThat(sent("").get("keep_alive")).hasToString(sent.strip());
        assertThat(sent("'keep_alive':'" + setting.strip() + "'").get("keep_alive"))
                .hasToString(sent.strip());
    }

    @Test
    void reportsATimeThatNobodyReads() {
        settings.set("gateway.provider.ollama.keep-alive", "10 minutes");

        assertThatThrownBy(() -> provider().own().find(OllamaDialect.KEEP_ALIVE))
                .hasMessageContainingAll("keep-alive", "-1 for ever");
    }

    @Test
    void sendsResultsOfEveryFormAsText() throws Exception {
        JsonObject sent = sent("'messages':[{'role':'tool','tool_call_id':'a','content':{'ok':true}},"
                + "{'role':'tool','tool_call_id':'b','content':7},{'role':'tool','tool_call_id':'c','content':['x','y']},"
                + "{'role':'tool','tool_call_id':'d','content':[{'rows':1}]},{'role':'tool','tool_call_id':'e','content':[]},"
                + "{'role':'assistant','content':null,'refusal':'no'}]");

        assertThat(sent.getJsonArray("messages").stream()
                        .map(message -> message.asJsonObject().getString("content")))
                .containsExactly("{\"ok\":true}", "7", "x\ny", "{\"rows\":1}", "", "no");
    }

    @Test
    void takesTextsSoundsAndPicturesOutOfParts() throws Exception {
        JsonObject sent = sent("'messages':[{'role':'user','content':["
                + "{'type':'file','file':{'file_data':'data:text/plain;base64,SGVsbG8='}},"
                + "{'type':'file','file':{'file_data':'data:image/png;base64,QUJD'}},"
                + "{'type':'image_url','image_url':{'url':'data:image/gif;base64,Q\\nUJD'}},"
                + "{'type':'input_audio','input_audio':{'data':'UklG','format':'wav'}}]}]");

        JsonObject message = sent.getJsonArray("messages").getJsonObject(0);
        assertThat(message.getString("content")).isEqualTo("Hello");
        assertThat(message.getJsonArray("images")).hasToString("[\"QUJD\",\"QUJD\",\"UklG\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "{'type':['object','null'],'properties':{'a':{'type':'string'}}} | {'type':'object','properties':{'a':{'type':'string'}}}",
                "{'type':['array','null']} | {'type':'array'}",
                "{'properties':{'a':true,'b':{'type':7}}} | {'properties':{'a':{},'b':{}},'type':'object'}",
                "{'type':'object','properties':{'a':{'description':1,'enum':'x','required':true,'anyOf':[true],'type':['string',1]}}} | {'type':'object','properties':{'a':{'description':'1','anyOf':[{}]}}}",
                "{'type':'object','required':'a','properties':null} | {'type':'object'}",
                "{'type':'object','properties':{'a':{'properties':{'b':false},'anyOf':1}}} | {'type':'object','properties':{'a':{'properties':{'b':{}}}}}",
            })
    void offersToolsInTheTypesOfTheServer(String given, String written) throws Exception {
        String tool = "'tools':[{'type':'function','function':{'name':'f','parameters':%s}}]";

        assertThat(sent(tool.formatted(given.strip())).getJsonArray("tools"))
                .isEqualTo(JsonSyntax.object(json("{" + tool.formatted(written.strip()) + "}"))
                        .getJsonArray("tools"));
    }

    @Test
    void leavesToolsAloneThatAreRight() throws Exception {
        String tools = json(
                "[{'type':'function','function':{'name':'f','description':'d','parameters':{'type':'object','properties':"
                        + "{'a':{'type':['string','null'],'enum':['x'],'anyOf':[{'type':'string'}],'required':['b']}},'required':['a']}}}]");

        assertThat(sent("'tools':" + tools).getJsonArray("tools")).hasToString(tools);
        assertThat(sent("'tools':[{'function':{'name':'f','description':5,'parameters':true}}]")
                        .getJsonArray("tools"))
                .hasToString(json("[{'function':{'name':'f','description':'5'}}]"));
    }

    @Test
    void offersOnlyAllowedToolsAndNoStopThatEndsEveryAnswer() throws Exception {
        JsonObject sent = sent(
                "'tools':[{'function':{'name':'a'}},{'function':{'name':'b'}}],'tool_choice':{'type':'allowed_tools',"
                        + "'allowed_tools':{'mode':'required','tools':[{'type':'function','function':{'name':'b'}}]}},'stop':['','x'],'top_logprobs':5.0");

        assertThat(sent.getJsonArray("tools")).hasToString(json("[{'function':{'name':'b'}}]"));
        assertThat(sent.getJsonObject("options").getJsonArray("stop")).hasToString("[\"x\"]");
        assertThat(sent.get("top_logprobs")).hasToString("5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "'seed':1.0,'max_tokens':1e3,'top_logprobs':5.0 | 'seed':1,'max_tokens':1000,'top_logprobs':5",
                "'stop':['','x'] | 'stop':['x']",
                "'reasoning':{'enabled':false} | 'reasoning':{'effort':'none'}",
                "'reasoning_effort':'later' | ",
                "'reasoning_effort':'low' | 'reasoning_effort':'low'",
                "'response_format':{'type':'json_schema','json_schema':{'name':'n'}} | 'response_format':{'type':'json_object'}",
                "'tools':[{'function':{'name':'a'}}],'tool_choice':'none' | 'tool_choice':'none'",
                "'provider':'ollama','max_completion_tokens':7 | 'max_tokens':7",
                "'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{}}} | 'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{}}}",
                "'response_format':{'type':'text'} | 'response_format':{'type':'text'}",
                "'stop':'x' | 'stop':'x'",
            })
    void givesTheShimWhatGoReads(String given, String expected) throws Exception {
        JsonObject sent = shim(given.strip());
        JsonObject wanted = JsonSyntax.object(json("{" + (expected == null ? "" : expected.strip()) + "}"));

        assertThat(sent.keySet().stream().filter(name -> !name.equals("model")))
                .containsExactlyInAnyOrderElementsOf(wanted.keySet());
        wanted.forEach((name, value) -> assertThat(sent.get(name)).hasToString(value.toString()));
    }

    @Test
    void saysOnBothSurfacesThatNoToolCanBeForced() throws Exception {
        Inquiry forced = call("'tools':[{'function':{'name':'a'}}],'tool_choice':'required'");
        Inquiry free = call("'tools':[{'function':{'name':'a'}}],'tool_choice':'auto'");

        assertThat(new OllamaOpenAiTranslator(provider(), forced, new ReasoningMemory()).warnings())
                .containsExactly(OllamaTools.RELAXED);
        assertThat(new OllamaTranslator(provider(), forced, new ReasoningMemory()).warnings())
                .containsExactly(OllamaTools.RELAXED);
        assertThat(new OllamaOpenAiTranslator(provider(), free, new ReasoningMemory()).warnings())
                .isEmpty();
    }

    @Test
    void knowsHowFarAStreamIs() throws Exception {
        for (String more : List.of(
                "'thinking':'late'", "'content':'late'", "'tool_calls':[{'function':{'name':'f','arguments':{}}}]")) {
            OllamaTranslator translator = new OllamaTranslator(provider(), call("'tools':[{}]"), new ReasoningMemory());
            assertThat(progress(translator, "{'message':{'content':'x'}}")).isEqualTo(Progress.ANSWERING);
            assertThat(progress(translator, "{'done':true,'done_reason':'stop'}"))
                    .isEqualTo(Progress.FINISHED);
            assertThat(progress(translator, "{'message':{" + more + "}}"))
                    .as(more)
                    .isEqualTo(Progress.REOPENED);
            assertThat(progress(translator, "{'done':true,'prompt_eval_count':1,'eval_count':2}"))
                    .isEqualTo(Progress.COUNTED);
        }
    }

    private static Progress progress(OllamaTranslator translator, String line) throws Exception {
        translator.event(new ServerSentEvent(null, json(line), null), chunk -> {});
        return translator.progress();
    }

    @Test
    void givesTheShimMessagesThatItReads() throws Exception {
        JsonObject sent = shim("'messages':[{'role':'assistant','content':null},{'role':'assistant','tool_calls':["
                + "{'id':'a','function':{'name':'f','arguments':'not json'}},{'id':'b','function':{'name':'f','arguments':' {} '}}]},"
                + "{'role':'tool','tool_call_id':'a','content':[{'type':'text','text':'x'},{'type':'text','text':'y'}]},"
                + "{'role':'user','content':[{'type':'text','text':'see'},{'type':'image_url','image_url':{'url':'data:IMAGE/GIF;charset=x;base64,Q UJD'}},"
                + "{'type':'file','file':{'file_data':'data:text/plain;base64,SGVsbG8='}}]}]");

        assertThat(sent.getJsonArray("messages"))
                .isEqualTo(JsonSyntax.value(json("[{'role':'assistant','content':''},{'role':'assistant','tool_calls':["
                        + "{'id':'a','type':'function','function':{'name':'f','arguments':'{\\'arguments\\':\\'not json\\'}'}},"
                        + "{'id':'b','type':'function','function':{'name':'f','arguments':' {} '}}]},"
                        + "{'role':'tool','tool_call_id':'a','content':'x\\ny'},"
                        + "{'role':'user','content':[{'type':'text','text':'see'},{'type':'image_url','image_url':{'url':'data:;base64,QUJD'}},"
                        + "{'type':'text','text':'Hello'}]}]")));
    }

    @Test
    void refusesForTheShimWhatItCannotTake() {
        for (String part : new String[] {
            "{'type':'image_url','image_url':{'url':'https://example.org/a.png'}}",
            "{'type':'file','file':{}}",
            "{'type':'video'}"
        }) {
            assertThat(catchThrowableOfType(
                            GatewayException.class,
                            () -> shim("'messages':[{'role':'user','content':[" + part + "]}]")))
                    .hasMessageContaining("cannot go to Ollama");
        }
    }

    private JsonObject sent(String members) throws Exception {
        return new OllamaTranslator(provider(), call(members), new ReasoningMemory())
                .request()
                .body()
                .tree();
    }

    private JsonObject shim(String members) throws Exception {
        return new OllamaOpenAiTranslator(provider(), call(members), new ReasoningMemory())
                .request()
                .body()
                .tree();
    }

    private static Inquiry call(String members) throws Exception {
        return Inquiry.chat(JsonDocument.parse(json("{" + members + "}")), "m", false);
    }

    private ProviderSettings provider() {
        return ProviderSettings.read(settings.settings(), "ollama");
    }

    private static String json(String text) {
        return text.replace("\\'", "\\\"").replace('\'', '"');
    }
}
