package lakehouse.gateway.providers.anthropic;

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
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.provider.Progress;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.provider.Upstream;
import lakehouse.gateway.provider.UpstreamReply;
import lakehouse.gateway.upstream.ServerSentEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicAnswerTest {
    @Test
    void readsARecordedReply() throws Exception {
        JsonObject reply = translator("")
                .reply(Upstream.bytes("anthropic/chat-recorded.json"))
                .tree();

        assertThat(reply.getString("id")).isEqualTo("msg_01KrnBffuzxt8ttHq7iiZe7n");
        assertThat(reply.getJsonObject("usage"))
                .isEqualTo(JsonSyntax.object("{\"prompt_tokens\":16,\"completion_tokens\":34,\"total_tokens\":50,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":0,\"cache_write_tokens\":0},\"cache_creation_input_tokens\":0,"
                        + "\"cache_read_input_tokens\":0,\"cache_creation\":{\"ephemeral_5m_input_tokens\":0,\"ephemeral_1h_input_tokens\":0},"
                        + "\"service_tier\":\"standard\",\"inference_geo\":\"not_available\"}"));
        assertThat(reply.isNull("stop_sequence")).isTrue();
        assertThat(reply.getInt("created")).isBetween(1_700_000_000, 2_147_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, stop", "stop_sequence, stop", "pause_turn, stop", "max_tokens, length",
        "model_context_window_exceeded, length", "tool_use, tool_calls", "refusal, content_filter", "later, stop"
    })
    void mapsStopReasons(String vendor, String common) throws Exception {
        JsonObject choice = reply("\"content\":[],\"stop_reason\":\"" + vendor + "\"")
                .getJsonArray("choices")
                .getJsonObject(0);

        assertThat(choice.getString("finish_reason")).isEqualTo(common);
        assertThat(choice.getString("native_finish_reason")).isEqualTo(vendor);
        assertThat(stream("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + vendor + "\"}}")
                        .get(0)
                        .json())
                .contains("\"finish_reason\":\"" + common + "\",\"native_finish_reason\":\"" + vendor + "\"");
    }

    @Test
    void keepsSignaturesForReplayAndBlocksItHasNoPlaceFor() throws Exception {
        JsonObject message = reply(
                        "\"content\":[{\"type\":\"thinking\",\"thinking\":\"a\",\"signature\":\"s\"},{\"type\":\"redacted_thinking\",\"data\":\"d\"},"
                                + "{\"type\":\"thinking\",\"thinking\":\"b\",\"signature\":\"\"},{\"type\":\"text\",\"text\":\"x\",\"citations\":[{\"url\":\"u\"}]},"
                                + "{\"type\":\"text\",\"text\":\"y\",\"citations\":null},{\"type\":\"server_tool_use\",\"id\":\"i\"},{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\"}]")
                .getJsonArray("choices")
                .getJsonObject(0)
                .getJsonObject("message");

        assertThat(message)
                .isEqualTo(
                        JsonSyntax.object(
                                "{\"role\":\"assistant\",\"content\":\"xy\",\"refusal\":null,\"reasoning_content\":\"ab\",\"reasoning_details\":["
                                        + "{\"type\":\"reasoning.text\",\"text\":\"a\",\"signature\":\"s\",\"format\":\"anthropic-messages-v1\",\"index\":0},"
                                        + "{\"type\":\"reasoning.encrypted\",\"data\":\"d\",\"format\":\"anthropic-messages-v1\",\"index\":1}],"
                                        + "\"tool_calls\":[{\"id\":\"t\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}],"
                                        + "\"content_blocks\":[{\"type\":\"text\",\"text\":\"x\",\"citations\":[{\"url\":\"u\"}]},{\"type\":\"server_tool_use\",\"id\":\"i\"}]}"));
    }

    @Test
    void streamsSignaturesWhenTheBlockIsWhole() throws Exception {
        List<Chunk> chunks = stream(
                start(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}"),
                delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"a\"}"),
                delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"b\"}"),
                delta(0, "{\"type\":\"signature_delta\",\"signature\":\"s\"}"),
                stop(0),
                start(1, "{\"type\":\"redacted_thinking\",\"data\":\"d\"}"),
                stop(1),
                start(2, "{\"type\":\"thinking\",\"thinking\":\"c\",\"signature\":\"\"}"),
                stop(2));

        assertThat(chunks).hasSize(5);
        assertThat(chunks.get(2).json())
                .contains(
                        "{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"ab\",\"signature\":\"s\",\"format\":\"anthropic-messages-v1\",\"index\":0}]}");
        assertThat(chunks.get(3).json()).contains("\"type\":\"reasoning.encrypted\",\"data\":\"d\"", "\"index\":1");
        assertThat(chunks.get(4).json()).contains("{\"reasoning_content\":\"c\"}");
    }

    @Test
    void streamsCallsWhoseInputCameWholeOrNotAtAll() throws Exception {
        List<Chunk> chunks = stream(
                start(0, "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{\"a\":1}}"),
                stop(0),
                start(1, "{\"type\":\"tool_use\",\"id\":\"u\",\"name\":\"g\",\"input\":{}}"),
                delta(1, "{\"type\":\"input_json_delta\",\"partial_json\":\"\"}"),
                stop(1),
                start(2, "{\"type\":\"tool_use\",\"id\":\"v\",\"name\":\"h\",\"input\":{}}"),
                delta(2, "{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}"),
                stop(2));

        assertThat(chunks).hasSize(6);
        assertThat(chunks.get(0).json())
                .contains(
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"t\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}");
        assertThat(chunks.get(1).json())
                .contains("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\":1}\"}}]}");
        assertThat(chunks.get(3).json()).contains("\"index\":1", "\"arguments\":\"{}\"");
        assertThat(chunks.get(5).json()).contains("\"index\":2", "\"arguments\":\"{}\"");
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.token()).isTrue());
    }

    @Test
    void streamsBlocksItHasNoPlaceForWhenTheyAreWhole() throws Exception {
        List<Chunk> chunks = stream(
                start(0, "{\"type\":\"server_tool_use\",\"id\":\"i\",\"input\":{}}"),
                delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"q\\\":\"}"),
                delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"1}\"}"),
                stop(0),
                start(1, "{\"type\":\"text\",\"text\":\"a\"}"),
                delta(1, "{\"type\":\"text_delta\",\"text\":\"b\"}"),
                delta(1, "{\"type\":\"citations_delta\",\"citation\":{\"url\":\"u\"}}"),
                delta(1, "{\"type\":\"later_delta\"}"),
                stop(1),
                start(2, "{\"type\":\"text\",\"text\":\"\"}"),
                stop(2),
                stop(3));

        assertThat(chunks).hasSize(4);
        assertThat(chunks.get(0).json())
                .contains("{\"content_blocks\":[{\"type\":\"server_tool_use\",\"id\":\"i\",\"input\":{\"q\":1}}]}");
        assertThat(chunks.get(3).json())
                .contains("{\"content_blocks\":[{\"type\":\"text\",\"text\":\"ab\",\"citations\":[{\"url\":\"u\"}]}]}");
    }

    @Test
    void laysLaterFiguresOverEarlierOnesAndNeverAddsThem() throws Exception {
        List<Chunk> chunks = stream(
                "{\"type\":\"message_start\",\"message\":{\"id\":\"i\",\"model\":\"m\",\"usage\":{\"input_tokens\":10,\"output_tokens\":1,\"cache_read_input_tokens\":5}}}",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":\"X\"},\"usage\":{\"output_tokens\":7,\"input_tokens\":null}}",
                "{\"type\":\"message_stop\"}");

        assertThat(chunks).hasSize(4);
        assertThat(chunks.get(1).json()).contains("\"stop_sequence\":\"X\"").doesNotContain("usage");
        assertThat(chunks.get(1).usage()).isNotNull();
        assertThat(chunks.get(2).json())
                .contains(
                        "\"id\":\"i\"",
                        "\"usage\":{\"prompt_tokens\":15,\"completion_tokens\":7,\"total_tokens\":22,\"prompt_tokens_details\":{\"cached_tokens\":5},\"cache_read_input_tokens\":5}");
        assertThat(chunks.get(3)).isSameAs(Chunk.DONE);
    }

    @Test
    void makesUpNoFigures() throws Exception {
        assertThat(reply("\"content\":[]").containsKey("usage")).isFalse();
        assertThat(reply("\"content\":[],\"usage\":{\"cache_read_input_tokens\":1}")
                        .containsKey("usage"))
                .isFalse();
        assertThat(reply("\"content\":[],\"usage\":{\"output_tokens\":0}").getJsonObject("usage"))
                .hasToString("{\"completion_tokens\":0}");
        assertThat(reply("\"content\":[],\"usage\":{\"input_tokens\":3,\"cache_creation_input_tokens\":2}")
                        .getJsonObject("usage"))
                .hasToString(
                        "{\"prompt_tokens\":5,\"prompt_tokens_details\":{\"cache_write_tokens\":2},\"cache_creation_input_tokens\":2}");
        assertThat(stream("{\"type\":\"message_stop\"}")).hasSize(2);
    }

    @Test
    void needsNoMessageStop() throws Exception {
        List<Chunk> chunks = stream(
                "{\"type\":\"message_start\",\"message\":{\"id\":\"i\",\"model\":\"m\",\"usage\":{\"input_tokens\":10}}}",
                start(0, "{\"type\":\"text\",\"text\":\"a\"}"),
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":7}}");

        assertThat(chunks).hasSize(4);
        assertThat(chunks.get(2).finished()).containsExactly(0);
        assertThat(chunks.get(3).json()).contains("\"choices\":[]", "\"total_tokens\":17");
    }

    @Test
    void takesASecondMessageForNoPartOfTheFirst() throws Exception {
        String first = "{\"type\":\"message_start\",\"message\":{\"id\":\"i\",\"model\":\"m\"}}";
        String text = start(0, "{\"type\":\"text\",\"text\":\"a\"}");

        assertThat(catchThrowableOfType(GatewayException.class, () -> stream(first, text, first))
                        .failure()
                        .message())
                .contains("another message began");
        assertThat(stream(first, first, text))
                .as("the same before there is anything")
                .hasSize(2);
    }

    @Test
    void callsToolsWhateverTheStopReason() throws Exception {
        String call = "{\"type\":\"tool_use\",\"id\":null,\"name\":\"f\",\"input\":{}}";
        for (String reason : List.of("\"end_turn\"", "\"stop\"", "\"tool_use\"")) {
            List<Chunk> chunks = stream(
                    start(0, call),
                    "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":" + reason + "}}",
                    "{\"type\":\"message_stop\"}");
            assertThat(chunks.get(0).json()).contains("\"id\":\"call_");
            assertThat(chunks.get(chunks.size() - 2).json()).contains("\"finish_reason\":\"tool_calls\"");
            JsonObject whole = reply("\"content\":[" + call + "],\"stop_reason\":" + reason)
                    .getJsonArray("choices")
                    .getJsonObject(0);
            assertThat(whole.getString("finish_reason")).isEqualTo("tool_calls");
            assertThat(whole.toString()).contains("\"id\":\"call_");
        }
        assertThat(catchThrowableOfType(
                                GatewayException.class,
                                () -> stream(
                                        start(0, call),
                                        delta(
                                                0,
                                                "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"city\\\":\\\"Zur\"}"),
                                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"}}",
                                        "{\"type\":\"message_stop\"}"))
                        .failure()
                        .message())
                .contains("end in the middle");
    }

    @Test
    void keepsTextBehindAStopReasonAndOfABlockThatNobodyOpened() throws Exception {
        List<Chunk> chunks = stream(
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}",
                delta(0, "{\"type\":\"text_delta\",\"text\":\"late\"}"),
                "{\"type\":\"message_stop\"}");

        assertThat(chunks.get(0).json()).contains("{\"content\":\"late\"}");
        assertThat(chunks.get(1).finished()).containsExactly(0);
    }

    @Test
    void knowsHowFarAStreamIs() throws Exception {
        for (String more : List.of(
                start(1, "{\"type\":\"text\",\"text\":\"late\"}"),
                start(1, "{\"type\":\"thinking\",\"thinking\":\"late\"}"),
                start(1, "{\"type\":\"tool_use\",\"id\":\"u\",\"name\":\"g\",\"input\":{}}"),
                delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}"))) {
            AnthropicTranslator translator = translator("");
            progress(translator, start(0, "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}"));
            assertThat(progress(translator, "{\"type\":\"message_delta\",\"delta\":{}}"))
                    .isEqualTo(Progress.ANSWERING);
            assertThat(progress(translator, "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}"))
                    .isEqualTo(Progress.FINISHED);
            assertThat(progress(translator, more)).as(more).isEqualTo(Progress.REOPENED);
            assertThat(
                            progress(
                                    translator,
                                    "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":1}}"))
                    .isEqualTo(Progress.COUNTED);
        }
    }

    private static Progress progress(AnthropicTranslator translator, String event) throws Exception {
        translator.event(new ServerSentEvent(null, event, null), chunk -> {});
        return translator.progress();
    }

    @Test
    void readsTheKindOfAnEventFromItsNameWhereItsDataDoesNotSayIt() throws Exception {
        AnthropicTranslator translator = translator("");
        List<Chunk> chunks = new ArrayList<>();
        translator.event(
                new ServerSentEvent(
                        "content_block_delta", "{\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}", null),
                chunks::add);
        translator.event(
                new ServerSentEvent(
                        "ping",
                        "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"b\"}}",
                        null),
                chunks::add);
        translator.event(new ServerSentEvent("ping", "{}", null), chunks::add);

        assertThat(chunks)
                .extracting(chunk -> String.valueOf(chunk.json()))
                .satisfiesExactly(
                        a -> assertThat(a).contains("{\"content\":\"a\"}"),
                        b -> assertThat(b).contains("{\"content\":\"b\"}"));
    }

    @Test
    void takesWordsInAnErrorEventForAnError() throws Exception {
        AnthropicTranslator translator = translator("");

        assertThat(catchThrowableOfType(
                        GatewayException.class,
                        () -> translator.event(new ServerSentEvent("error", "the model is gone", null), chunk -> {})))
                .hasMessageContaining("the model is gone");
        translator.event(new ServerSentEvent("error", null, null), chunk -> {});
        assertThat(catchThrowableOfType(
                        MalformedJsonException.class,
                        () -> translator.event(new ServerSentEvent("x", "\"the model is gone\"", null), chunk -> {})))
                .isNotNull();
        List<Chunk> chunks = new ArrayList<>();
        translator.event(new ServerSentEvent(null, "[DONE]", null), chunks::add);
        assertThat(chunks).contains(Chunk.DONE);
    }

    @Test
    void endsABlockWhereTheNextOneBeginsInItsPlace() throws Exception {
        List<Chunk> chunks = stream(
                start(0, "{\"type\":\"thinking\",\"thinking\":\"a\",\"signature\":\"s\"}"),
                start(0, "{\"type\":\"text\",\"text\":\"b\"}"));

        assertThat(chunks).hasSize(3);
        assertThat(chunks.get(1).json()).contains("\"signature\":\"s\"");
        assertThat(chunks.get(2).json()).contains("{\"content\":\"b\"}");
    }

    @Test
    void saysWhatOpenAisSchemaRequires() throws Exception {
        JsonObject choice = reply("\"content\":[]").getJsonArray("choices").getJsonObject(0);

        assertThat(choice.isNull("logprobs")).isTrue();
        assertThat(choice.getJsonObject("message").isNull("refusal")).isTrue();
    }

    @Test
    void finishesOnce() throws Exception {
        String delta = "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"max_tokens\"}}";

        assertThat(stream(delta, delta, "{\"type\":\"message_stop\"}")).hasSize(2);
        assertThat(stream("{\"type\":\"message_stop\"}").get(0).json()).contains("\"finish_reason\":\"stop\"");
        assertThat(stream("{\"type\":\"message_delta\",\"delta\":{}}", "{\"type\":\"ping\"}", "{\"type\":\"later\"}"))
                .isEmpty();
    }

    @Test
    void keepsUnknownFieldsOfTheOpening() throws Exception {
        assertThat(stream(
                                "{\"type\":\"message_start\",\"message\":{\"id\":\"i\",\"model\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"container\":{\"id\":\"c\"}}}")
                        .get(0)
                        .json())
                .endsWith(
                        "\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}],\"container\":{\"id\":\"c\"}}");
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_request_error, 400", "authentication_error, 401", "billing_error, 402", "permission_error, 403",
                "not_found_error, 404",
        "request_too_large, 413", "rate_limit_error, 429", "timeout_error, 504", "overloaded_error, 529",
                "api_error, 500"
    })
    void findsTheStatusThatAnErrorInsideA200WouldHaveHad(String type, int status) {
        String body =
                "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"m\"},\"request_id\":\"req_1\"}";

        GatewayException whole = catchThrowableOfType(
                GatewayException.class, () -> translator("").reply(body.getBytes(StandardCharsets.UTF_8)));
        GatewayException streamed = catchThrowableOfType(GatewayException.class, () -> stream(body));

        assertThat(whole.failure().evidence().status()).isEqualTo(status);
        assertThat(whole.failure().evidence().requestId()).isEqualTo("req_1");
        assertThat(streamed.failure()).isEqualTo(whole.failure());
    }

    @Test
    void keepsTheVendorsRequestId() throws Exception {
        String body = "{\"type\":\"error\",\"error\":{\"type\":\"x\",\"message\":\"m\"},\"request_id\":\"req_1\"}";

        assertThat(translator("")
                        .failure(new UpstreamReply(500, body, null, "header"))
                        .evidence()
                        .requestId())
                .isEqualTo("header");
        assertThat(translator("")
                        .failure(new UpstreamReply(500, body, null, null))
                        .evidence()
                        .requestId())
                .isEqualTo("req_1");
        assertThat(translator("")
                        .failure(new UpstreamReply(500, "plain", null, null))
                        .evidence()
                        .requestId())
                .isNull();
    }

    @Test
    void findsNoAnswerInSomethingElse() {
        assertThat(catchThrowableOfType(MalformedJsonException.class, () -> reply("\"id\":\"x\"")))
                .hasMessageContaining("no content");
    }

    @Test
    void listsModels() throws Exception {
        JsonObject list = AnthropicModels.list(
                JsonSyntax.object(new String(Upstream.bytes("anthropic/models.json"), StandardCharsets.UTF_8)));

        assertThat(list.getJsonArray("data").getJsonObject(0).getInt("created")).isEqualTo(1747180800);
        assertThat(AnthropicModels.list(JsonSyntax.object("{\"data\":[{\"id\":\"x\"}]}"))
                        .getJsonArray("data"))
                .hasToString("[{\"id\":\"x\",\"created\":0}]");
    }

    private static String start(int index, String block) {
        return "{\"type\":\"content_block_start\",\"index\":" + index + ",\"content_block\":" + block + "}";
    }

    private static String delta(int index, String delta) {
        return "{\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":" + delta + "}";
    }

    private static String stop(int index) {
        return "{\"type\":\"content_block_stop\",\"index\":" + index + "}";
    }

    private static JsonObject reply(String members) throws Exception {
        return translator("")
                .reply(("{" + members + "}").getBytes(StandardCharsets.UTF_8))
                .tree();
    }

    private static List<Chunk> stream(String... events) throws Exception {
        AnthropicTranslator translator = translator("\"stream_options\":{\"include_usage\":true}");
        List<Chunk> chunks = new ArrayList<>();
        for (String event : events) {
            translator.event(new ServerSentEvent("x", event, null), chunks::add);
        }
        translator.event(new ServerSentEvent(null, "", null), chunks::add);
        translator.end(chunks::add);
        return chunks;
    }

    private static AnthropicTranslator translator(String members) throws Exception {
        return new AnthropicTranslator(
                ProviderSettings.read(MapSettings.withProvider("a").settings(), "a"),
                Inquiry.chat(JsonDocument.parse("{" + members + "}"), "m", true),
                new ReasoningMemory());
    }
}
