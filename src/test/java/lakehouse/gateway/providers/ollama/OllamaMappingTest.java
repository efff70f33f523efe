package lakehouse.gateway.providers.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.provider.Upstream;
import lakehouse.gateway.upstream.Framing;
import lakehouse.gateway.upstream.ServerSentEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaMappingTest {
    private MapSettings settings = MapSettings.withProvider("ollama");

    @Test
    void putsSamplingAndLimitsIntoOptions() throws Exception {
        JsonObject sent = sent(
                "\"temperature\":0.5,\"top_p\":0.9,\"top_k\":5,\"min_p\":0.1,\"seed\":3,\"stop\":\"x\","
                        + "\"frequency_penalty\":0.1,\"presence_penalty\":0.2,\"repetition_penalty\":1.1,\"num_ctx\":4096,\"max_tokens\":9");

        assertThat(sent.keySet()).containsExactlyInAnyOrder("model", "stream", "options");
        assertThat(sent.getJsonObject("options"))
                .isEqualTo(
                        JsonSyntax.object(
                                "{\"num_predict\":9,\"temperature\":0.5,\"top_p\":0.9,\"top_k\":5,\"min_p\":0.1,"
                                        + "\"seed\":3,\"stop\":[\"x\"],\"frequency_penalty\":0.1,\"presence_penalty\":0.2,\"repeat_penalty\":1.1,\"num_ctx\":4096}"));
    }

    @Test
    void letsTheCallersOwnOptionsWin() throws Exception {
        settings.set("gateway.provider.ollama.num-ctx", "8192").set("gateway.provider.ollama.keep-alive", "30m");

        assertThat(sent("\"temperature\":0.5").getJsonObject("options"))
                .hasToString("{\"num_ctx\":8192,\"temperature\":0.5}");
        assertThat(sent("\"stop\":[\"a\",\"b\"],\"seed\":null,\"options\":{\"num_ctx\":1,\"mirostat\":2}")
                        .getJsonObject("options"))
                .hasToString("{\"num_ctx\":1,\"stop\":[\"a\",\"b\"],\"mirostat\":2}");
        assertThat(sent("").getString("keep_alive")).isEqualTo("30m");
        assertThat(sent("\"keep_alive\":-1").getInt("keep_alive")).isEqualTo(-1);
        settings = MapSettings.withProvider("ollama");
        assertThat(sent("").keySet()).doesNotContain("options", "keep_alive");
    }

    @Test
    void dropsWhatOllamaIgnoresAndKeepsWhatNobodyKnows() throws Exception {
        JsonObject sent = sent(
                "\"n\":1,\"user\":\"u\",\"stream_options\":{},\"parallel_tool_calls\":true,\"provider\":\"ollama\","
                        + "\"truncate\":true,\"logprobs\":true,\"later\":1,\"reasoning\":{},\"thinking\":{\"type\":\"enabled\"}");

        assertThat(sent.keySet())
                .containsExactlyInAnyOrder("model", "stream", "truncate", "logprobs", "later", "think");
        assertThat(sent.getBoolean("stream")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "\"reasoning_effort\":\"none\" | false",
                "\"reasoning_effort\":\"minimal\" | \"low\"",
                "\"reasoning_effort\":\"medium\" | \"medium\"",
                "\"reasoning_effort\":\"xhigh\" | \"max\"",
                "\"reasoning\":{\"effort\":\"high\"} | \"high\"",
                "\"reasoning\":{\"enabled\":false} | false",
                "\"thinking\":{\"type\":\"disabled\"} | false",
                "\"thinking\":{\"type\":\"enabled\"} | true",
                "\"think\":\"low\",\"reasoning_effort\":\"high\" | \"low\"",
            })
    void thinksAsAsked(String members, String think) throws Exception {
        assertThat(sent(members.strip()).get("think")).hasToString(think.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "{\"type\":\"json_object\"} | \"json\"",
                "{\"type\":\"json_schema\",\"json_schema\":{\"schema\":{\"type\":\"object\"}}} | {\"type\":\"object\"}",
                "{\"type\":\"json_schema\"} | \"json\"",
                "{\"type\":\"json_schema\",\"json_schema\":{}} | \"json\"",
            })
    void asksForTheFormat(String wanted, String format) throws Exception {
        assertThat(sent("\"response_format\":" + wanted.strip()).get("format")).hasToString(format.strip());
        assertThat(sent("\"format\":\"own\",\"response_format\":" + wanted.strip())
                        .getString("format"))
                .isEqualTo("own");
    }

    @Test
    void asksForNoFormatWhenTextIsWanted() throws Exception {
        assertThat(sent("\"response_format\":{\"type\":\"text\"}").containsKey("format"))
                .isFalse();
        assertThat(sent("").keySet()).doesNotContain("format", "think", "tools");
    }

    @Test
    void choosesToolsByWhatItOffers() throws Exception {
        String tools = "\"tools\":[{\"function\":{\"name\":\"a\"}},{\"function\":{\"name\":\"b\"}},{\"type\":\"c\"}]";
        assertThat(sent(tools).getJsonArray("tools")).hasSize(3);
        assertThat(sent(tools + ",\"tool_choice\":\"auto\"").getJsonArray("tools"))
                .hasSize(3);
        assertThat(sent(tools + ",\"tool_choice\":\"none\"").containsKey("tools"))
                .isFalse();
        assertThat(sent(tools + ",\"tool_choice\":{\"function\":{\"name\":\"b\"}}")
                        .getJsonArray("tools"))
                .hasToString("[{\"function\":{\"name\":\"b\"}}]");
        assertThat(sent(tools + ",\"tool_choice\":{\"function\":{\"name\":\"z\"}}")
                        .getJsonArray("tools"))
                .hasSize(3);
        assertThat(sent(tools + ",\"tool_choice\":{\"type\":\"x\"}").getJsonArray("tools"))
                .hasSize(3);
        assertThat(translator(tools + ",\"tool_choice\":\"required\"", false).warnings())
                .containsExactly("tool_choice_relaxed; this provider cannot be made to call a tool");
        assertThat(translator(tools + ",\"tool_choice\":{}", false).warnings()).hasSize(1);
        assertThat(translator(tools + ",\"tool_choice\":\"auto\"", false).warnings())
                .isEmpty();
    }

    @Test
    void mapsMessages() throws Exception {
        JsonObject sent = sent("\"messages\":[{\"role\":\"developer\",\"content\":\"d\"},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}],\"later\":1},"
                + "{\"role\":\"assistant\",\"content\":null,\"refusal\":null,\"reasoning\":\"why\",\"reasoning_details\":[],"
                + "\"tool_calls\":[{\"id\":\"i\",\"type\":\"function\",\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"\"}},{\"id\":\"j\"}]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"i\",\"content\":\"r\"},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"unknown\",\"content\":\"r\"},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"i\",\"tool_name\":\"own\",\"content\":\"r\"},"
                + "{\"role\":\"assistant\",\"content\":[{\"type\":\"refusal\",\"refusal\":\"no\"}]}]");

        assertThat(sent.getJsonArray("messages"))
                .isEqualTo(JsonSyntax.value("[{\"role\":\"system\",\"content\":\"d\"},"
                        + "{\"role\":\"user\",\"later\":1,\"content\":\"a\\nb\"},"
                        + "{\"role\":\"assistant\",\"refusal\":null,\"tool_calls\":[{\"id\":\"i\",\"function\":{\"name\":\"f\",\"arguments\":{}}},{\"id\":\"j\"}],"
                        + "\"thinking\":\"why\",\"content\":\"\"},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"i\",\"content\":\"r\",\"tool_name\":\"f\"},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"unknown\",\"content\":\"r\"},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"i\",\"tool_name\":\"own\",\"content\":\"r\"},"
                        + "{\"role\":\"assistant\",\"content\":\"no\"}]"));
    }

    @Test
    void refusesWhatItCannotTake() {
        for (String part : List.of(
                "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://example.org/a.png\"}}",
                "{\"type\":\"input_audio\"}")) {
            GatewayException refused = catchThrowableOfType(
                    GatewayException.class,
                    () -> sent("\"messages\":[{\"role\":\"user\",\"content\":[" + part + "]}]"));

            assertThat(refused.failure().kind()).isEqualTo(FailureKind.VENDOR_RULE);
            assertThat(refused.failure().param()).isEqualTo("messages");
            assertThat(refused.failure().message()).contains("cannot go to Ollama");
        }
    }

    @Test
    void takesAnImageThatIsAPlainText() throws Exception {
        JsonObject sent = sent(
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":\"data:image/png;base64,QQ==\"}]}]");

        assertThat(sent.getJsonArray("messages").getJsonObject(0).getJsonArray("images"))
                .hasToString("[\"QQ==\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "https://ollama.com/v1, gpt-oss:120b-cloud, gpt-oss:120b",
        "https://api.ollama.com/v1, kimi-k2.6:cloud, kimi-k2.6",
        "https://ollama.com/v1, kimi-k2.6, kimi-k2.6",
        "http://127.0.0.1:1/v1, gpt-oss:120b-cloud, gpt-oss:120b-cloud",
        "https://notollama.com/v1, x-cloud, x-cloud",
    })
    void cutsTheEndingThatOnlyALocalServerKnows(String base, String model, String sent) {
        settings.set("gateway.provider.ollama.base-url", base);

        assertThat(OllamaModelNames.upstream(provider(), model)).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:1/v1, http://127.0.0.1:1/api/chat",
        "http://127.0.0.1:1, http://127.0.0.1:1/api/chat",
        "http://127.0.0.1:1/v1/, http://127.0.0.1:1/api/chat",
    })
    void findsTheNativeAddressFromBothForms(String base, String address) throws Exception {
        settings.set("gateway.provider.ollama.base-url", base).set("gateway.provider.ollama.api-key", "test-key");
        var request = translator("", true).request();

        assertThat(request.uri()).hasToString(address);
        assertThat(request.framing()).isEqualTo(Framing.NDJSON);
        assertThat(request.headers())
                .containsEntry("Accept", "application/x-ndjson")
                .containsEntry("Authorization", "Bearer test-key");
        assertThat(translator("", false).request().headers()).containsEntry("Accept", "application/json");
    }

    @Test
    void readsADocumentedReplyAndMakesUpNothing() throws Exception {
        JsonObject reply = translator("", false)
                .reply(Upstream.bytes("ollama-native/tools-documented.json"))
                .tree();

        JsonObject choice = reply.getJsonArray("choices").getJsonObject(0);
        assertThat(choice.getString("finish_reason")).isEqualTo("tool_calls");
        assertThat(choice.containsKey("native_finish_reason")).isFalse();
        assertThat(reply.containsKey("usage")).isFalse();
        assertThat(reply.getInt("created")).isEqualTo(1751919739 + 0);
        JsonObject call =
                choice.getJsonObject("message").getJsonArray("tool_calls").getJsonObject(0);
        assertThat(call.getString("id")).startsWith("call_").hasSize(37);
        assertThat(call.containsKey("index")).isFalse();
        assertThat(call.getString("type")).isEqualTo("function");
        assertThat(call.getJsonObject("function"))
                .hasToString("{\"name\":\"get_weather\",\"arguments\":\"{\\\"city\\\":\\\"Tokyo\\\"}\"}");
        assertThat(reply.getString("id")).startsWith("chatcmpl-").hasSize(41);
    }

    @Test
    void saysWhatOpenAisSchemaRequires() throws Exception {
        JsonObject choice = reply("{\"message\":{\"content\":\"x\"}}")
                .getJsonArray("choices")
                .getJsonObject(0);

        assertThat(choice.isNull("logprobs")).isTrue();
        assertThat(choice.getJsonObject("message").isNull("refusal")).isTrue();
    }

    @Test
    void staysCutWhenItIsCutBesideToolCalls() throws Exception {
        String message =
                "{\"message\":{\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":{}}}]},\"done_reason\":\"";

        assertThat(reply(message + "length\"}")
                        .getJsonArray("choices")
                        .getJsonObject(0)
                        .getString("finish_reason"))
                .isEqualTo("length");
        assertThat(reply(message + "stop\"}")
                        .getJsonArray("choices")
                        .getJsonObject(0)
                        .getString("finish_reason"))
                .isEqualTo("tool_calls");
    }

    @Test
    void keepsWhatTheCommonFormHasNoPlaceFor() throws Exception {
        JsonObject reply = reply(
                "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"x\",\"images\":null,\"later\":1,\"tool_calls\":[]},"
                        + "\"logprobs\":[{\"token\":\"x\"}],\"done_reason\":\"load\",\"load_duration\":5,\"prompt_eval_count\":0}");

        JsonObject choice = reply.getJsonArray("choices").getJsonObject(0);
        assertThat(choice.getJsonObject("message"))
                .hasToString("{\"role\":\"assistant\",\"content\":\"x\",\"refusal\":null,\"later\":1}");
        assertThat(choice.getJsonObject("logprobs")).hasToString("{\"content\":[{\"token\":\"x\"}]}");
        assertThat(choice.getString("finish_reason")).isEqualTo("stop");
        assertThat(choice.getString("native_finish_reason")).isEqualTo("load");
        assertThat(reply.getInt("load_duration")).isEqualTo(5);
        assertThat(reply.getJsonObject("usage")).hasToString("{\"prompt_tokens\":0}");
        assertThat(reply.getInt("created")).isZero();
        assertThat(reply("{\"message\":{},\"eval_count\":4}").getJsonObject("usage"))
                .hasToString("{\"completion_tokens\":4}");
    }

    @Test
    void findsNoAnswerInSomethingElse() {
        assertThat(catchThrowableOfType(
                        lakehouse.gateway.json.MalformedJsonException.class, () -> reply("{\"done\":true}")))
                .hasMessageContaining("no message");
    }

    @Test
    void streamsADocumentedAnswer() throws Exception {
        List<Chunk> chunks =
                stream("\"stream_options\":{\"include_usage\":true}", "ollama-native/stream-documented.ndjson");

        assertThat(chunks.get(0).json())
                .contains("\"delta\":{\"role\":\"assistant\",\"content\":\"\"}", "\"created\":1691164339");
        assertThat(chunks.get(0).token()).isFalse();
        assertThat(chunks.get(1).json()).contains("{\"content\":\"The\"}");
        assertThat(chunks.get(2).json())
                .contains("\"finish_reason\":\"stop\"", "\"total_duration\":4883583458")
                .doesNotContain("usage", "native_finish_reason");
        assertThat(chunks.get(3).json())
                .contains(
                        "\"choices\":[],\"usage\":{\"prompt_tokens\":26,\"completion_tokens\":282,\"total_tokens\":308}");
        assertThat(chunks).hasSize(4);
        assertThat(stream("", "ollama-native/stream-documented.ndjson")).hasSize(3);
    }

    @Test
    void streamsLogprobsBesideTheirText() throws Exception {
        List<Chunk> out = new ArrayList<>();
        translator("", true)
                .event(
                        new ServerSentEvent(
                                null,
                                "{\"model\":\"m\",\"message\":{\"content\":\"x\"},\"logprobs\":[{\"token\":\"x\"}]}",
                                null),
                        out::add);

        assertThat(out.get(1).json())
                .contains("\"finish_reason\":null,\"logprobs\":{\"content\":[{\"token\":\"x\"}]}}");
    }

    @Test
    void numbersToolCallsAcrossLines() throws Exception {
        List<Chunk> chunks = stream("", "ollama-native/contract-parallel.ndjson");

        assertThat(chunks.stream().map(Chunk::json).filter(json -> json.contains("tool_calls\":[")))
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"index\":0,\"id\":\"call_x1\""),
                        second -> assertThat(second).contains("\"index\":1,\"id\":\"call_x2\""));
    }

    @Test
    void skipsAnEventWithoutData() throws Exception {
        List<Chunk> out = new ArrayList<>();
        translator("", true).event(new ServerSentEvent(null, " ", null), out::add);
        translator("", true).event(new ServerSentEvent(null, null, "c"), out::add);

        assertThat(out).isEmpty();
    }

    @Test
    void listsModels() throws Exception {
        JsonObject list = OllamaModels.list(
                JsonSyntax.object(new String(Upstream.bytes("ollama-native/tags.json"), StandardCharsets.UTF_8)));

        JsonObject model = list.getJsonArray("data").getJsonObject(0);
        assertThat(model.getString("id")).isEqualTo("llama3.2:latest");
        assertThat(model.getInt("created")).isEqualTo(1782900000);
        assertThat(model.getJsonObject("details").getString("family")).isEqualTo("llama");
        assertThat(OllamaModels.list(JsonSyntax.object("{\"models\":[{\"name\":\"n\"}]}"))
                        .getJsonArray("data")
                        .getJsonObject(0))
                .hasToString("{\"name\":\"n\",\"id\":\"n\",\"object\":\"model\",\"created\":0}");
    }

    @Test
    void knowsItsSurfaces() {
        assertThat(provider().own().find(OllamaDialect.SURFACE)).isNull();
        settings.set("gateway.provider.ollama.surface", "native");
        assertThat(provider().own().find(OllamaDialect.SURFACE)).isEqualTo("native");
        settings.set("gateway.provider.ollama.surface", "openai");
        assertThat(provider().own().find(OllamaDialect.SURFACE)).isEqualTo("openai");
        settings.set("gateway.provider.ollama.surface", "anthropic");
        assertThatThrownBy(() -> provider().own().find(OllamaDialect.SURFACE)).hasMessageContaining("native or openai");
    }

    @Test
    void givesTheShimTheFieldsThatItReads() throws Exception {
        settings.set("gateway.provider.ollama.base-url", "https://ollama.com/v1")
                .set("gateway.provider.ollama.max-tokens", "50");
        JsonObject sent = shim(
                "\"max_completion_tokens\":7,\"messages\":[{\"role\":\"assistant\",\"content\":\"x\",\"reasoning_content\":\"why\"},"
                        + "{\"role\":\"assistant\",\"reasoning\":\"why\",\"content\":\"\"},{\"role\":\"assistant\",\"content\":\"y\"}]");

        assertThat(sent.getInt("max_tokens")).isEqualTo(7);
        assertThat(sent.containsKey("max_completion_tokens")).isFalse();
        assertThat(sent.getString("model")).isEqualTo("m");
        assertThat(sent.getJsonArray("messages"))
                .hasToString(
                        "[{\"role\":\"assistant\",\"content\":\"x\",\"reasoning\":\"why\"},{\"role\":\"assistant\",\"reasoning\":\"why\",\"content\":\"\"},{\"role\":\"assistant\",\"content\":\"y\"}]");
        assertThat(shim("").getInt("max_tokens")).isEqualTo(50);
        assertThat(shim("\"max_completion_tokens\":null").getInt("max_tokens")).isEqualTo(50);
    }

    private JsonObject shim(String members) throws Exception {
        return new OllamaOpenAiTranslator(
                        provider(),
                        Inquiry.chat(JsonDocument.parse("{" + members + "}"), "m-cloud", false),
                        new ReasoningMemory())
                .request()
                .body()
                .tree();
    }

    private JsonObject reply(String body) throws Exception {
        return translator("", false)
                .reply(body.getBytes(StandardCharsets.UTF_8))
                .tree();
    }

    private List<Chunk> stream(String members, String file) throws Exception {
        return Upstream.chunks(translator(members, true), Framing.NDJSON, Upstream.bytes(file));
    }

    private JsonObject sent(String members) throws Exception {
        return translator(members, false).request().body().tree();
    }

    private OllamaTranslator translator(String members, boolean stream) throws Exception {
        return new OllamaTranslator(
                provider(), Inquiry.chat(JsonDocument.parse("{" + members + "}"), "m", stream), new ReasoningMemory());
    }

    private ProviderSettings provider() {
        return ProviderSettings.read(settings.settings(), "ollama");
    }
}
