package lakehouse.gateway.requests;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lakehouse.gateway.json.JsonSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule refuses what it is there to refuse. */
class AnthropicRulesTest {
    private static final Map<String, String> HEADERS = Map.of("Anthropic-Version", "2023-06-01");
    private static final String OK = "\"model\":\"claude-sonnet-4-5\",\"max_tokens\":2000,\"messages\":[USER]";
    private static final String USER = "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"u\"}]}";

    @Test
    void acceptsAGoodRequest() throws Exception {
        assertThat(AnthropicRules.ofAnthropic().broken(request(OK))).isEmpty();
        assertThat(AnthropicRules.ofAnthropic()
                        .broken(new SentRequest(
                                "/v1/messages", Map.of(), request(OK).body())))
                .singleElement()
                .extracting(VendorRules.Broken::id)
                .isEqualTo("version-header");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "fields | OK,\"seed\":1",
                "fields | OK,\"top_k\":null",
                "model | \"max_tokens\":2000,\"messages\":[USER]",
                "max-tokens | \"model\":\"m\",\"messages\":[USER]",
                "max-tokens | \"model\":\"claude-3-haiku\",\"max_tokens\":5000,\"messages\":[USER]",
                "messages-empty | \"model\":\"m\",\"max_tokens\":1,\"messages\":[]",
                "messages-role | WITH{\"role\":\"system\",\"content\":[{\"type\":\"text\",\"text\":\"s\"}]}",
                "messages-first | \"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"a\"}]}]",
                "messages-content | WITH{\"role\":\"user\",\"content\":[]}",
                "messages-text-empty | WITH{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"\"}]}",
                "messages-text-blank | WITH{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\" \\n\"}]}",
                "messages-end-blank | WITH{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"a \"}]}",
                "messages-prefill | OK,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},\"messages\":[USER,{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"a\"}]}]",
                "messages-block | WITH{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}",
                "messages-block | WITH{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\",\"name\":\"n\"}]}",
                "system-text | OK,\"system\":\" \"",
                "system-text | OK,\"system\":[{\"type\":\"text\",\"text\":\"\"}]",
                "tool-use-id | CALL{\"type\":\"tool_use\",\"id\":\"a.b\",\"name\":\"f\",\"input\":{}}",
                "tool-use-unique | CALL{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":{}},{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":{}}",
                "tool-use-name | CALL{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f.g\",\"input\":{}}",
                "tool-use-input | CALL{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":\"{}\"}",
                "tool-use-answered | CALL{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":{}}",
                "tool-result-known | WITH{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"x\"}]}",
                "tool-result-first | WITH{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"tool_result\",\"tool_use_id\":\"x\"}]}",
                "tool-result-content | WITH{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"x\",\"content\":{\"a\":1}}]}",
                "tools-name | TOOL{\"name\":\"a b\",\"input_schema\":{\"type\":\"object\"}}",
                "tools-unique | TOOL{\"name\":\"a\",\"input_schema\":{\"type\":\"object\"}},{\"name\":\"a\",\"input_schema\":{\"type\":\"object\"}}",
                "tools-description | TOOL{\"name\":\"a\",\"description\":null,\"input_schema\":{\"type\":\"object\"}}",
                "tools-schema-object | TOOL{\"name\":\"a\",\"input_schema\":{}}",
                "tools-schema-top | TOOL{\"name\":\"a\",\"input_schema\":{\"type\":\"object\",\"anyOf\":[{}]}}",
                "tools-schema-keys | TOOL{\"name\":\"a\",\"input_schema\":{\"type\":\"object\",\"properties\":{\"a b\":{}}}}",
                "tools-schema-valid | TOOL{\"name\":\"a\",\"input_schema\":{\"type\":\"object\",\"required\":true}}",
                "tools-strict | TOOL{\"name\":\"a\",\"strict\":true,\"input_schema\":{\"type\":\"object\"}}",
                "tool-choice-tools | OK,\"tool_choice\":{\"type\":\"auto\"}",
                "tool-choice-type | OK,\"tool_choice\":{\"type\":\"required\"}",
                "tool-choice-known | OK,\"tool_choice\":{\"type\":\"tool\",\"name\":\"x\"}",
                "tool-choice-thinking | OK,\"tool_choice\":{\"type\":\"any\"},\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}",
                "tool-choice-forced | OF claude-opus-5-5,\"tool_choice\":{\"type\":\"any\"}",
                "thinking-type | OK,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024,\"keep\":\"all\"}",
                "thinking-budget | OK,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":100}",
                "thinking-budget | OK,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}",
                "thinking-enabled | OF claude-opus-4-7,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}",
                "thinking-adaptive | OK,\"thinking\":{\"type\":\"adaptive\"}",
                "thinking-disabled | OF claude-opus-5,\"thinking\":{\"type\":\"disabled\"}",
                "thinking-block-first | OK,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},\"messages\":[USER,{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":{}}]},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"a\"}]}]",
                "thinking-block-last | WITH{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"c2lnbmVk\"}]}",
                "thinking-signature | WITH{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"\"},{\"type\":\"text\",\"text\":\"a\"}]}",
                "thinking-marks | WITH{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"c2lnbmVk\",\"cache_control\":{}},{\"type\":\"text\",\"text\":\"a\"}]}",
                "sampling-thinking | OK,\"temperature\":1,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}",
                "sampling-range | OK,\"temperature\":1.5",
                "sampling-both | OK,\"temperature\":1,\"top_p\":1",
                "sampling-model | OF claude-opus-4-7,\"top_k\":1",
                "stop-blank | OK,\"stop_sequences\":[\"\\n\"]",
                "user-id | OK,\"metadata\":{\"user_id\":\"a@b\"}",
                "service-tier | OK,\"service_tier\":\"flex\"",
                "image-type | PART{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/bmp\",\"data\":\"QUJD\"}}",
                "image-bytes | PART{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"/9j/\"}}",
                "image-base64 | PART{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/jpeg\",\"data\":\"/9j/ Q\"}}",
                "image-url | PART{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"http://a\"}}",
                "document | PART{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"media_type\":\"text/csv\",\"data\":\"QUJD\"}}",
                "cache-marks | PART{\"type\":\"text\",\"text\":\"a\",\"cache_control\":{\"type\":\"ephemeral\"}},{\"type\":\"text\",\"text\":\"a\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}}",
                "effort | OK,\"output_config\":{\"effort\":\"low\"}",
                "format | OK,\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}}",
            })
    void refusesWhatBreaksARule(String rule, String members) throws Exception {
        String body = members.strip()
                .replaceFirst("^OF ([a-z0-9-]+)", "\"model\":\"$1\",\"max_tokens\":2000,\"messages\":[USER]")
                .replaceFirst("^WITH(.*)", "OK,\"messages\":[USER,$1]")
                .replaceFirst("^CALL(.*)", "OK,\"messages\":[USER,{\"role\":\"assistant\",\"content\":[$1]}]")
                .replaceFirst("^TOOL(.*)", "OK,\"tools\":[$1]")
                .replaceFirst("^PART(.*)", "OK,\"messages\":[{\"role\":\"user\",\"content\":[$1]}]")
                .replace("OK", OK)
                .replace("USER", USER);

        assertThat(AnthropicRules.ofAnthropic().broken(request(body)))
                .extracting(VendorRules.Broken::id)
                .contains(rule.strip());
    }

    @Test
    void answersAsTheApiDoes() throws Exception {
        AnthropicRules rules = AnthropicRules.ofAnthropic();
        var broken = rules.broken(request(OK + ",\"stop_sequences\":[\" \"]")).get(0);
        JsonObject refusal = JsonSyntax.object(rules.refusal(broken));

        assertThat(refusal.getString("type")).isEqualTo("error");
        assertThat(refusal.getJsonObject("error").getString("type")).isEqualTo("invalid_request_error");
        assertThat(refusal.getJsonObject("error").getString("message"))
                .isEqualTo("stop_sequences: each stop sequence must contain non-whitespace");
    }

    @Test
    void asksOthersForNoSignatureAndNoModel() throws Exception {
        assertThat(
                        AnthropicRules.asOthersServeIt()
                                .broken(
                                        request(
                                                OK
                                                        + ",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"u\"}]},{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"\"},{\"type\":\"text\",\"text\":\"a\"}]}],\"temperature\":1,\"top_p\":1")))
                .isEmpty();
    }

    /** The table of the documentation has a row for each rule. */
    @Test
    void areAllInTheTable() throws Exception {
        String table = Files.readString(Path.of("docs/dialects.md"));

        assertThat(AnthropicRules.ofAnthropic().rules())
                .filteredOn(rule -> !table.contains("| `" + rule.id() + "` |"))
                .isEmpty();
    }

    private static SentRequest request(String members) throws Exception {
        return new SentRequest("/v1/messages", HEADERS, JsonSyntax.object("{" + members.replace("USER", USER) + "}"));
    }
}
