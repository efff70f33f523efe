package lakehouse.gateway.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicRequestTest {
    private static final String USER = "{\"role\":\"user\",\"content\":\"u\"}";
    private static final String CALL =
            "\"tool_calls\":[{\"id\":\"t\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}}]";
    private static final String SIGNED =
            "\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"why\",\"signature\":\"sig\"},{\"type\":\"reasoning.encrypted\",\"data\":\"enc\",\"format\":\"anthropic-messages-v1\"}]";

    private MapSettings settings = MapSettings.withProvider("a");

    @Test
    void dropsWhatTheApiRefusesAndKeepsWhatIsItsOwn() throws Exception {
        JsonObject sent = sent(
                "\"n\":1,\"seed\":1,\"logit_bias\":{},\"frequency_penalty\":1,\"stream_options\":{},\"store\":true,"
                        + "\"provider\":\"a\",\"top_k\":5,\"container\":\"c\",\"later\":1,\"tools\":null,\"temperature\":null,\"thinking\":null");

        assertThat(sent.keySet())
                .containsExactlyInAnyOrder("model", "max_tokens", "stream", "top_k", "container", "later");
        assertThat(sent.getInt("max_tokens")).isEqualTo(AnthropicRequestMapper.DEFAULT_MAX_TOKENS);
        assertThat(sent.getBoolean("stream")).isFalse();
    }

    @Test
    void putsSystemAndDeveloperInFront() throws Exception {
        assertThat(sent("\"messages\":[{\"role\":\"developer\",\"content\":\"d\"}," + USER + "]")
                        .getString("system"))
                .isEqualTo("d");
        assertThat(sent("\"messages\":[{\"role\":\"system\",\"content\":\"a\"}," + USER
                                + ",{\"role\":\"system\",\"content\":\"b\"}]")
                        .get("system"))
                .hasToString("[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}]");
        assertThat(
                        sent("\"messages\":[{\"role\":\"system\",\"content\":[{\"type\":\"text\",\"text\":\"a\",\"cache_control\":{\"type\":\"ephemeral\"}}]},"
                                        + USER + "]")
                                .get("system"))
                .hasToString("[{\"type\":\"text\",\"text\":\"a\",\"cache_control\":{\"type\":\"ephemeral\"}}]");
        assertThat(sent("\"messages\":[{\"role\":\"system\",\"content\":\"\"}," + USER + "]")
                        .containsKey("system"))
                .isFalse();
    }

    @Test
    void joinsParallelResultsAndPutsThemBeforeText() throws Exception {
        JsonObject sent = sent(
                "\"messages\":[" + USER + ",{\"role\":\"assistant\",\"content\":\"I look.\","
                        + CALL.replace("]", "," + call("t2") + "]") + "},"
                        + "{\"role\":\"user\",\"content\":\"hurry\"},{\"role\":\"tool\",\"tool_call_id\":\"t\",\"content\":\"r\",\"is_error\":true},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"t2\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}],\"cache_control\":{}}]");

        assertThat(sent.getJsonArray("messages"))
                .isEqualTo(JsonSyntax.value("[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"u\"}]},"
                        + "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"I look.\"},{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{\"a\":1}},{\"type\":\"tool_use\",\"id\":\"t2\",\"name\":\"f\",\"input\":{}}]},"
                        + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":\"r\",\"is_error\":true},"
                        + "{\"type\":\"tool_result\",\"tool_use_id\":\"t2\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}],\"cache_control\":{}},"
                        + "{\"type\":\"text\",\"text\":\"hurry\"}]}]"));
    }

    @Test
    void mapsParts() throws Exception {
        JsonValue content =
                JsonSyntax.value("[{\"type\":\"text\",\"text\":\"\"},{\"type\":\"refusal\",\"refusal\":\"no\"},"
                        + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://example.org/a.png\"},\"cache_control\":{}},"
                        + "{\"type\":\"image_url\",\"image_url\":\"data:image/png;base64,QQ==\"},"
                        + "{\"type\":\"file\",\"file\":{\"filename\":\"a.pdf\",\"file_data\":\"data:application/pdf;base64,QQ==\"}},"
                        + "{\"type\":\"file\",\"file\":{\"file_data\":\"data:application/pdf;base64,QQ==\"}},"
                        + "{\"type\":\"document\",\"source\":{}}]");

        assertThat(new AnthropicContent(new AnthropicRepairs()).blocks(content).toString())
                .isEqualTo("[{\"type\":\"text\",\"text\":\"no\"}, "
                        + "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://example.org/a.png\"},\"cache_control\":{}}, "
                        + "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"QQ==\"}}, "
                        + "{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"media_type\":\"application/pdf\",\"data\":\"QQ==\"},\"title\":\"a.pdf\"}, "
                        + "{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"media_type\":\"application/pdf\",\"data\":\"QQ==\"}}, "
                        + "{\"type\":\"document\",\"source\":{}}]");
        assertThat(new AnthropicContent(new AnthropicRepairs()).blocks(null)).isEmpty();
    }

    @Test
    void refusesPartsWithoutACounterpart() throws Exception {
        for (String part : List.of(
                "{\"type\":\"input_audio\"}",
                "{\"type\":\"file\",\"file\":{\"file_id\":\"f\"}}",
                "{\"type\":\"file\"}")) {
            JsonValue content = JsonSyntax.value("[" + part + "]");
            GatewayException refused = catchThrowableOfType(
                    GatewayException.class, () -> new AnthropicContent(new AnthropicRepairs()).blocks(content));

            assertThat(refused.failure().kind()).isEqualTo(FailureKind.VENDOR_RULE);
            assertThat(refused.failure().message()).contains("has no place");
        }
    }

    @Test
    void sendsSignedThoughtsAsTheyWere() throws Exception {
        assertThat(turn("\"reasoning_content\":\"why\"," + SIGNED).toString())
                .contains(
                        "[{\"type\":\"thinking\",\"thinking\":\"why\",\"signature\":\"sig\"},{\"type\":\"redacted_thinking\",\"data\":\"enc\"},");
        assertThat(turn("\"reasoning_content\":\"why\"").toString())
                .contains("{\"type\":\"thinking\",\"thinking\":\"why\",\"signature\":\"\"}");
        assertThat(turn("\"content\":\"x\"").toString()).doesNotContain("thinking");
    }

    @Test
    void keepsUnsignedThoughtsFromAnEndpointThatChecksThem() throws Exception {
        for (String host : List.of("https://api.anthropic.com/v1", "https://anthropic.com")) {
            settings.set("gateway.provider.a.base-url", host);
            assertThat(turn("\"reasoning_content\":\"why\"").toString()).doesNotContain("thinking");
            assertThat(turn("\"reasoning_content\":\"why\"," + SIGNED).toString())
                    .contains("\"signature\":\"sig\"");
        }
        settings.set("gateway.provider.a.base-url", "https://notanthropic.com/v1");
        assertThat(turn("\"reasoning_content\":\"why\"").toString()).contains("thinking");
    }

    @Test
    void stopsThinkingWhenTheLastToolTurnHasLostItsThoughts() throws Exception {
        String thinking = ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},\"temperature\":1";
        String lost = "\"messages\":[" + USER + ",{\"role\":\"assistant\"," + CALL
                + "},{\"role\":\"tool\",\"tool_call_id\":\"t\",\"content\":\"r\"}";

        assertThat(sent(lost + "]" + thinking).containsKey("thinking")).isFalse();
        assertThat(sent(lost + "]" + thinking).containsKey("temperature")).isTrue();
        assertThat(sent(lost + "," + USER + "]" + thinking).containsKey("thinking"))
                .as("the results still stand in the last turn")
                .isFalse();
        assertThat(sent(lost + ",{\"role\":\"assistant\",\"content\":\"done\"}," + USER + "]" + thinking)
                        .containsKey("thinking"))
                .isTrue();
        assertThat(sent(lost.replace("\"tool_calls\"", SIGNED + ",\"tool_calls\"") + "]" + thinking)
                        .containsKey("thinking"))
                .isTrue();
        assertThat(sent("\"messages\":[" + USER + ",{\"role\":\"assistant\",\"content\":\"x\"}]" + thinking)
                        .containsKey("thinking"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "low, 10000, 2000",
        "minimal, 10000, 2000",
        "medium, 10000, 5000",
        "high, 10000, 8000",
        "max, 10000, 8000",
        "low, 2000, 1024",
        "medium, 1025, 1024"
    })
    void givesEachEffortItsShareOfTheLimit(String effort, int limit, int budget) throws Exception {
        JsonObject sent = sent("\"reasoning_effort\":\"" + effort + "\",\"max_tokens\":" + limit
                + ",\"temperature\":0.5,\"top_p\":0.5,\"top_k\":5");

        assertThat(sent.getJsonObject("thinking"))
                .hasToString("{\"type\":\"enabled\",\"budget_tokens\":" + budget + "}");
        assertThat(sent.keySet()).doesNotContain("reasoning_effort", "temperature", "top_p", "top_k");
    }

    @Test
    void thinksNotAtAllWhereItCannot() throws Exception {
        assertThat(sent("\"reasoning_effort\":\"high\",\"max_tokens\":1024").containsKey("thinking"))
                .isFalse();
        assertThat(sent("\"reasoning_effort\":\"none\"").containsKey("thinking"))
                .isFalse();
        JsonObject off = sent("\"thinking\":{\"type\":\"disabled\"},\"temperature\":0.5");
        assertThat(off.getJsonObject("thinking")).hasToString("{\"type\":\"disabled\"}");
        assertThat(off.containsKey("temperature")).isTrue();
    }

    @Test
    void endsTemperatureAtOne() throws Exception {
        assertThat(sent("\"temperature\":1.5").getInt("temperature")).isEqualTo(1);
        assertThat(sent("\"temperature\":0.5").get("temperature")).hasToString("0.5");
        assertThat(sent("\"temperature\":1.0").get("temperature")).hasToString("1.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "\"tool_choice\":\"auto\" | {\"type\":\"auto\"}",
                "\"tool_choice\":\"required\" | {\"type\":\"any\"}",
                "\"tool_choice\":\"none\" | {\"type\":\"none\"}",
                "\"tool_choice\":\"none\",\"parallel_tool_calls\":false | {\"type\":\"none\"}",
                "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}} | {\"type\":\"tool\",\"name\":\"f\"}",
                "\"tool_choice\":{\"type\":\"any\"} | {\"type\":\"any\"}",
                "\"parallel_tool_calls\":false | {\"type\":\"auto\",\"disable_parallel_tool_use\":true}",
                "\"tool_choice\":\"required\",\"parallel_tool_calls\":false | {\"type\":\"any\",\"disable_parallel_tool_use\":true}",
            })
    void mapsTheToolChoice(String members, String choice) throws Exception {
        String tools = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]";

        assertThat(sent(members.strip() + tools).get("tool_choice")).hasToString(choice.strip());
        assertThat(sent(members.strip()).containsKey("tool_choice")).isFalse();
        assertThat(sent("\"tools\":[]," + members.strip()).keySet()).doesNotContain("tools", "tool_choice");
        assertThat(sent(tools.substring(1)).containsKey("tool_choice")).isFalse();
    }

    @Test
    void mapsTools() throws Exception {
        JsonObject sent = sent(
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"d\",\"strict\":true,\"parameters\":{\"type\":\"object\"}},\"cache_control\":{}},"
                        + "{\"type\":\"function\",\"function\":{\"name\":\"g\",\"strict\":false}},{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}]");

        assertThat(sent.getJsonArray("tools"))
                .hasToString(
                        "[{\"name\":\"f\",\"description\":\"d\",\"input_schema\":{\"type\":\"object\",\"additionalProperties\":false},\"strict\":true,\"cache_control\":{}},"
                                + "{\"name\":\"g\",\"input_schema\":{\"type\":\"object\",\"properties\":{}}},{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}]");
    }

    @Test
    void mapsStopUserAndFormat() throws Exception {
        assertThat(sent("\"stop\":\"x\"").getJsonArray("stop_sequences")).hasToString("[\"x\"]");
        assertThat(sent("\"stop\":[\"x\",\" \",\"y\",7]").getJsonArray("stop_sequences"))
                .hasToString("[\"x\",\"y\"]");
        assertThat(sent("\"stop\":[]").keySet()).doesNotContain("stop", "stop_sequences", "metadata", "output_config");
        assertThat(sent("\"user\":\"u\"").getJsonObject("metadata")).hasToString("{\"user_id\":\"u\"}");
        assertThat(sent("\"user\":\"u\",\"safety_identifier\":\"s\"").getJsonObject("metadata"))
                .hasToString("{\"user_id\":\"s\"}");
        assertThat(sent("\"user\":\"u\",\"metadata\":{\"user_id\":\"m\",\"a\":\"b\"}")
                        .getJsonObject("metadata"))
                .hasToString("{\"user_id\":\"m\"}");
        assertThat(sent("\"metadata\":{\"a\":\"b\"}").containsKey("metadata")).isFalse();
        assertThat(
                        sent("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":{\"type\":\"object\"}}},\"output_config\":{\"effort\":\"low\"}")
                                .getJsonObject("output_config"))
                .hasToString(
                        "{\"effort\":\"low\",\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\",\"additionalProperties\":false}}}");
        assertThat(sent("\"response_format\":{\"type\":\"json_object\"}").keySet())
                .doesNotContain("response_format", "output_config");
        JsonObject inWords = sent("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":{}}}");
        assertThat(inWords.containsKey("output_config")).isFalse();
        assertThat(inWords.getString("system")).endsWith("It must fit this JSON schema: {}");
    }

    @ParameterizedTest
    @CsvSource({"auto, true", "standard_only, true", "flex, false", "default, false"})
    void keepsAServiceTierThatItKnows(String tier, boolean kept) throws Exception {
        assertThat(sent("\"service_tier\":\"" + tier + "\"").containsKey("service_tier"))
                .isEqualTo(kept);
    }

    @Test
    void carriesItsOwnHeaders() throws Exception {
        settings.set("gateway.provider.a.api-key", "test-key").set("gateway.provider.a.headers", "anthropic-beta: b");
        var request = translator("", true).request();

        assertThat(request.uri()).hasToString("http://127.0.0.1:9/v1/messages");
        assertThat(request.headers())
                .containsEntry("x-api-key", "test-key")
                .containsEntry("anthropic-version", "2023-06-01")
                .containsEntry("anthropic-beta", "b")
                .containsEntry("Accept", "text/event-stream")
                .doesNotContainKey("Authorization");
        settings = MapSettings.withProvider("a").set("gateway.provider.a.base-url", "http://127.0.0.1:9/coding");
        assertThat(translator("", false).request().uri()).hasToString("http://127.0.0.1:9/coding/v1/messages");
        assertThat(translator("", false).request().headers())
                .doesNotContainKey("x-api-key")
                .containsEntry("Accept", "application/json");
    }

    private static String call(String id) {
        return "{\"id\":\"" + id + "\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}";
    }

    private JsonObject turn(String members) throws Exception {
        return sent("\"messages\":[" + USER + ",{\"role\":\"assistant\"," + members + "," + CALL + "}]")
                .getJsonArray("messages")
                .getJsonObject(1);
    }

    private JsonObject sent(String members) throws Exception {
        return translator(members, false).request().body().tree();
    }

    private AnthropicTranslator translator(String members, boolean stream) throws Exception {
        return new AnthropicTranslator(
                ProviderSettings.read(settings.settings(), "a"),
                Inquiry.chat(JsonDocument.parse("{" + members + "}"), "m", stream),
                new ReasoningMemory());
    }
}
