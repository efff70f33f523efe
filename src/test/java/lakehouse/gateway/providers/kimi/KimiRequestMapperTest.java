package lakehouse.gateway.providers.kimi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.provider.Warnings;
import lakehouse.gateway.providers.anthropic.AnthropicDialects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KimiRequestMapperTest {
    private static final ProviderSettings PROVIDER =
            ProviderSettings.read(MapSettings.withProvider("kimi").settings(), "kimi");

    private static final String CALL =
            "\"tool_calls\":[{\"id\":\"get_weather_0\",\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"arguments\":\"{}\"}}]";

    @Test
    void dropsSamplingThatModelsRefuse() throws Exception {
        JsonObject sent = openAi(
                "\"messages\":[{\"role\":\"user\",\"content\":\"u\"}],\"temperature\":0.2,\"top_p\":0.5,\"stop\":[\"x\"]");

        assertThat(sent.keySet()).doesNotContain("temperature", "top_p").contains("stop");
        assertThat(anthropic("\"messages\":[{\"role\":\"user\",\"content\":\"u\"}],\"temperature\":0.2,\"top_p\":0.5")
                        .keySet())
                .doesNotContain("temperature", "top_p");
    }

    @Test
    void sendsTheDeveloperAsSystem() throws Exception {
        JsonObject sent = openAi(
                "\"messages\":[{\"role\":\"developer\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"b\"}]");

        assertThat(sent.getJsonArray("messages").getJsonObject(0))
                .hasToString("{\"role\":\"system\",\"content\":\"a\"}");
        assertThat(sent.getJsonArray("messages").getJsonObject(1)).hasToString("{\"role\":\"user\",\"content\":\"b\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "[]"})
    void omitsEmptyContentBesideToolCalls(String content) throws Exception {
        JsonObject turn =
                turn(openAi("\"messages\":[{\"role\":\"assistant\",\"content\":" + content + "," + CALL + "}]"));

        assertThat(turn.containsKey("content")).isFalse();
        assertThat(turn.getJsonArray("tool_calls")).hasSize(1);
    }

    @Test
    void keepsContentThatIsThere() throws Exception {
        JsonObject turn = turn(openAi("\"messages\":[{\"role\":\"assistant\",\"content\":\"I look.\"," + CALL + "}]"));

        assertThat(turn.getString("content")).isEqualTo("I look.");
        JsonObject alone = turn(openAi("\"messages\":[{\"role\":\"assistant\",\"content\":\"\"}]"));
        assertThat(alone).hasToString("{\"role\":\"assistant\",\"content\":\"\"}");
    }

    @Test
    void sendsTheSmallestPlaceholderWhereReasoningIsDemanded() throws Exception {
        String messages = "\"messages\":[{\"role\":\"assistant\",\"content\":null," + CALL + "}]";

        assertThat(turn(openAi(messages)).getString("reasoning_content")).isEqualTo(" ");
        assertThat(turn(openAi(messages + ",\"thinking\":{\"type\":\"disabled\"}"))
                        .containsKey("reasoning_content"))
                .isFalse();
        assertThat(turn(openAi("\"messages\":[{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[]}]"))
                        .containsKey("reasoning_content"))
                .isFalse();
        JsonObject block = anthropic(messages.replace("[{\"role\"", "[{\"role\":\"user\",\"content\":\"u\"},{\"role\""))
                .getJsonArray("messages")
                .getJsonObject(1)
                .getJsonArray("content")
                .getJsonObject(0);
        assertThat(block).hasToString("{\"type\":\"thinking\",\"thinking\":\" \",\"signature\":\"\"}");
    }

    @Test
    void movesReasoningToItsOwnNameAndStripsTheStreamsIndex() throws Exception {
        JsonObject turn = turn(
                openAi(
                        "\"messages\":[{\"role\":\"assistant\",\"content\":\"x\",\"reasoning\":\"why\","
                                + "\"reasoning_details\":[{\"index\":0,\"type\":\"summary\",\"summary\":\"why\"},{\"index\":1,\"type\":\"encrypted\"}]}]"));

        assertThat(turn.getString("reasoning_content")).isEqualTo("why");
        assertThat(turn.containsKey("reasoning")).isFalse();
        assertThat(turn.getJsonArray("reasoning_details"))
                .hasToString("[{\"type\":\"summary\",\"summary\":\"why\"},{\"type\":\"encrypted\"}]");
    }

    @Test
    void leavesAMessageAloneThatIsRight() throws Exception {
        String message = "{\"role\":\"assistant\",\"content\":\"x\",\"reasoning_content\":\"why\",\"name\":\"n\"}";

        assertThat(turn(openAi("\"messages\":[" + message + "]"))).hasToString(message);
    }

    @ParameterizedTest
    @CsvSource({"minimal, low", "low, low", "medium, high", "high, high", "xhigh, max", "max, max", "later, later"})
    void mapsTheEffort(String given, String effort) throws Exception {
        JsonObject sent =
                openAi("\"messages\":[{\"role\":\"user\",\"content\":\"u\"}],\"reasoning_effort\":\"" + given + "\"");
        assertThat(sent.getJsonObject("thinking")).hasToString("{\"type\":\"enabled\",\"effort\":\"" + effort + "\"}");
        assertThat(sent.containsKey("reasoning_effort")).isFalse();

        JsonObject other = anthropic(
                "\"messages\":[{\"role\":\"user\",\"content\":\"u\"}],\"reasoning\":{\"effort\":\"" + given + "\"}");
        assertThat(other.getJsonObject("thinking")).hasToString("{\"type\":\"adaptive\"}");
        assertThat(other.getJsonObject("output_config")).hasToString("{\"effort\":\"" + effort + "\"}");
        assertThat(other.containsKey("reasoning")).isFalse();
    }

    @Test
    void saysNothingOfThinkingUnlessTheCallerDoes() throws Exception {
        assertThat(openAi("\"messages\":[{\"role\":\"user\",\"content\":\"u\"}]")
                        .containsKey("thinking"))
                .isFalse();
        assertThat(openAi("\"messages\":[{\"role\":\"user\",\"content\":\"u\"}],\"reasoning_effort\":\"none\"")
                        .containsKey("thinking"))
                .isFalse();
        assertThat(openAi(
                                "\"messages\":[{\"role\":\"user\",\"content\":\"u\"}],\"thinking\":{\"type\":\"enabled\",\"keep\":\"all\"},\"reasoning_effort\":\"low\"")
                        .getJsonObject("thinking"))
                .hasToString("{\"type\":\"enabled\",\"keep\":\"all\"}");
        assertThat(anthropic("\"messages\":[{\"role\":\"user\",\"content\":\"u\"}]")
                        .containsKey("thinking"))
                .isFalse();
        assertThat(anthropic("\"messages\":[{\"role\":\"user\",\"content\":\"u\"}]")
                        .containsKey("output_config"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"\"required\"", "{\"type\":\"function\",\"function\":{\"name\":\"find\"}}"})
    void relaxesAForcedToolWhileThinkingAndSaysSo(String choice) throws Exception {
        String body =
                "\"messages\":[{\"role\":\"user\",\"content\":\"u\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"find\"}}],\"tool_choice\":"
                        + choice;

        assertThat(openAi(body).getString("tool_choice")).isEqualTo("auto");
        assertThat(((Warnings) openAiTranslator(body)).warnings())
                .containsExactly(KimiRequestMapper.TOOL_CHOICE_RELAXED);
        assertThat(anthropic(body).getJsonObject("tool_choice")).hasToString("{\"type\":\"auto\"}");
        assertThat(((Warnings) anthropicTranslator(body)).warnings())
                .containsExactly(KimiRequestMapper.TOOL_CHOICE_RELAXED);
        String calm = body + ",\"thinking\":{\"type\":\"disabled\"}";
        assertThat(openAi(calm).get("tool_choice")).hasToString(choice);
        assertThat(((Warnings) openAiTranslator(calm)).warnings()).isEmpty();
        assertThat(((Warnings) anthropicTranslator(calm)).warnings()).isEmpty();
    }

    @Test
    void keepsAToolChoiceThatThinkingAllows() throws Exception {
        assertThat(openAi("\"messages\":[{\"role\":\"user\",\"content\":\"u\"}],\"tool_choice\":\"none\"")
                        .getString("tool_choice"))
                .isEqualTo("none");
        assertThat(openAi("\"messages\":[{\"role\":\"user\",\"content\":\"u\"}]")
                        .containsKey("tool_choice"))
                .isFalse();
    }

    @Test
    void givesAConversationAStableCacheKey() throws Exception {
        String opening = "\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"u\"}";
        String first = openAi(opening + "]").getString("prompt_cache_key");
        String later = openAi(
                        opening + ",{\"role\":\"assistant\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"v\"}]")
                .getString("prompt_cache_key");
        String other = openAi(opening.replace("\"u\"", "\"w\"") + "]").getString("prompt_cache_key");

        assertThat(first).startsWith("gateway-").hasSize(32).isEqualTo(later).isNotEqualTo(other);
        assertThat(openAi(opening.replace("\"s\"", "\"t\"") + "]").getString("prompt_cache_key"))
                .isNotEqualTo(first);
        assertThat(openAi(opening + "],\"prompt_cache_key\":\"mine\"").getString("prompt_cache_key"))
                .isEqualTo("mine");
        assertThat(anthropic(opening + "],\"prompt_cache_key\":\"mine\"").containsKey("prompt_cache_key"))
                .isFalse();
    }

    @Test
    void sendsOneLimitOnly() throws Exception {
        JsonObject sent = openAi(
                "\"messages\":[{\"role\":\"user\",\"content\":\"u\"}],\"max_tokens\":7,\"max_completion_tokens\":9");

        assertThat(sent.getInt("max_completion_tokens")).isEqualTo(9);
        assertThat(sent.containsKey("max_tokens")).isFalse();
        assertThat(openAi("\"messages\":[{\"role\":\"user\",\"content\":\"u\"}],\"max_tokens\":7")
                        .getInt("max_tokens"))
                .isEqualTo(7);
    }

    @Test
    void takesTheGatewaysSelectorOut() throws Exception {
        assertThat(openAi("\"messages\":[{\"role\":\"user\",\"content\":\"u\"}],\"provider\":\"kimi\",\"later\":1")
                        .keySet())
                .contains("later")
                .doesNotContain("provider");
    }

    @Test
    void knowsBothSurfacesByTheirAddress() throws Exception {
        assertThat(openAiTranslator("\"messages\":[{\"role\":\"user\",\"content\":\"u\"}]")
                        .request()
                        .uri())
                .hasToString("http://127.0.0.1:9/v1/chat/completions");
        assertThat(anthropicTranslator("\"messages\":[{\"role\":\"user\",\"content\":\"u\"}]")
                        .request()
                        .uri())
                .hasToString("http://127.0.0.1:9/v1/messages");
    }

    private static JsonObject turn(JsonObject sent) {
        return sent.getJsonArray("messages").getJsonObject(0);
    }

    private static JsonObject openAi(String members) throws Exception {
        return openAiTranslator(members).request().body().tree();
    }

    private static ChatTranslator openAiTranslator(String members) throws Exception {
        return new KimiOpenAiTranslator(PROVIDER, call(members), new ReasoningMemory());
    }

    private static JsonObject anthropic(String members) throws Exception {
        return anthropicTranslator(members).request().body().tree();
    }

    private static ChatTranslator anthropicTranslator(String members) throws Exception {
        ReasoningMemory memory = new ReasoningMemory();
        return KimiAnthropicTranslator.over(AnthropicDialects.with(memory), PROVIDER, call(members), memory);
    }

    private static Inquiry call(String members) throws Exception {
        return Inquiry.chat(JsonDocument.parse("{" + members + "}"), "kimi-for-coding", false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "{\"type\":\"object\",\"properties\":{\"a\":{}}} | {\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}",
                "{\"properties\":{\"a\":{\"type\":\"string\"}}} | {\"properties\":{\"a\":{\"type\":\"string\"}},\"type\":\"object\"}",
                "{\"type\":\"array\",\"items\":{\"enum\":[1]}} | {\"type\":\"array\",\"items\":{\"enum\":[1],\"type\":\"number\"}}",
                "{\"items\":{\"type\":\"string\"}} | {\"items\":{\"type\":\"string\"},\"type\":\"array\"}",
                "{\"enum\":[\"a\"]} | {\"enum\":[\"a\"],\"type\":\"string\"}",
                "{\"const\":true} | {\"const\":true,\"type\":\"boolean\"}",
                "{\"const\":null} | {\"const\":null,\"type\":\"null\"}",
                "{\"enum\":[]} | {\"type\":\"string\"}",
                "{\"anyOf\":[{\"const\":1},{\"type\":\"null\"}]} | {\"anyOf\":[{\"const\":1,\"type\":\"number\"},{\"type\":\"null\"}]}",
                "{\"type\":\"object\",\"$defs\":{\"d\":{\"const\":false}}} | {\"type\":\"object\",\"$defs\":{\"d\":{\"const\":false,\"type\":\"boolean\"}}}",
                "{\"$ref\":\"#/x\"} | {\"$ref\":\"#/x\"}",
            })
    void givesEveryPropertyAType(String given, String sent) throws Exception {
        String tools =
                "\"messages\":[{\"role\":\"user\",\"content\":\"u\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":"
                        + given.strip() + "}}]";

        JsonObject parameters = openAi(tools)
                .getJsonArray("tools")
                .getJsonObject(0)
                .getJsonObject("function")
                .getJsonObject("parameters");

        assertThat(parameters).isEqualTo(JsonSyntax.object(sent.strip()));
    }

    @Test
    void leavesToolsAloneThatHaveNoSchema() throws Exception {
        String tools = "[{\"type\":\"builtin_function\",\"function\":{\"name\":\"$web_search\"}},{\"type\":\"x\"},7]";

        assertThat(openAi("\"messages\":[{\"role\":\"user\",\"content\":\"u\"}],\"tools\":" + tools)
                        .getJsonArray("tools"))
                .hasToString(tools);
    }
}
