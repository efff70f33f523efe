package lakehouse.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.upstream.ServerSentEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What vendors of OpenAI's format send besides what OpenAI sends, each from somebody's bug report. */
class StreamedAnswersTest {
    private static final String ASKED = "\"stream_options\":{\"include_usage\":true}";
    private static final String USAGE = "{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}";
    private static final String DONE = "[DONE]";

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "\"null\"", "\"None\"", "\"NULL\"", "false", "0", "{}"})
    void takesNoReasonForNoReasonInWhateverForm(String none) throws Exception {
        Read read = read(
                ASKED,
                chunk("{\"content\":\"one \"}", none),
                chunk("{\"content\":\"two\"}", none),
                chunk("{}", "\"stop\""),
                DONE);

        assertThat(read.folded().text()).isEqualTo("one two");
        assertThat(read.json.get(0)).contains("\"finish_reason\":null");
        assertThat(read.finishes()).isEqualTo(1);
        assertThat(translator("").progress()).isEqualTo(Progress.ANSWERING);
    }

    @Test
    void keepsWhatComesBehindAFinish() throws Exception {
        Read text = read(
                "",
                chunk("{\"content\":\"one\"}", "\"stop\""),
                chunk("{\"content\":\" two\"}", "null"),
                chunk("{\"reasoning_content\":\"why\"}", "null"),
                DONE);
        assertThat(text.folded().text()).isEqualTo("one two");
        assertThat(text.folded().reasoning()).isEqualTo("why");
        assertThat(text.finishes()).isEqualTo(1);
        assertThat(text.json.get(text.json.size() - 1)).contains("\"finish_reason\":\"stop\"");

        Read call = read("", chunk("{}", "\"stop\""), chunk(tool(0, "a", "f", "{}"), "null"), DONE);
        assertThat(call.folded().calls()).containsExactly(new Folded.ToolCall("a", "f", "{}"));
        assertThat(call.folded().finish()).isEqualTo("tool_calls");
        assertThat(call.folded().vendorFinish()).isEqualTo("stop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "", " ", "\n\n", ","})
    void readsEveryDocumentOfAnEvent(String between) throws Exception {
        Read read = read(
                "",
                chunk("{\"content\":\"one \"}", "null") + between + chunk("{\"content\":\"}{\"}", "null"),
                chunk("{}", "\"stop\"") + between + DONE);

        assertThat(read.folded().text()).isEqualTo("one }{");
        assertThat(read.folded().finish()).isEqualTo("stop");
        assertThat(read.done).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping", "[HEARTBEAT]", "keep-alive", "null", "42", ": x"})
    void skipsWhatCanBeNoPartOfAnAnswer(String event) throws Exception {
        assertThat(read("", event).json).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"del",
                "lta\":{\"content\":\"x\"}}]}",
                "\"text\"",
                "{\"a\":1}}",
                "{\"a\":1}{\"b\""
            })
    void refusesWhatMayHaveBeenAPartOfTheAnswer(String event) {
        assertThat(catchThrowableOfType(MalformedJsonException.class, () -> read("", event)))
                .isNotNull();
    }

    @Test
    void tellsParallelCallsApartHoweverTheyComeWithoutAUsableIndex() throws Exception {
        List<Folded.ToolCall> two =
                List.of(new Folded.ToolCall("a", "f", "{\"a\":1}"), new Folded.ToolCall("b", "f", "{\"b\":2}"));
        String noIndex = "{\"tool_calls\":[{\"id\":\"%s\",\"function\":{\"name\":\"f\",\"arguments\":\"%s\"}}]}";
        assertThat(calls(noIndex.formatted("a", "{\\\"a\\\":1}"), noIndex.formatted("b", "{\\\"b\\\":2}")))
                .isEqualTo(two);
        assertThat(calls(tool(0, "a", "f", "{\"a\":1}"), tool(0, "b", "f", "{\"b\":2}")))
                .isEqualTo(two);
        assertThat(calls(
                        tool(0, "a", "f", ""),
                        piece("\"index\":0", "{\"a\":1}"),
                        tool(0, "b", "f", ""),
                        piece("\"index\":0", "{\"b\":2}")))
                .isEqualTo(two);
        assertThat(calls(tool(0, "", "f", "{\"a\":1}"), tool(0, "", "f", "{\"b\":2}")))
                .extracting(Folded.ToolCall::arguments)
                .containsExactly("{\"a\":1}", "{\"b\":2}");
        String nothing = "{\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":{\"n\":1}}},"
                + "{\"id\":null,\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}";
        List<Folded.ToolCall> made = calls(nothing);
        assertThat(made).extracting(Folded.ToolCall::arguments).containsExactly("{\"n\":1}", "{}");
        assertThat(made).extracting(Folded.ToolCall::id).doesNotHaveDuplicates().allMatch(id -> id.startsWith("call_"));
        assertThat(calls(tool(1, "a", "f", "{\"a\":1}"), tool(2, "b", "f", "{\"b\":2}")))
                .as("from one")
                .isEqualTo(two);
        assertThat(calls(tool(0, "a", "f", "{\"a\":1}"), tool(1, "a", "f", "{\"b\":2}")))
                .as("the same id twice")
                .extracting(Folded.ToolCall::id)
                .doesNotHaveDuplicates();
    }

    @Test
    void givesACallItsIdAndNameOnceHoweverTheyCome() throws Exception {
        List<Folded.ToolCall> one = List.of(new Folded.ToolCall("a", "f", "{\"a\":1}"));
        assertThat(calls(tool(0, "a", "f", "{\"a\""), tool(0, "a", "f", ":1}"), tool(0, "a", "f", "")))
                .as("repeated")
                .isEqualTo(one);
        assertThat(calls(
                        "{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\"}}]}",
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"arguments\":\"{\\\"a\\\":1}\"}}]}"))
                .as("a late id")
                .isEqualTo(one);
        assertThat(
                        calls(
                                "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"arguments\":\"\"}}]}",
                                "{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}}]}"))
                .as("a late name")
                .isEqualTo(one);
        assertThat(
                        calls(
                                "{\"tool_calls\":[{\"index\":0,\"id\":7,\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}}]}"))
                .as("a number")
                .containsExactly(new Folded.ToolCall("7", "f", "{\"a\":1}"));
    }

    @Test
    void givesACallAnIdThatComesWithoutOneBehindTheFinish() throws Exception {
        String noId = "{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}";
        for (String end : List.of(DONE, "")) {
            Read read = read("", chunk("{}", "\"tool_calls\""), chunk(noId, "null"), end);

            assertThat(read.folded().calls()).singleElement().satisfies(call -> {
                assertThat(call.id()).startsWith("call_");
                assertThat(call.name()).isEqualTo("f");
                assertThat(call.arguments()).isEmpty();
            });
            assertThat(read.folded().finish()).isEqualTo("tool_calls");
        }
        assertThat(read("", chunk(noId, "null")).json)
                .as("a call that nobody ended")
                .noneMatch(json -> json.contains("call_"));
    }

    @Test
    void keepsArgumentsOfTwoDocumentsAsTheyAre() throws Exception {
        assertThat(calls(tool(0, "a", "f", "{\"a\":1}"), piece("\"index\":0", "{\"b\":2}")))
                .containsExactly(new Folded.ToolCall("a", "f", "{\"a\":1}{\"b\":2}"));
        assertThat(ToolArguments.object(JsonParts.text("{\"a\":1}{\"b\":2}")))
                .hasToString("{\"arguments\":\"{\\\"a\\\":1}{\\\"b\\\":2}\"}");
    }

    @Test
    void takesTheEndMarkForTheFinishOfCallsThatAreWhole() throws Exception {
        assertThat(read("", chunk(tool(0, "a", "f", "{}"), "null"), DONE)
                        .folded()
                        .finish())
                .isEqualTo("tool_calls");
        assertThat(read("", chunk(tool(0, "a", "f", "{}"), "null")).folded().finish())
                .isNull();
        assertThat(read("", chunk(tool(0, "a", "f", "{"), "null"), DONE)
                        .folded()
                        .finish())
                .isNull();
        assertThat(read("", chunk("{\"content\":\"x\"}", "null"), DONE).folded().finish())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"tool_calls, true", "stop, true", "end_turn, true", "length, false", "content_filter, false"})
    void refusesArgumentsThatAreCutUnlessTheVendorSaysSo(String reason, boolean refused) throws Exception {
        String cut = "{\"city\":\"Zur";
        String call = tool(0, "a", "f", cut);
        GatewayException streamed = catchThrowableOfType(
                GatewayException.class, () -> read("", chunk(call, "null"), chunk("{}", "\"" + reason + "\""), DONE));
        GatewayException whole = catchThrowableOfType(GatewayException.class, () -> reply(call, "\"" + reason + "\""));

        for (GatewayException error : new GatewayException[] {streamed, whole}) {
            if (refused) {
                assertThat(error.failure().kind()).isEqualTo(FailureKind.UPSTREAM_ERROR);
                assertThat(error.failure().begun()).isTrue();
                assertThat(error.failure().message()).contains("arguments of a tool call end in the middle");
            } else {
                assertThat(error).isNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"abort", "error", "network_error", "insufficient_system_resource", "MALFORMED_FUNCTION_CALL"})
    void takesNoAnswerForWholeThatTheVendorCallsBroken(String reason) {
        GatewayException error = catchThrowableOfType(
                GatewayException.class, () -> read("", chunk("{\"content\":\"x\"}", "\"" + reason + "\""), DONE));

        assertThat(error.failure().message()).contains(reason);
    }

    @Test
    void tellsUsageOnceToWhoAskedWhereverItStands() throws Exception {
        String own = "{\"id\":\"i\",\"choices\":[],\"usage\":" + USAGE + "}";
        String inFinish = finish(",\"usage\":" + USAGE);
        for (List<String> events : List.of(
                List.of(inFinish, own, DONE),
                List.of(inFinish, DONE),
                List.of(finish(""), inFinish, DONE),
                List.of(finish(",\"usage\":{\"prompt_tokens\":1}"), own, own, DONE),
                List.of(own, inFinish))) {
            Read asked = read(ASKED, events.toArray(new String[0]));
            assertThat(asked.json.stream().filter(json -> json.contains("prompt_tokens")))
                    .as("%s", events)
                    .hasSize(1);
            assertThat(asked.json.get(asked.json.size() - 1)).contains("\"choices\":[]", "\"usage\":" + USAGE);
        }
        assertThat(read("", inFinish, DONE).json).containsExactly(inFinish);
    }

    @Test
    void waitsForUsageUntilItIsThere() throws Exception {
        CommonFormTranslator translator = translator(ASKED);
        event(translator, chunk("{\"content\":\"x\"}", "null"));
        assertThat(translator.progress()).isEqualTo(Progress.ANSWERING);
        event(translator, chunk("{}", "\"stop\""));
        assertThat(translator.progress()).isEqualTo(Progress.FINISHED);
        event(translator, chunk("{\"content\":\"y\"}", "null"));
        assertThat(translator.progress()).isEqualTo(Progress.REOPENED);
        event(translator, chunk("{}", "\"stop\""));
        event(translator, "{\"choices\":[],\"usage\":" + USAGE + "}");
        assertThat(translator.progress()).isEqualTo(Progress.COUNTED);
    }

    @Test
    void takesFiguresForTheLastOnesOnlyAtTheFinishOrBehindIt() throws Exception {
        CommonFormTranslator early = translator("");
        event(early, finish(chunk("{\"content\":\"x\"}", "null"), USAGE));
        event(early, chunk("{}", "\"stop\""));
        assertThat(early.progress()).isEqualTo(Progress.FINISHED);
        event(early, chunk("{}", "null"));
        assertThat(early.progress()).isEqualTo(Progress.FINISHED);

        CommonFormTranslator beside = translator("");
        event(beside, finish(",\"usage\":" + USAGE));
        assertThat(beside.progress()).isEqualTo(Progress.COUNTED);
    }

    @Test
    void waitsForEveryChoiceThatWasAskedFor() throws Exception {
        CommonFormTranslator translator = translator("\"n\":2");
        event(translator, chunk("{\"content\":\"x\"}", "\"stop\""));
        assertThat(translator.progress()).isEqualTo(Progress.REOPENED);
        event(translator, choices("{\"index\":1,\"delta\":{\"content\":\"y\"}}", ""));
        assertThat(translator.progress()).isEqualTo(Progress.ANSWERING);
        event(translator, choices("{\"index\":1,\"delta\":{},\"finish_reason\":\"length\"}", ",\"usage\":" + USAGE));
        assertThat(translator.progress()).isEqualTo(Progress.COUNTED);
    }

    @Test
    void readsAChunkThatEndsSeveralChoices() throws Exception {
        String both = choices(
                "{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"},"
                        + "{\"index\":1,\"delta\":{\"content\":\"b\"},\"finish_reason\":\"length\",\"native_finish_reason\":\"max\"}",
                ",\"usage\":" + USAGE);
        CommonFormTranslator translator = translator("\"n\":2");
        event(translator, both);
        assertThat(translator.progress()).isEqualTo(Progress.COUNTED);

        assertThat(read("\"n\":2", both, DONE).json)
                .containsExactly(
                        choices(
                                "{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":null},"
                                        + "{\"index\":1,\"delta\":{\"content\":\"b\"},\"finish_reason\":null,\"native_finish_reason\":\"max\"}",
                                ",\"usage\":" + USAGE),
                        choices("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}", ""),
                        choices(
                                "{\"index\":1,\"delta\":{},\"finish_reason\":\"length\",\"native_finish_reason\":\"max\"}",
                                ""));
        List<String> asked = read("\"n\":2," + ASKED, both, DONE).json;
        assertThat(asked).hasSize(4);
        assertThat(asked.get(0)).contains("\"usage\":null");
        assertThat(asked.get(3)).contains("\"choices\":[]", "\"usage\":" + USAGE);
    }

    @Test
    void keepsTheStrongerOfSeveralReasons() throws Exception {
        Read read = read(
                "\"n\":2",
                chunk("{\"content\":\"a\"}", "\"stop\""),
                choices(
                        "{\"index\":0,\"delta\":{\"content\":\"b\"},\"finish_reason\":\"length\"},"
                                + "{\"index\":1,\"delta\":{\"content\":\"c\"}}",
                        ""),
                choices("{\"index\":1,\"delta\":{\"content\":\"d\"},\"finish_reason\":\"stop\"}", ""),
                DONE);

        assertThat(read.json)
                .containsExactly(
                        choices("{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":null}", ""),
                        choices(
                                "{\"index\":0,\"delta\":{\"content\":\"b\"},\"finish_reason\":null},"
                                        + "{\"index\":1,\"delta\":{\"content\":\"c\"}}",
                                ""),
                        choices(
                                "{\"index\":0,\"delta\":{},\"finish_reason\":\"length\",\"native_finish_reason\":\"stop\"}",
                                ""),
                        choices("{\"index\":1,\"delta\":{\"content\":\"d\"},\"finish_reason\":\"stop\"}", ""));
    }

    @Test
    void keepsTextThatComesWithASecondFinish() throws Exception {
        Read read = read("", chunk("{}", "\"stop\""), chunk("{\"content\":\"late\"}", "\"stop\""), DONE);

        assertThat(read.json).containsExactly(chunk("{\"content\":\"late\"}", "null"), chunk("{}", "\"stop\""));
    }

    @Test
    void holdsWhatSaysNothingBehindTheLastFinishAndNoMoreThanItMust() throws Exception {
        CommonFormTranslator translator = translator("");
        List<String> out = new ArrayList<>();
        String nothing = chunk("{}", "null");
        translator.event(new ServerSentEvent(null, chunk("{}", "\"stop\""), null), chunk -> out.add(chunk.json()));
        for (int i = 0; i < 64; i++) {
            translator.event(new ServerSentEvent(null, nothing, null), chunk -> out.add(chunk.json()));
        }
        assertThat(out).isEmpty();
        translator.event(new ServerSentEvent(null, nothing, null), chunk -> out.add(chunk.json()));
        assertThat(out).containsExactly(nothing);
        translator.end(chunk -> out.add(chunk.json()));
        assertThat(out).hasSize(66).endsWith(nothing);
        assertThat(out.get(1)).isEqualTo(chunk("{}", "\"stop\""));

        CommonFormTranslator two = translator("");
        List<String> open = new ArrayList<>();
        two.event(
                new ServerSentEvent(null, choices("{\"index\":1,\"delta\":{\"content\":\"x\"}}", ""), null),
                chunk -> {});
        two.event(new ServerSentEvent(null, chunk("{}", "\"stop\""), null), chunk -> open.add(chunk.json()));
        two.event(new ServerSentEvent(null, nothing, null), chunk -> open.add(chunk.json()));
        assertThat(open).containsExactly(nothing);
    }

    @Test
    void takesTheFiguresOutOfAThoughtForWhoCountsThem() throws Exception {
        Read read = read(
                ASKED,
                finish(chunk("{\"reasoning\":\"why\"}", "null"), USAGE),
                finish(chunk("{\"content\":\"x\"}", "null"), USAGE),
                finish(",\"usage\":" + USAGE),
                DONE);

        assertThat(read.json.stream().filter(json -> json.contains("prompt_tokens")))
                .hasSize(1);
        assertThat(read.json.get(0)).contains("\"reasoning_content\":\"why\"", "\"usage\":null");
        assertThat(read.folded().reasoning()).isEqualTo("why");
    }

    @Test
    void keepsACharacterThatIsCutInHalves() throws Exception {
        Read read = read(
                "",
                "{\"choices\":[{\"index\":0,\"delta\":{\"reasoning\":\"\\ud83d\"}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"reasoning\":\"\\ude00\"}}]}");

        for (String json : read.json) {
            assertThat(new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(json);
        }
        assertThat(read.folded().reasoning()).isEqualTo("\ud83d\ude00");
    }

    @Test
    void repairsTheToolCallsOfAWholeAnswer() throws Exception {
        String calls = "{\"tool_calls\":[{\"id\":5,\"function\":{\"name\":\"f\",\"arguments\":{\"a\":1}}},"
                + "{\"id\":null,\"type\":\"function\",\"function\":{\"name\":\"g\"}},"
                + "{\"id\":\"5\",\"type\":\"function\",\"function\":{\"name\":\"h\",\"arguments\":\"{\\\"a\\\":1}{\\\"b\\\":2}\"}}]}";
        for (String reason : List.of("\"stop\"", "null", "\"\"", "\"end_turn\"", "false")) {
            JsonObject choice = reply(calls, reason);
            assertThat(choice.getString("finish_reason")).as(reason).isEqualTo("tool_calls");
            List<JsonObject> repaired =
                    choice.getJsonObject("message").getJsonArray("tool_calls").getValuesAs(JsonObject.class);
            assertThat(repaired)
                    .extracting(call -> call.getString("id"))
                    .doesNotHaveDuplicates()
                    .contains("5");
            assertThat(repaired).extracting(call -> call.getString("type")).containsOnly("function");
            assertThat(repaired)
                    .extracting(call -> call.getJsonObject("function").getString("arguments"))
                    .containsExactly("{\"a\":1}", "{}", "{\"a\":1}{\"b\":2}");
        }
        assertThat(reply(calls, "\"length\"").getString("finish_reason")).isEqualTo("length");
        assertThat(reply("{\"content\":\"x\"}", "\"\"").getString("finish_reason"))
                .isEqualTo("stop");
    }

    /** Mistral's reasoning models. */
    @Test
    void makesATextOfContentInParts() throws Exception {
        String parts = "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"why\"}]},"
                + "{\"type\":\"text\",\"text\":\"so\"},{\"type\":\"reference\",\"reference_ids\":[1]}]}";

        Folded streamed =
                read("", chunk(parts, "null"), chunk("{}", "\"stop\""), DONE).folded();
        assertThat(streamed.text()).isEqualTo("so");
        assertThat(streamed.reasoning()).isEqualTo("why");
        JsonObject message = reply(parts, "\"stop\"").getJsonObject("message");
        assertThat(message.getString("content")).isEqualTo("so");
        assertThat(message.getString("reasoning_content")).isEqualTo("why");
        assertThat(message.getJsonArray("content_blocks")).hasSize(1);
    }

    /** Front ends that put a whole answer into one event, and MiniMax, which repeats it at the end. */
    @Test
    void readsAMessageWhereADeltaShouldBe() throws Exception {
        String whole =
                "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"one\",\"tool_calls\":[{\"id\":\"a\",\"function\":"
                        + "{\"name\":\"f\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"stop\"}]}";
        Folded alone = read("", whole, DONE).folded();
        assertThat(alone.text()).isEqualTo("one");
        assertThat(alone.calls()).containsExactly(new Folded.ToolCall("a", "f", "{}"));
        assertThat(alone.finish()).isEqualTo("tool_calls");

        Folded repeated =
                read("", chunk("{\"content\":\"one\"}", "null"), whole, DONE).folded();
        assertThat(repeated.text()).isEqualTo("one");
        assertThat(repeated.calls()).isEmpty();
        assertThat(repeated.finish()).isEqualTo("stop");

        assertThat(read("", chunk("null", "\"stop\""), DONE).json.get(0)).contains("\"delta\":{}");
        assertThat(read(ASKED, chunk("{}", "\"stop\""), "{\"usage\":" + USAGE + "}", DONE)
                        .json
                        .get(1))
                .contains("\"choices\":[]");
    }

    @ParameterizedTest
    @CsvSource({"\"502\", 502", "\"429\", 429", "502, 502", "\"server_error\", 500", "\"200\", 500"})
    void readsTheStatusOfAnErrorInsideAStreamAlsoAsText(String code, int status) {
        GatewayException error = catchThrowableOfType(
                GatewayException.class, () -> read("", "{\"error\":{\"message\":\"m\",\"code\":" + code + "}}"));

        assertThat(error.failure().evidence().status()).isEqualTo(status);
    }

    @Test
    void readsOverAByteOrderMark() throws Exception {
        byte[] body = "\uFEFF{\"choices\":[{\"message\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}"
                .getBytes(StandardCharsets.UTF_8);

        assertThat(translator("").reply(body).text()).startsWith("{\"choices\"");
    }

    private static List<Folded.ToolCall> calls(String... deltas) throws Exception {
        List<String> events = new ArrayList<>();
        for (String delta : deltas) {
            events.add(chunk(delta, "null"));
        }
        events.add(chunk("{}", "\"stop\""));
        events.add(DONE);
        Folded folded = read("\"tools\":[]", events.toArray(new String[0])).folded();
        assertThat(folded.finish()).isEqualTo("tool_calls");
        return folded.calls();
    }

    private static String chunk(String delta, String reason) {
        return "{\"id\":\"i\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + reason + "}]}";
    }

    private static String choices(String choices, String more) {
        return "{\"id\":\"i\",\"choices\":[" + choices + "]" + more + "}";
    }

    private static String finish(String more) {
        String chunk = chunk("{}", "\"stop\"");
        return chunk.substring(0, chunk.length() - 1) + more + "}";
    }

    private static String finish(String chunk, String usage) {
        return chunk.substring(0, chunk.length() - 1) + ",\"usage\":" + usage + "}";
    }

    private static String tool(int index, String id, String name, String arguments) {
        return "{\"tool_calls\":[{\"index\":" + index + ",\"id\":\"" + id
                + "\",\"type\":\"function\",\"function\":{\"name\":\"" + name + "\",\"arguments\":"
                + JsonParts.quoted(arguments) + "}}]}";
    }

    private static String piece(String members, String arguments) {
        return "{\"tool_calls\":[{" + members + ",\"function\":{\"arguments\":" + JsonParts.quoted(arguments) + "}}]}";
    }

    private static JsonObject reply(String message, String reason) throws Exception {
        return translator("")
                .reply(("{\"choices\":[{\"message\":" + message + ",\"finish_reason\":" + reason + "}]}")
                        .getBytes(StandardCharsets.UTF_8))
                .tree()
                .getJsonArray("choices")
                .getJsonObject(0);
    }

    private record Read(List<Chunk> chunks, List<String> json, boolean done) {
        Folded folded() {
            return Folded.stream(chunks);
        }

        long finishes() {
            return chunks.stream().filter(chunk -> !chunk.finished().isEmpty()).count();
        }
    }

    private static Read read(String members, String... events) throws Exception {
        CommonFormTranslator translator = translator(members);
        List<Chunk> chunks = new ArrayList<>();
        for (String event : events) {
            translator.event(new ServerSentEvent(null, event, null), chunks::add);
        }
        translator.end(chunks::add);
        boolean done = chunks.remove(Chunk.DONE);
        return new Read(
                chunks,
                chunks.stream().map(chunk -> String.valueOf(chunk.json())).toList(),
                done);
    }

    private static void event(CommonFormTranslator translator, String event) throws Exception {
        translator.event(new ServerSentEvent(null, event, null), chunk -> {});
    }

    private static CommonFormTranslator translator(String members) throws Exception {
        return new CommonFormTranslator(
                ProviderSettings.read(MapSettings.withProvider("p").settings(), "p"),
                Inquiry.chat(JsonDocument.parse("{" + members + "}"), "m", true),
                new ReasoningMemory());
    }
}
