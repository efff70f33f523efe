package lakehouse.gateway.provider;

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
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.upstream.ServerSentEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommonFormTranslatorTest {
    private static final String USAGE = "{\"prompt_tokens\":1,\"completion_tokens\":0,\"total_tokens\":1,\"cost\":0.5}";
    private static final String ASKED = "\"stream_options\":{\"include_usage\":true}";

    @Test
    void passesAReplyThatIsInTheCommonFormToTheLetter() throws Exception {
        String body =
                " {\"choices\" : [{\"index\":0,\"message\":{\"content\":\"x\",\"refusal\":null,\"annotations\":[{\"a\":1}],"
                        + "\"audio\":{\"id\":\"a\"}},\"logprobs\":{\"content\":[]},\"finish_reason\":\"stop\"}],\"later\":1e2,\"usage\":"
                        + USAGE + "}";

        assertThat(translator("").reply(body.getBytes(StandardCharsets.UTF_8)).text())
                .isEqualTo(body);
    }

    @Test
    void passesAChunkThatIsInTheCommonFormToTheLetter() throws Exception {
        String chunk =
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},\"logprobs\":{\"content\":[]},\"finish_reason\":null}],\"later\" : 1e2}";

        assertThat(stream("", chunk)).containsExactly(chunk);
        assertThat(stream("", "{\"later\":1}", "{\"choices\":[7]}"))
                .containsExactly("{\"later\":1}", "{\"choices\":[7]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "\"reasoning\":\"why\" | \"reasoning_content\":\"why\"",
                "\"reasoning\":\"why\",\"reasoning_content\":null | \"reasoning_content\":\"why\"",
                "\"reasoning_details\":[{\"text\":\"w\"},{\"summary\":\"hy\"}] | \"reasoning_content\":\"why\"",
            })
    void namesReasoningTheSameEverywhere(String vendor, String common) throws Exception {
        JsonObject message = reply("{\"message\":{\"role\":\"assistant\"," + vendor.strip() + "}}")
                .getJsonObject("message");
        assertThat(message.toString()).contains(common.strip());
        assertThat(message.keySet()).containsAnyOf("reasoning", "reasoning_details");

        String chunk = stream("", "{\"choices\":[{\"delta\":{" + vendor.strip() + "}}]}")
                .get(0);
        assertThat(chunk).contains(common.strip());
        assertThat(JsonSyntax.object(chunk)
                        .getJsonArray("choices")
                        .getJsonObject(0)
                        .getJsonObject("delta")
                        .keySet())
                .containsAnyOf("reasoning", "reasoning_details");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"reasoning\":null",
                "\"reasoning\":\"\"",
                "\"reasoning\":\"a\",\"reasoning_content\":\"b\"",
                "\"reasoning_details\":[]",
                "\"reasoning_details\":[{\"type\":\"reasoning.encrypted\",\"data\":\"x\"}]"
            })
    void addsNoReasoningWhereThereIsNoneOrOneAlready(String members) throws Exception {
        String chunk = "{\"choices\":[{\"delta\":{" + members + "}}]}";

        assertThat(stream("", chunk)).containsExactly(chunk);
    }

    @ParameterizedTest
    @CsvSource({
        "stop, stop",
        "length, length",
        "tool_calls, tool_calls",
        "content_filter, content_filter",
        "function_call, function_call"
    })
    void keepsTheFiveFinishReasons(String vendor, String common) throws Exception {
        JsonObject choice = reply("{\"message\":{},\"finish_reason\":\"" + vendor + "\"}");

        assertThat(choice.getString("finish_reason")).isEqualTo(common);
        assertThat(choice.containsKey("native_finish_reason")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "eos, stop",
        "max_tokens, length",
        "MAX_TOKENS, length",
        "model_length, length",
        "max_output_tokens, length",
        "model_context_window_exceeded, length",
        "tool_use, tool_calls",
        "tool_call, tool_calls",
        "safety, content_filter",
        "refusal, content_filter",
        "sensitive, content_filter",
        "content_filtered, content_filter"
    })
    void mapsOtherFinishReasonsAndKeepsTheVendorsWord(String vendor, String common) throws Exception {
        JsonObject choice =
                reply("{\"message\":{},\"finish_reason\":\"" + vendor + "\",\"native_finish_reason\":null}");
        assertThat(choice.getString("finish_reason")).isEqualTo(common);
        assertThat(choice.getString("native_finish_reason")).isEqualTo(vendor);

        JsonObject told = reply("{\"message\":{},\"finish_reason\":\"" + vendor + "\",\"native_finish_reason\":\"X\"}");
        assertThat(told.getString("native_finish_reason")).isEqualTo("X");
        assertThat(stream("", "{\"choices\":[{\"delta\":{},\"finish_reason\":\"" + vendor + "\"}]}")
                        .get(0))
                .contains("\"finish_reason\":\"" + common + "\"", "\"native_finish_reason\":\"" + vendor + "\"");
    }

    @Test
    void takesAnErrorForAnErrorWhereverItStands() {
        for (String body : List.of(
                "{\"error\":{\"message\":\"m\",\"code\":429}}",
                "{\"choices\":[{\"message\":{},\"finish_reason\":\"error\"}]}",
                "{\"choices\":[],\"error\":\"m\"}")) {
            assertThat(catchThrowableOfType(
                            GatewayException.class, () -> translator("").reply(body.getBytes(StandardCharsets.UTF_8))))
                    .as(body)
                    .isNotNull();
            assertThat(catchThrowableOfType(GatewayException.class, () -> stream("", body)))
                    .as(body)
                    .isNotNull();
        }
        GatewayException named = catchThrowableOfType(
                GatewayException.class,
                () -> translator("").event(new ServerSentEvent("error", "{\"message\":\"m\"}", null), chunk -> {}));
        assertThat(named.failure().message()).contains("answered 500: m");
    }

    @ParameterizedTest
    @CsvSource({"429, 429", "503, 503", "399, 500", "600, 500", "400, 400", "599, 599"})
    void takesTheStatusFromANumericCode(int code, int status) {
        GatewayException error = catchThrowableOfType(
                GatewayException.class, () -> stream("", "{\"error\":{\"message\":\"m\",\"code\":" + code + "}}"));

        assertThat(error.failure().evidence().status()).isEqualTo(status);
        assertThat(error.failure().evidence().code()).isEqualTo(Integer.toString(code));
    }

    @Test
    void neverPassesAnErrorMemberOn() throws Exception {
        assertThat(stream("", "{\"error\":null,\"choices\":[{\"delta\":{\"content\":\"x\"}}]}"))
                .containsExactly("{\"choices\":[{\"delta\":{\"content\":\"x\"}}]}");
        assertThat(stream("", "{\"error\":false,\"choices\":[{\"delta\":{\"reasoning\":\"x\"}}]}")
                        .get(0))
                .doesNotContain("error");
    }

    @Test
    void turnsASecondFinishChunkIntoTheUsageChunk() throws Exception {
        String finish = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"stop\"}]";

        assertThat(stream(ASKED, finish + "}", finish + ",\"usage\":" + USAGE + "}", "[DONE]"))
                .containsExactly(finish + "}", "{\"choices\":[],\"usage\":" + USAGE + "}", "null");
        assertThat(stream("", finish + "}", finish + ",\"usage\":" + USAGE + "}", "[DONE]"))
                .containsExactly(
                        finish + "}", finish.replace("\"stop\"", "null") + ",\"usage\":" + USAGE + "}", "null");
    }

    @Test
    void keepsTheFinishReasonsOfSeveralChoicesApart() throws Exception {
        String first = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
        String second = first.replace("\"index\":0", "\"index\":1");
        String both =
                "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"},{\"index\":2,\"delta\":{\"content\":\"x\"}}]}";

        assertThat(stream(ASKED, first, second, both)).containsExactly(both.replace("\"stop\"", "null"), first, second);
    }

    @Test
    void givesWhoAskedForUsageAChunkOfItsOwn() throws Exception {
        String inChoice =
                "{\"id\":\"i\",\"created\":5,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\",\"usage\":"
                        + USAGE + "}]}";
        String trailing =
                "{\"id\":\"i\",\"object\":\"chat.completion.chunk\",\"created\":5,\"model\":\"m\",\"choices\":[],\"usage\":"
                        + USAGE + "}";

        assertThat(stream(ASKED, inChoice, "[DONE]")).containsExactly(inChoice, trailing, "null");
        assertThat(stream("", inChoice, "[DONE]")).containsExactly(inChoice, "null");
        assertThat(stream(ASKED, inChoice, trailing, "[DONE]")).containsExactly(inChoice, trailing, "null");
        assertThat(stream(ASKED, "{\"choices\":[{\"delta\":{}}]}", "[DONE]")).hasSize(2);
        assertThat(stream(ASKED, "[DONE]")).containsExactly("null");
        assertThat(stream("\"stream_options\":{\"include_usage\":false}", inChoice, "[DONE]"))
                .hasSize(2);
    }

    @Test
    void sendsOnlyWhatItDecides() throws Exception {
        assertThat(sent("\"model\":\"p/m\",\"later\" : 1e2,\"provider\":\"p\""))
                .isEqualTo("{\"model\":\"m\",\"later\" : 1e2}");
        assertThat(sent("\"messages\":[{\"role\":\"assistant\",\"reasoning\":\"x\",\"tool_calls\":[]}]"))
                .isEqualTo(
                        "{\"messages\":[{\"role\":\"assistant\",\"reasoning\":\"x\",\"tool_calls\":[]}],\"model\":\"m\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "\"reasoning\":\"why\" | \"reasoning\":\"why\"",
                "\"reasoning_content\":\"why\" | \"reasoning_content\":\"why\"",
                "\"reasoning_content\":\"why\",\"reasoning_details\":[{\"x\":1}] | \"reasoning_content\":\"why\",\"reasoning_details\":[{\"x\":1}]",
                "\"reasoning_details\":[{\"data\":\"x\"}] | \"reasoning_details\":[{\"data\":\"x\"}]",
            })
    void restoresReasoningWhereTheVendorHadIt(String vendor, String restored) throws Exception {
        ReasoningMemory memory = new ReasoningMemory();
        String messages = "{\"role\":\"user\",\"content\":\"u\"}";
        CommonFormTranslator first = translator("\"messages\":[" + messages + "],\"tools\":[]", memory);
        first.reply(("{\"choices\":[{\"message\":{" + vendor.strip()
                        + ",\"tool_calls\":[{\"id\":\"t\"}]},\"finish_reason\":\"tool_calls\"}]}")
                .getBytes(StandardCharsets.UTF_8));

        String turn = "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"t\"}]";
        String sent = translator("\"messages\":[" + messages + "," + turn + "}]", memory)
                .request()
                .body()
                .text();

        assertThat(sent).contains(turn + "," + restored.strip() + "}");
    }

    /** Groq and Mistral refuse a request that has a field for thoughts. */
    @Test
    void addsNoThoughtsThatThisProviderNeverHad() throws Exception {
        ReasoningMemory memory = new ReasoningMemory();
        String question = "\"messages\":[{\"role\":\"user\",\"content\":\"u\"}";
        memory.remember(
                "another",
                JsonSyntax.value("[{\"role\":\"user\",\"content\":\"u\"}]").asJsonArray(),
                List.of("t"),
                new Reasoning("why", null, Reasoning.CONTENT));
        String body = "{" + question + ",{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"t\"}]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"t\",\"content\":\"r\"}],\"model\":\"m\"}";

        assertThat(translator(body.substring(1, body.length() - 1), memory)
                        .request()
                        .body()
                        .text())
                .isEqualTo(body);
    }

    @Test
    void readsNoAnswerIntoSomethingElse() {
        assertThat(catchThrowableOfType(
                        MalformedJsonException.class,
                        () -> translator("").reply("{}".getBytes(StandardCharsets.UTF_8))))
                .hasMessageContaining("no list of choices");
    }

    @Test
    void skipsEmptyEvents() throws Exception {
        assertThat(stream("", " ")).isEmpty();
        List<Chunk> out = new ArrayList<>();
        translator("").event(new ServerSentEvent(null, null, "c"), out::add);
        assertThat(out).isEmpty();
    }

    private static JsonObject reply(String choice) throws Exception {
        return translator("")
                .reply(("{\"choices\":[" + choice + "]}").getBytes(StandardCharsets.UTF_8))
                .tree()
                .getJsonArray("choices")
                .getJsonObject(0);
    }

    private static String sent(String members) throws Exception {
        return translator(members).request().body().text();
    }

    /** The texts of the chunks; the end mark is {@code null}. */
    private static List<String> stream(String members, String... events) throws Exception {
        CommonFormTranslator translator = translator(members);
        List<String> chunks = new ArrayList<>();
        for (String event : events) {
            translator.event(new ServerSentEvent(null, event, null), chunk -> chunks.add(String.valueOf(chunk.json())));
        }
        translator.end(chunk -> chunks.add(String.valueOf(chunk.json())));
        return chunks;
    }

    private static CommonFormTranslator translator(String members) throws Exception {
        return translator(members, new ReasoningMemory());
    }

    private static CommonFormTranslator translator(String members, ReasoningMemory memory) throws Exception {
        return new CommonFormTranslator(
                ProviderSettings.read(MapSettings.withProvider("p").settings(), "p"),
                Inquiry.chat(JsonDocument.parse("{" + members + "}"), "m", true),
                memory);
    }
}
