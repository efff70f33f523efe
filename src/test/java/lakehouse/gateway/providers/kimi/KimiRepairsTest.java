package lakehouse.gateway.providers.kimi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.provider.Warnings;
import lakehouse.gateway.providers.anthropic.AnthropicDialects;
import lakehouse.gateway.upstream.ServerSentEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KimiRepairsTest {
    private static final ProviderSettings PROVIDER =
            ProviderSettings.read(MapSettings.withProvider("kimi").settings(), "kimi");
    private static final String USER = "{'role':'user','content':'hi'}";

    @Test
    void sendsToolsUnderNamesThatAreAcceptedAndTellsTheCallersOwn() throws Exception {
        String tools = "'tools':[{'type':'function','function':{'name':'21st_search'}},"
                + "{'type':'function','function':{'name':'t_21st_search'}},{'type':'function','function':{'name':'ls'}},"
                + "{'type':'builtin_function','function':{'name':'$web_search'}}],'messages':[" + USER
                + ",{'role':'assistant','tool_calls':[{'id':'a','type':'function','function':{'name':'21st_search','arguments':'{}'}}]},"
                + "{'role':'tool','tool_call_id':'a','content':'r'}]";
        ChatTranslator translator = translator(tools, false);
        JsonObject sent = translator.request().body().tree();

        assertThat(sent.getJsonArray("tools").stream()
                        .map(tool ->
                                tool.asJsonObject().getJsonObject("function").getString("name")))
                .containsExactly("t_21st_search_2", "t_21st_search", "ls_", "$web_search");
        assertThat(sent.getJsonArray("messages").toString()).contains("\"name\":\"t_21st_search_2\"");
        JsonObject reply = translator
                .reply(json("{'choices':[{'index':0,'message':{'role':'assistant','tool_calls':["
                                + "{'id':'b','type':'function','function':{'name':'t_21st_search_2','arguments':'{}'}},"
                                + "{'id':'c','type':'function','function':{'name':'t_21st_search','arguments':'{}'}}]},'finish_reason':'tool_calls'}]}")
                        .getBytes(StandardCharsets.UTF_8))
                .tree();
        assertThat(reply.toString())
                .contains("\"name\":\"21st_search\"", "\"name\":\"t_21st_search\"")
                .doesNotContain("search_2");

        List<Chunk> chunks = new ArrayList<>();
        ChatTranslator streaming = translator(tools, true);
        streaming.request();
        streaming.event(
                new ServerSentEvent(
                        null,
                        json(
                                "{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'id':'b','type':'function','function':{'name':'ls_','arguments':''}}]}}]}"),
                        null),
                chunks::add);
        assertThat(chunks)
                .singleElement()
                .satisfies(chunk -> assertThat(chunk.json()).contains("\"name\":\"ls\""));
    }

    @Test
    void sendsCallsOfToolsThatAreNoLongerOfferedUnderNamesThatAreAccepted() throws Exception {
        ChatTranslator translator = translator(
                "'messages':[" + USER
                        + ",{'role':'assistant','tool_calls':[{'id':'a','type':'function','function':{'name':'ls','arguments':'{}'}}]},"
                        + "{'role':'tool','tool_call_id':'a','content':'r'}]",
                false);

        assertThat(translator.request().body().tree().getJsonArray("messages").toString())
                .contains("\"name\":\"ls_\"");
    }

    @Test
    void keepsNamesApartThatAreTooLong() throws Exception {
        String long70 = "x".repeat(70);
        String tool = "{'type':'function','function':{'name':'%s'}}";
        ChatTranslator translator = translator(
                "'tools':[" + tool.formatted(long70 + "a") + "," + tool.formatted(long70 + "b") + ","
                        + tool.formatted(long70 + "c") + "],'messages':[" + USER + "]",
                true);
        assertThat(translator.request().body().tree().getJsonArray("tools").stream()
                        .map(sent ->
                                sent.asJsonObject().getJsonObject("function").getString("name")))
                .containsExactly("x".repeat(64), "x".repeat(62) + "_2", "x".repeat(62) + "_3");

        List<String> chunks = new ArrayList<>();
        for (String event : List.of(
                "{'choices':[{'index':0,'delta':{'content':'\"tool_calls\"'}}]}".replace("\"", "\\\""),
                "{'choices':[{'index':0,'delta':{'content':'a'}},{'index':1}]}",
                "{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'id':'a','type':'function','function':{'name':'"
                        + "x".repeat(62) + "_3','arguments':'{}'}}]}},{'index':1}]}")) {
            translator.event(new ServerSentEvent(null, json(event), null), chunk -> chunks.add(chunk.json()));
        }
        assertThat(chunks).hasSize(3);
        assertThat(chunks.get(0)).contains("\"content\":\"\\\"tool_calls\\\"\"");
        assertThat(chunks.get(1)).contains("\"content\":\"a\"");
        assertThat(chunks.get(2)).contains("\"name\":\"" + long70 + "c\"");
    }

    @Test
    void mapsNamesBackOnTheOtherSurfaceToo() throws Exception {
        ReasoningMemory memory = new ReasoningMemory();
        Inquiry call = Inquiry.chat(
                JsonDocument.parse(
                        json("{'messages':[" + USER + "],'tools':[{'type':'function','function':{'name':'1st'}}]}")),
                "kimi-for-coding",
                false);
        ChatTranslator translator =
                KimiAnthropicTranslator.over(AnthropicDialects.with(memory), PROVIDER, call, memory);

        assertThat(translator.request().body().text()).contains("\"t_1st\"").doesNotContain("\"1st\"");
        assertThat(translator
                        .reply(
                                json("{'id':'m','type':'message','role':'assistant','model':'k','content':[{'type':'tool_use','id':'x','name':'t_1st','input':{}}],'stop_reason':'tool_use','usage':{'input_tokens':1,'output_tokens':1}}")
                                        .getBytes(StandardCharsets.UTF_8))
                        .text())
                .contains("\"name\":\"1st\"");
    }

    @Test
    void leavesOutMessagesThatSayNothing() throws Exception {
        JsonObject sent =
                sent("'messages':[{'role':'system','content':' '},{'role':'developer','content':'be brief'}," + USER
                        + ",{'role':'assistant','content':''},{'role':'user','content':[{'type':'text','text':' '},{'type':'text','text':'x'}]},"
                        + "{'role':'assistant','content':null,'refusal':'no'},{'role':'user','content':[]}]");

        assertThat(sent.getJsonArray("messages"))
                .isEqualTo(
                        JsonSyntax.value(
                                json(
                                        "[{'role':'system','content':'be brief'}," + USER
                                                + ",{'role':'user','content':[{'type':'text','text':'x'}]},{'role':'assistant','content':'no','refusal':'no'}]")));
    }

    @Test
    void sendsResultsOfEveryFormAsText() throws Exception {
        String call = "{'role':'assistant','tool_calls':[{'id':'','function':{'name':'find','arguments':{'a':1}}}]},";
        JsonObject sent =
                sent("'messages':[" + USER + "," + call + "{'role':'tool','tool_call_id':'','content':{'ok':true}},"
                        + call + "{'role':'tool','content':['a','b']}," + call + "{'role':'tool','content':null}]");

        assertThat(sent.getJsonArray("messages").stream()
                        .map(message -> message.asJsonObject().get("content"))
                        .map(String::valueOf))
                .containsExactly(
                        "\"hi\"", "null", "\"{\\\"ok\\\":true}\"", "null", "\"a\\nb\"", "null", "\"(no output)\"");
        assertThat(sent.getJsonArray("messages").getJsonObject(1).getJsonArray("tool_calls"))
                .hasToString(
                        json(
                                "[{'id':'call_gateway_0','function':{'name':'find','arguments':'{\\'a\\':1}'},'type':'function'}]"));
        assertThat(sent.getJsonArray("messages").getJsonObject(2).getString("tool_call_id"))
                .isEqualTo("call_gateway_0");
    }

    @Test
    void takesTextsAndPicturesOutOfFiles() throws Exception {
        JsonObject sent = sent(
                "'messages':[{'role':'user','content':["
                        + "{'type':'file','file':{'file_data':'data:text/plain;base64,SGVsbG8='}},"
                        + "{'type':'file','file':{'file_data':'data:image/png;base64,QUJD'}},{'type':'image_url','image_url':'data:image/png;base64,QUJD'}]}]");

        assertThat(sent.getJsonArray("messages").getJsonObject(0).getJsonArray("content"))
                .isEqualTo(JsonSyntax.value(json("[{'type':'text','text':'Hello'},"
                        + "{'type':'image_url','image_url':{'url':'data:image/png;base64,QUJD'}},"
                        + "{'type':'image_url','image_url':{'url':'data:image/png;base64,QUJD'}}]")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "'stop':['a','','a'] | 'stop':['a']",
                "'stop':'' | ",
                "'stop':[] | ",
                "'stop':'END' | 'stop':'END'",
                "'max_tokens':1e3 | 'max_tokens':1000",
                "'max_tokens':8192.0,'max_completion_tokens':7 | 'max_completion_tokens':7",
                "'max_tokens':9,'max_completion_tokens':null | 'max_completion_tokens':null,'max_tokens':9",
                "'presence_penalty':1,'frequency_penalty':1 | ",
                "'thinking':{'type':'enabled','budget_tokens':100} | 'thinking':{'type':'enabled'}",
                "'thinking':{'type':'adaptive'} | 'thinking':{'type':'enabled'}",
                "'thinking':null | ",
                "'response_format':null | ",
                "'response_format':{'type':'json_schema','json_schema':{'name':'bare'}} | 'response_format':{'type':'json_object'}",
                "'response_format':{'type':'json_schema','json_schema':{'name':'n','strict':null,'schema':{'properties':{'a':{}}}}} | 'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{'properties':{'a':{'type':'string'}},'type':'object'}}}",
                "'response_format':{'type':'json_schema','json_schema':{'name':'n','strict':null,'schema':{'type':'object'}}} | 'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{'type':'object'}}}",
                "'response_format':{'type':'json_schema','json_schema':{'name':'n','strict':true,'schema':{'type':'object'}}} | 'response_format':{'type':'json_schema','json_schema':{'name':'n','strict':true,'schema':{'type':'object'}}}",
                "'n':5 | 'n':5",
                "'stop':['1','2','3','4','5'] | 'stop':['1','2','3','4','5']",
                "'stop':'12345678901234567890123456789012' | 'stop':'12345678901234567890123456789012'",
                "'tools':[{'type':'function','function':{'name':'find','description':7}}] | 'tools':[{'type':'function','function':{'name':'find','description':'7','parameters':{'type':'object','properties':{}}}}]",
                "'tools':[],'tool_choice':null | ",
                "'tools':[{'type':'function','function':{'name':'find','description':null,'strict':null}}] | 'tools':[{'type':'function','function':{'name':'find','parameters':{'type':'object','properties':{}}}}]",
            })
    void repairsFields(String given, String expected) throws Exception {
        JsonObject sent = sent("'messages':[" + USER + "]," + given.strip());
        JsonObject wanted = JsonSyntax.object(json("{" + (expected == null ? "" : expected.strip()) + "}"));

        assertThat(sent.keySet().stream()
                        .filter(name -> !List.of("model", "messages", "prompt_cache_key")
                                .contains(name)))
                .containsExactlyInAnyOrderElementsOf(wanted.keySet());
        wanted.forEach((name, value) -> assertThat(sent.get(name)).isEqualTo(value));
    }

    @Test
    void offersOnlyAllowedTools() throws Exception {
        String function = "{'type':'function','function':{'name':'%s','parameters':{'type':'object'}}}";
        String tools =
                "'messages':[" + USER + "],'tools':[" + function.formatted("find") + "," + function.formatted("read")
                        + "],'tool_choice':{'type':'allowed_tools','allowed_tools':{'mode':'auto','tools':[{'type':'function','function':{'name':'read'}}]}}";

        assertThat(sent(tools).getJsonArray("tools")).hasToString(json("[" + function.formatted("read") + "]"));
        assertThat(sent(tools).getString("tool_choice")).isEqualTo("auto");
    }

    @Test
    void namesWhatItRepaired() throws Exception {
        ChatTranslator translator = translator(
                "'messages':[{'role':'user','content':''}," + USER
                        + "],'tools':[{'type':'function','function':{'name':'find','parameters':{'properties':{'a':{}}}}}]",
                false);
        translator.request();

        assertThat(((Warnings) translator).warnings())
                .containsExactly("request_repaired; messages: those without a text left out,"
                        + " tools: parameters in Moonshot's flavour of JSON Schema");
    }

    @Test
    void takesAsManyToolsAsKimiDoes() throws Exception {
        String tool = ",{'type':'function','function':{'name':'find%d'}}";
        StringBuilder tools = new StringBuilder("'messages':[" + USER + "],'tools':[{'type':'builtin_function'}");
        for (int i = 0; i < 127; i++) {
            tools.append(tool.formatted(i));
        }

        assertThat(sent(tools + "]").getJsonArray("tools")).hasSize(128);
        assertThat(catchThrowableOfType(GatewayException.class, () -> sent(tools + tool.formatted(127) + "]")))
                .hasMessageContaining("at most 128 tools, and this request offers 129");
    }

    @Test
    void saysThatItRewroteASchemaOfAnswersAndOnlyThen() throws Exception {
        String format = "'messages':[" + USER
                + "],'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{'type':'object','properties':{'a':%s}}}}";
        ChatTranslator rewritten = translator(format.formatted("{}"), false);
        rewritten.request();
        assertThat(((Warnings) rewritten).warnings())
                .containsExactly("request_repaired; response_format: schema in Moonshot's flavour of JSON Schema");
        ChatTranslator right = translator(format.formatted("{'type':'null'}"), false);
        right.request();
        assertThat(((Warnings) right).warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "'stop':['1','2','3','4','5','6'] | at most 5 sequences",
                "'stop':'123456789012345678901234567890123' | at most 32 bytes, and one here has 33",
                "'n':6 | at most 5 answers",
                "'tools':[{'type':'custom','custom':{'name':'find'}}] | no tools of type",
                "'messages':[{'role':'user','content':[{'type':'input_audio','input_audio':{'data':'QQ==','format':'wav'}}]}] | no part of type \"input_audio\"",
                "'messages':[{'role':'user','content':[{'type':'file','file':{'file_id':'f'}}]}] | no file of another kind",
                "'messages':[{'role':'user','content':' '}] | no empty text",
            })
    void refusesWhatNoChangeWouldMend(String members, String words) {
        String body = members.contains("'messages'") ? members : "'messages':[" + USER + "]," + members;
        GatewayException refused = catchThrowableOfType(GatewayException.class, () -> sent(body));

        assertThat(refused.failure().status()).isEqualTo(400);
        assertThat(refused).hasMessageContaining("cannot go to Kimi").hasMessageContaining(words.strip());
    }

    private static JsonObject sent(String members) throws Exception {
        return translator(members, false).request().body().tree();
    }

    private static ChatTranslator translator(String members, boolean stream) throws Exception {
        return new KimiOpenAiTranslator(
                PROVIDER,
                Inquiry.chat(JsonDocument.parse(json("{" + members.strip() + "}")), "kimi-for-coding", stream),
                new ReasoningMemory());
    }

    private static String json(String text) {
        return text.replace("\\'", "\\\"").replace('\'', '"');
    }
}
