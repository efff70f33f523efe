package lakehouse.gateway.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.provider.Folded;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.requests.AnthropicRules;
import lakehouse.gateway.requests.SentRequest;
import lakehouse.gateway.upstream.ServerSentEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of requests that the API would refuse, and what the caller hears of it. */
class AnthropicRepairsTest {
    private static final String USER = "{\"role\":\"user\",\"content\":\"u\"}";

    private final ReasoningMemory memory = new ReasoningMemory();
    private List<String> warnings = List.of();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "{\"ok\":true} | \"{\\\"ok\\\":true}\"",
                "42 | \"42\"",
                "1.50 | \"1.50\"",
                "null | \"\"",
                "\"\" | \"\"",
                "[\"a\",\"b\"] | [{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}]",
                "[{\"rows\":[1]},7] | [{\"type\":\"text\",\"text\":\"{\\\"rows\\\":[1]}\"},{\"type\":\"text\",\"text\":\"7\"}]",
                "[{\"type\":\"text\",\"text\":\"a\",\"cache_control\":{\"type\":\"ephemeral\"}}] | [{\"type\":\"text\",\"text\":\"a\"}]",
            })
    void givesEveryFormOfAResultAsText(String content, String sent) throws Exception {
        JsonObject result = sent(messages(USER, calls("t"), result("t", content.strip())))
                .getJsonArray("messages")
                .getJsonObject(2)
                .getJsonArray("content")
                .getJsonObject(0);

        assertThat(result.get("content")).hasToString(sent.strip());
        assertThat(result.containsKey("cache_control")).isEqualTo(content.contains("cache_control"));
    }

    @Test
    void makesIdsValidAndUniqueInCallAndResult() throws Exception {
        JsonObject sent = sent(messages(
                USER,
                calls("functions.Bash:0", "", ""),
                result("", "\"first\""),
                result("functions.Bash:0", "\"bash\""),
                result("", "\"second\""),
                calls("functions.Bash:0", "ok-1"),
                result("functions.Bash:0", "\"again\""),
                result("ok-1", "\"ok\"")));

        assertThat(ids(sent, 1, "id")).containsExactly("functions_Bash_0", "call", "call_2");
        assertThat(ids(sent, 2, "tool_use_id")).containsExactly("call", "functions_Bash_0", "call_2");
        assertThat(texts(sent, 2)).containsExactly("first", "bash", "second");
        assertThat(ids(sent, 3, "id")).containsExactly("functions_Bash_0_2", "ok-1");
        assertThat(ids(sent, 4, "tool_use_id")).containsExactly("functions_Bash_0_2", "ok-1");
        assertThat(warnings).singleElement().asString().startsWith("tool_id_changed; ");
    }

    @Test
    void leavesGoodIdsAlone() throws Exception {
        sent(messages(USER, calls("call_1", "toolu_-A"), result("call_1", "\"r\""), result("toolu_-A", "\"r\"")));

        assertThat(warnings).isEmpty();
    }

    @Test
    void putsAResultBehindItsCallWhereverItStands() throws Exception {
        JsonObject sent = sent(messages(
                USER,
                calls("t"),
                "{\"role\":\"user\",\"content\":\"wait\"}",
                "{\"role\":\"assistant\",\"content\":\"I wait.\"}",
                result("t", "\"late\"")));

        assertThat(ids(sent, 2, "tool_use_id")).containsExactly("t", "");
        assertThat(texts(sent, 2)).containsExactly("late", "wait");
    }

    @Test
    void saysWhereAResultIsMissing() throws Exception {
        JsonObject sent = sent(messages(USER, calls("a", "b"), result("b", "\"r\""), USER));

        assertThat(ids(sent, 2, "tool_use_id")).containsExactly("b", "a", "");
        assertThat(content(sent, 2).get(1).getBoolean("is_error")).isTrue();
        assertThat(warnings).singleElement().asString().startsWith("tool_result_added; ");
        assertThat(sent(messages(USER, calls("a"))).getJsonArray("messages")).hasSize(3);
    }

    @Test
    void keepsAResultWithoutACallAsText() throws Exception {
        JsonObject sent = sent(messages(USER, result("gone", "\"r\"")));

        assertThat(texts(sent, 0)).containsExactly("u", "Result of a tool call gone:", "r");
        assertThat(warnings).singleElement().asString().startsWith("tool_result_as_text; ");
        assertThat(texts(sent(messages(USER, calls("t"), result("t", "\"r\""), result("t", "\"twice\""))), 2))
                .containsExactly("r", "Result of a tool call t:", "twice");
    }

    @Test
    void takesFunctionsOfTheTimeBeforeIds() throws Exception {
        JsonObject sent = sent(messages(
                USER,
                "{\"role\":\"assistant\",\"content\":null,\"function_call\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}}",
                "{\"role\":\"function\",\"name\":\"f\",\"content\":\"r\"}"));

        assertThat(content(sent, 1))
                .hasToString("[{\"type\":\"tool_use\",\"id\":\"function_f\",\"name\":\"f\",\"input\":{\"a\":1}}]");
        assertThat(content(sent, 2))
                .hasToString("[{\"type\":\"tool_result\",\"tool_use_id\":\"function_f\",\"content\":\"r\"}]");
    }

    @Test
    void keepsTheCallOfATypeThatItDoesNotHave() throws Exception {
        String call =
                "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"t\",\"type\":\"custom\",\"custom\":{\"name\":\"c\",\"input\":\"x\"}}]}";

        assertThat(content(sent(messages(USER, call, result("t", "\"r\""))), 1))
                .hasToString("[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"c\",\"input\":{\"input\":\"x\"}}]");
    }

    @Test
    void leavesOutTextsOfBlanks() throws Exception {
        JsonObject sent = sent(messages(
                "{\"role\":\"system\",\"content\":\" \\n\"}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"\\u00a0\"},{\"type\":\"text\",\"text\":\"u\"}]}",
                "{\"role\":\"assistant\",\"content\":\"\\n\\n\"}",
                USER));

        assertThat(sent.containsKey("system")).isFalse();
        assertThat(sent.getJsonArray("messages")).hasSize(1);
        assertThat(texts(sent, 0)).containsExactly("u", "u");
        assertThat(warnings).singleElement().asString().startsWith("blanks_left_out; ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"role\":\"user\",\"content\":\" \"}",
                "{\"role\":\"system\",\"content\":\"\"}",
                "\"a text\"",
                "{\"role\":\"assistant\",\"content\":null}"
            })
    void refusesAConversationWithoutAWord(String messages) {
        GatewayException refused = catchThrowableOfType(GatewayException.class, () -> sent(messages(messages)));

        assertThat(refused.failure().kind()).isEqualTo(FailureKind.VENDOR_RULE);
        assertThat(refused.failure().message()).contains("no message says anything", "Nothing was sent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"max_tokens\":0", "\"max_tokens\":-1", "\"max_completion_tokens\":0"})
    void refusesALimitThatAllowsNothing(String limit) {
        GatewayException refused = catchThrowableOfType(
                GatewayException.class, () -> sent(limit + "," + messages("{\"role\":\"user\",\"content\":\"u\"}")));

        assertThat(refused.failure().kind()).isEqualTo(FailureKind.VENDOR_RULE);
        assertThat(refused.failure().message()).contains("must be 1 or more", "Nothing was sent");
    }

    @Test
    void hasTheUserSayRulesThatStandAlone() throws Exception {
        JsonObject sent = sent(messages("{\"role\":\"system\",\"content\":\"s\"}"));
        assertThat(warnings).containsExactly("system_as_user; a conversation of rules only is refused");

        assertThat(sent.containsKey("system")).isFalse();
        assertThat(texts(sent, 0)).containsExactly("s");
    }

    @Test
    void beginsWithTheUserAndEndsAsTheModelAllows() throws Exception {
        String answer = "{\"role\":\"assistant\",\"content\":\"It is \"}";

        JsonObject old = sent("claude-sonnet-4-5", messages(answer));
        assertThat(texts(old, 0)).containsExactly("Hello.");
        assertThat(texts(old, 1)).containsExactly("It is");
        JsonObject current = sent("claude-sonnet-4-6", messages(USER, answer));
        assertThat(texts(current, 1)).containsExactly("It is ");
        assertThat(texts(current, 2)).containsExactly("Continue.");
        assertThat(warnings).singleElement().asString().startsWith("turn_added; ");
        assertThat(sent("claude-sonnet-4-5", messages(USER, answer) + ",\"reasoning_effort\":\"low\"")
                        .getJsonArray("messages"))
                .hasSize(3);
    }

    @Test
    void sendsThoughtsOfOtherVendorsInTheirReadablePart() throws Exception {
        String turn = "{\"role\":\"assistant\",\"content\":\"x\",\"reasoning_details\":["
                + "{\"type\":\"reasoning.text\",\"text\":\"why\",\"signature\":\"foreign\",\"format\":\"google-gemini-v1\"},"
                + "{\"type\":\"reasoning.encrypted\",\"data\":\"sealed\",\"format\":\"openai-responses-v1\"}]}";

        for (String model : List.of("claude-sonnet-4-5", "other-model")) {
            String sent = sent(model, messages(USER, turn, USER)).toString();

            assertThat(sent).contains("why").doesNotContain("foreign", "sealed", "redacted");
            assertThat(sent.contains("\"thinking\"")).isEqualTo(model.equals("other-model"));
        }
        assertThat(sent(
                                "claude-sonnet-4-5",
                                messages(USER, turn.replace("google-gemini-v1", "anthropic-claude-v1"), USER))
                        .toString())
                .contains("{\"type\":\"thinking\",\"thinking\":\"why\",\"signature\":\"foreign\"}")
                .doesNotContain("sealed");
    }

    @Test
    void restoresTheSignatureWhenTheClientGivesBackTheTextOnly() throws Exception {
        String tools =
                ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}";
        translator("claude-sonnet-4-5", messages(USER) + tools)
                .reply(
                        "{\"content\":[{\"type\":\"thinking\",\"thinking\":\"why\",\"signature\":\"sig\"},{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}],\"stop_reason\":\"tool_use\"}"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));

        String back = calls("t").replaceFirst("\\{", "{\"reasoning_content\":\"why\",");
        JsonObject sent = sent("claude-sonnet-4-5", messages(USER, back, result("t", "\"r\"")) + tools);

        assertThat(content(sent, 1).get(0))
                .hasToString("{\"type\":\"thinking\",\"thinking\":\"why\",\"signature\":\"sig\"}");
        assertThat(sent.getJsonObject("thinking").getString("type")).isEqualTo("enabled");
    }

    @Test
    void restoresTheSignatureThatAStreamBrought() throws Exception {
        String tools =
                ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}";
        AnthropicTranslator translator = translator("claude-sonnet-4-5", messages(USER) + tools);
        for (String event : List.of(
                "{'type':'content_block_start','index':0,'content_block':{'type':'thinking','thinking':'why'}}",
                "{'type':'content_block_delta','index':0,'delta':{'type':'signature_delta','signature':'sig'}}",
                "{'type':'content_block_stop','index':0}",
                "{'type':'content_block_start','index':1,'content_block':{'type':'tool_use','id':'t','name':'f','input':{}}}",
                "{'type':'content_block_stop','index':1}",
                "{'type':'message_delta','delta':{'stop_reason':'tool_use'}}",
                "{'type':'message_stop'}")) {
            translator.event(new ServerSentEvent(null, event.replace('\'', '"'), null), chunk -> {});
        }

        JsonObject sent = sent("claude-sonnet-4-5", messages(USER, calls("t"), result("t", "\"r\"")) + tools);

        assertThat(content(sent, 1).get(0))
                .hasToString("{\"type\":\"thinking\",\"thinking\":\"why\",\"signature\":\"sig\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            nullValues = "-",
            value = {
                "claude-sonnet-4-5 | \"thinking\":{\"type\":\"enabled\",\"keep\":\"all\"} | {\"type\":\"enabled\",\"budget_tokens\":4096} | -",
                "claude-sonnet-4-5 | \"thinking\":{\"type\":\"enabled\",\"keep\":\"all\"},\"reasoning_effort\":\"high\" | {\"type\":\"enabled\",\"budget_tokens\":6552} | -",
                "claude-sonnet-4-5 | \"thinking\":{\"type\":\"enabled\",\"budget_tokens\":99999} | {\"type\":\"enabled\",\"budget_tokens\":8191} | -",
                "claude-sonnet-4-5 | \"thinking\":{\"type\":\"enabled\",\"budget_tokens\":10} | {\"type\":\"enabled\",\"budget_tokens\":1024} | -",
                "claude-sonnet-4-5 | \"thinking\":{\"type\":\"adaptive\"} | {\"type\":\"enabled\",\"budget_tokens\":4096} | -",
                "claude-sonnet-4-5 | \"reasoning\":{\"max_tokens\":2000} | {\"type\":\"enabled\",\"budget_tokens\":2000} | -",
                "claude-sonnet-4-5 | \"reasoning\":{\"enabled\":true} | {\"type\":\"enabled\",\"budget_tokens\":4096} | -",
                "claude-sonnet-4-5 | \"reasoning\":{} | - | -",
                "claude-3-5-haiku-latest | \"reasoning_effort\":\"high\" | - | -",
                "claude-sonnet-4-6 | \"reasoning_effort\":\"xhigh\" | {\"type\":\"adaptive\"} | high",
                "claude-sonnet-4-6 | \"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000} | {\"type\":\"enabled\",\"budget_tokens\":2000} | -",
                "claude-opus-4-6 | \"reasoning_effort\":\"max\" | {\"type\":\"adaptive\"} | max",
                "claude-opus-4-7 | \"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000} | {\"type\":\"adaptive\",\"display\":\"summarized\"} | low",
                "claude-opus-4-7 | \"reasoning_effort\":\"xhigh\" | {\"type\":\"adaptive\",\"display\":\"summarized\"} | xhigh",
                "claude-opus-4-7 | \"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"} | {\"type\":\"adaptive\",\"display\":\"omitted\"} | -",
                "claude-opus-4-7 | \"thinking\":{\"type\":\"disabled\"} | - | -",
                "claude-opus-5 | \"thinking\":{\"type\":\"disabled\"} | - | low",
                "claude-opus-5-5 | \"reasoning_effort\":\"none\" | - | low",
                "claude-opus-5-5 | \"reasoning_effort\":\"minimal\" | {\"type\":\"adaptive\",\"display\":\"summarized\"} | low",
                "other | \"thinking\":{\"type\":\"between_tools\"} | {\"type\":\"between_tools\"} | -",
            })
    void thinksAsTheModelCan(String model, String members, String thinking, String effort) throws Exception {
        JsonObject sent = sent(model.strip(), messages(USER) + "," + members.strip());

        assertThat(sent.containsKey("thinking") ? sent.get("thinking").toString() : null)
                .isEqualTo(thinking);
        assertThat(
                        sent.containsKey("output_config")
                                ? sent.getJsonObject("output_config").getString("effort")
                                : null)
                .isEqualTo(effort);
    }

    /** A third of the limit is little, two thirds are a middling effort. */
    @ParameterizedTest
    @CsvSource({"1024,low", "3000,low", "3001,medium", "6000,medium", "6001,high", "8000,high"})
    void asksForAnEffortInsteadOfABudget(int budget, String effort) throws Exception {
        String thinking = ",\"max_tokens\":9001,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":" + budget + "}";

        assertThat(sent("claude-opus-4-7", messages(USER) + thinking)
                        .getJsonObject("output_config")
                        .getString("effort"))
                .isEqualTo(effort);
        assertThat(warnings).singleElement().asString().startsWith("thinking_adaptive; ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "claude-3-5-haiku-latest | \"reasoning_effort\":\"high\" | thinking_left_out; this model cannot think",
                "claude-sonnet-4-5 | \"reasoning_effort\":\"high\",\"max_tokens\":1024 | thinking_left_out; it takes 1024",
                "claude-sonnet-4-5 | \"reasoning_effort\":\"low\",\"max_tokens\":1025 | ",
                "claude-sonnet-4-5 | \"thinking\":{\"type\":\"enabled\",\"budget_tokens\":99999} | thinking_budget_changed; ",
                "claude-sonnet-4-5 | \"thinking\":{\"type\":\"enabled\",\"budget_tokens\":10} | thinking_budget_changed; ",
                "claude-sonnet-4-5 | \"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000} | ",
                "claude-sonnet-4-5 | \"reasoning_effort\":\"high\" | ",
                "claude-opus-5 | \"thinking\":{\"type\":\"disabled\"} | effort_lowered; ",
                "claude-opus-5-5 | \"reasoning_effort\":\"none\" | effort_lowered; ",
                "claude-opus-4-7 | \"thinking\":{\"type\":\"disabled\"} | ",
                "claude-opus-4-7 | \"reasoning_effort\":\"high\" | ",
            })
    void saysWhatBecameOfThinking(String model, String members, String warning) throws Exception {
        sent(model.strip(), messages(USER) + "," + members.strip());

        if (warning == null) {
            assertThat(warnings).isEmpty();
        } else {
            assertThat(warnings).singleElement().asString().startsWith(warning);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "claude-sonnet-4-6,xhigh,high",
        "claude-opus-4-6,xhigh,high",
        "claude-opus-4-6,max,max",
        "claude-sonnet-4-6,max,high",
        "claude-sonnet-4-7,max,max",
        "claude-sonnet-4-7,xhigh,xhigh",
        "claude-latest,xhigh,xhigh",
        "claude-latest,max,max",
        "claude-sonnet-4-6,medium,medium",
        "claude-sonnet-4-6,none,low",
        "claude-sonnet-4-6,whatever,high"
    })
    void takesTheNearestEffortOfTheModel(String model, String asked, String effort) {
        assertThat(AnthropicModel.of(model).effort(asked)).isEqualTo(effort);
    }

    @Test
    void letsAForcedToolGoBeforeThoughtsWhereTheModelMayStop() throws Exception {
        String members =
                ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"tool_choice\":\"required\",\"reasoning_effort\":\"high\"";

        JsonObject old = sent("claude-sonnet-4-5", messages(USER) + members);
        assertThat(old.containsKey("thinking")).isFalse();
        assertThat(old.get("tool_choice")).hasToString("{\"type\":\"any\"}");
        assertThat(warnings).singleElement().asString().startsWith("thinking_left_out; ");
        JsonObject current = sent("claude-opus-5-5", messages(USER) + members);
        assertThat(current.containsKey("thinking")).isTrue();
        assertThat(current.get("tool_choice")).hasToString("{\"type\":\"auto\"}");
        assertThat(warnings).singleElement().asString().startsWith("tool_choice_relaxed; ");
    }

    @Test
    void offersOnlyTheToolsThatAreAllowed() throws Exception {
        String members =
                ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}},{\"type\":\"function\",\"function\":{\"name\":\"g\"}}],"
                        + "\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"required\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"g\"}}]}}";

        JsonObject sent = sent(messages(USER) + members);

        assertThat(sent.getJsonArray("tools")).hasSize(1);
        assertThat(sent.getJsonArray("tools").getJsonObject(0).getString("name"))
                .isEqualTo("g");
        assertThat(sent.get("tool_choice")).hasToString("{\"type\":\"any\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "claude-sonnet-4 | 0.5 0.9 4 | max_tokens_none",
                "claude-opus-4-1 | 0.5 - 4 | top_p_left_out",
                "claude-sonnet-4-6 | 0.5 - 4 | top_p_left_out",
                "claude-opus-4-7 | - - - | sampling_left_out",
                "claude-sonnet-5 | - - - | sampling_left_out",
            })
    void samplesAsTheModelAllows(String model, String kept, String warning) throws Exception {
        JsonObject sent = sent(model.strip(), messages(USER) + ",\"temperature\":0.5,\"top_p\":0.9,\"top_k\":4");

        assertThat(value(sent, "temperature") + " " + value(sent, "top_p") + " " + value(sent, "top_k"))
                .isEqualTo(kept.strip());
        assertThat(warnings).hasSize(warning.equals("max_tokens_none") ? 0 : 1);
        assertThat(String.join("", warnings)).startsWith(warnings.isEmpty() ? "" : warning);
    }

    private static String value(JsonObject sent, String name) {
        return sent.containsKey(name) ? sent.get(name).toString() : "-";
    }

    @ParameterizedTest
    @CsvSource({
        "claude-3-haiku-20240307, 4096",
        "claude-3-5-haiku-latest, 8192",
        "claude-3-7-sonnet-20250219, 64000",
        "claude-opus-4-1-20250805, 32000",
        "claude-opus-4-20250514, 32000",
        "claude-sonnet-4-20250514, 64000",
        "claude-opus-4-5, 64000",
        "anthropic/claude-opus-4.6, 128000",
        "claude-fable-5-1, 128000",
        "other-4-model, 1000000",
        "claude-latest, 1000000",
    })
    void asksForNoMoreThanTheModelGives(String model, int tokens) throws Exception {
        assertThat(sent(model, messages(USER) + ",\"max_tokens\":1000000").getInt("max_tokens"))
                .isEqualTo(tokens);
        assertThat(warnings.isEmpty()).isEqualTo(tokens == 1_000_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "\"user\":\"u-1\" | u-1",
                "\"user\":\"jane@example.org\" | 87ea7c96-1b0a-3c32-bca4-9b3b3b2c1b3d",
                "\"user\":\"+41 44 123 45 67\" | hashed",
                "\"user\":\"\",\"safety_identifier\":\" \" | none",
                "\"safety_identifier\":\"\",\"user\":\"v\" | v",
            })
    void tellsNothingOfThePerson(String members, String user) throws Exception {
        JsonObject sent = sent(messages(USER) + "," + members.strip());

        if (user.equals("none")) {
            assertThat(sent.containsKey("metadata")).isFalse();
        } else if (user.length() < 5 && !user.equals("hashed")) {
            assertThat(sent.getJsonObject("metadata").getString("user_id")).isEqualTo(user);
        } else {
            assertThat(sent.getJsonObject("metadata").getString("user_id")).matches("[0-9a-f-]{36}");
            assertThat(warnings).singleElement().asString().startsWith("user_hashed; ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "data:image/jpg;base64,/9j/4AAQ | image/jpeg /9j/4AAQ",
                "data:image/png;base64,/9j/4AAQ | image/jpeg /9j/4AAQ",
                "data:IMAGE/PNG;base64,iVBORw0KGgoA | image/png iVBORw0KGgoA",
                "data:;base64,R0lGODlh | image/gif R0lGODlh",
                "data:application/octet-stream;base64,UklGRiIAAABXRUJQVlA4 | image/webp UklGRiIAAABXRUJQVlA4",
                "data:image/gif;base64,QUJDRA | image/gif QUJDRA==",
                "data:image/gif;base64,QU-_ | image/gif QU+/",
            })
    void namesImagesByTheirBytes(String url, String sent) throws Exception {
        JsonObject source = content(
                        sent(messages(
                                "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\""
                                        + url.strip() + "\"}}]}")),
                        0)
                .get(0)
                .getJsonObject("source");

        assertThat(source.getString("media_type") + " " + source.getString("data"))
                .isEqualTo(sent.strip());
    }

    @Test
    void readsDocumentsAndRefusesOtherFiles() throws Exception {
        assertThat(file("\"filename\":\"n.txt\",\"file_data\":\"data:text/plain;base64,aGk=\""))
                .hasToString(
                        "{\"type\":\"document\",\"source\":{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"hi\"},\"title\":\"n.txt\"}");
        assertThat(file("\"filename\":\"n.md\",\"file_data\":\"aGk=\"").toString())
                .contains("\"data\":\"hi\"");
        assertThat(file("\"file_data\":\"JVBERi0x\"").toString()).contains("application/pdf");
        assertThat(file("\"file_data\":\"data:application/json;base64,e30=\"").toString())
                .contains("\"data\":\"{}\"");
        assertThat(file("\"file_data\":\"data:image/png;base64,iVBORw0KGgoA\"").getString("type"))
                .isEqualTo("image");
        for (String other : List.of(
                "\"file_data\":\"data:application/msword;base64,aGk=\"",
                "\"filename\":\"a.bin\",\"file_data\":\"aGk=\"",
                "\"file_data\":\"data:text/plain;base64,/w==\"")) {
            assertThat(catchThrowableOfType(GatewayException.class, () -> file(other))
                            .failure()
                            .message())
                    .contains("files as PDF, text or image only")
                    .contains(other.contains("msword") ? "\"application/msword\"" : "this one is ");
        }
    }

    private JsonObject file(String members) throws Exception {
        return content(
                        sent(messages(
                                "{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{" + members + "}}]}")),
                        0)
                .get(0);
    }

    @Test
    void keepsFourMarksOfTheCacheAndTheirOrder() throws Exception {
        String text = "{\"type\":\"text\",\"text\":\"a\",\"cache_control\":{\"type\":\"ephemeral\"%s}}";
        String hour = text.formatted(",\"ttl\":\"1h\"");
        String five = text.formatted("");
        JsonObject sent = sent(messages(
                "{\"role\":\"system\",\"content\":[" + hour + "]}",
                "{\"role\":\"user\",\"content\":[" + hour + "," + five + "," + hour + "," + five + "]}"));

        assertThat(sent.get("system")).hasToString("\"a\"".replace("\"a\"", "[{\"type\":\"text\",\"text\":\"a\"}]"));
        assertThat(content(sent, 0).stream().map(block -> String.valueOf(block.get("cache_control"))))
                .containsExactly(
                        "{\"type\":\"ephemeral\",\"ttl\":\"1h\"}",
                        "{\"type\":\"ephemeral\"}",
                        "{\"type\":\"ephemeral\"}",
                        "{\"type\":\"ephemeral\"}");
        assertThat(warnings).hasSize(2);
    }

    private static final String ODD =
            ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a.b\",\"parameters\":{\"type\":\"object\",\"properties\":{\"$filter\":{\"type\":\"string\"},\"_filter\":{},\"x\":{}},\"required\":[\"$filter\",\"x\"]}}}],"
                    + "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"a.b\"}}";

    @Test
    void renamesToolsAndParametersThatItDoesNotAccept() throws Exception {
        String history =
                "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"t\",\"function\":{\"name\":\"a.b\",\"arguments\":\"{\\\"$filter\\\":1,\\\"x\\\":2}\"}}]}";
        JsonObject sent = sent(messages(USER, history, result("t", "\"r\"")) + ODD);
        JsonObject tool = sent.getJsonArray("tools").getJsonObject(0);

        assertThat(tool.getString("name")).isEqualTo("a_b");
        assertThat(tool.getJsonObject("input_schema")
                        .getJsonObject("properties")
                        .keySet())
                .containsExactly("_filter_2", "_filter", "x");
        assertThat(tool.getJsonObject("input_schema").get("required")).hasToString("[\"_filter_2\",\"x\"]");
        assertThat(content(sent, 1).get(0).get("input")).hasToString("{\"_filter_2\":1,\"x\":2}");
        assertThat(sent.getJsonObject("tool_choice").getString("name")).isEqualTo("a_b");
        assertThat(warnings).hasSize(2);
    }

    @Test
    void givesTheCallersNamesBackInAnswers() throws Exception {
        AnthropicTranslator translator = translator("claude-sonnet-4-5", messages(USER) + ODD);
        translator.request();
        String call = "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"a_b\",\"input\":{%s}}";

        Folded whole = Folded.reply(translator
                .reply(("{\"content\":[" + call.formatted("\"_filter_2\":\"z\",\"x\":1")
                                + "],\"stop_reason\":\"tool_use\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .tree());
        assertThat(whole.calls()).containsExactly(new Folded.ToolCall("t", "a.b", "{\"$filter\":\"z\",\"x\":1}"));

        List<Chunk> chunks = new ArrayList<>();
        for (String event : List.of(
                "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"model\":\"m\"}}",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":" + call.formatted("") + "}",
                delta("{\\\"_fil"),
                delta("ter_2\\\":\\\"z\\\",\\\"x\\\":1}"),
                "{\"type\":\"content_block_stop\",\"index\":0}",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"},\"usage\":{\"output_tokens\":1}}",
                "{\"type\":\"message_stop\"}")) {
            translator.event(new ServerSentEvent(null, event, null), chunks::add);
        }
        chunks.remove(Chunk.DONE);
        assertThat(Folded.stream(chunks).calls())
                .containsExactly(new Folded.ToolCall("t", "a.b", "{\"$filter\":\"z\",\"x\":1}"));
    }

    private static String delta(String json) {
        return "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\""
                + json + "\"}}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "{} | {\"type\":\"object\",\"properties\":{}}",
                "{\"type\":[\"object\",\"null\"]} | {\"type\":\"object\",\"properties\":{}}",
                "{\"properties\":{\"a\":{}}} | {\"properties\":{\"a\":{}},\"type\":\"object\"}",
                "{\"type\":\"object\",\"properties\":null,\"required\":null} | {\"type\":\"object\"}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"date\",\"required\":true,\"items\":[{\"type\":\"string\"}],\"enum\":null}}} | {\"type\":\"object\",\"properties\":{\"a\":{\"prefixItems\":[{\"type\":\"string\"}]}}}",
                "{\"type\":\"object\",\"properties\":{\"type\":{\"type\":[\"string\",\"any\"]},\"required\":7}} | {\"type\":\"object\",\"properties\":{\"type\":{\"type\":[\"string\"]},\"required\":{}}}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"exclusiveMinimum\":true,\"minLength\":-1,\"maxLength\":1.5,\"title\":1,\"uniqueItems\":1,\"anyOf\":[]}}} | {\"type\":\"object\",\"properties\":{\"a\":{}}}",
                "{\"$ref\":\"#/$defs/n\",\"$defs\":{\"n\":{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/n\"}}}}} | {\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/n\"}},\"$defs\":{\"n\":{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/n\"}}}}}",
                "{\"allOf\":[{\"properties\":{\"a\":{}},\"required\":[\"a\"]},{\"properties\":{\"b\":{}},\"required\":[\"b\"]}]} | {\"type\":\"object\",\"properties\":{\"a\":{},\"b\":{}},\"description\":\"All of these JSON schemas hold: [{\\\"properties\\\":{\\\"a\\\":{}},\\\"required\\\":[\\\"a\\\"]},{\\\"properties\\\":{\\\"b\\\":{}},\\\"required\\\":[\\\"b\\\"]}]\",\"required\":[\"a\",\"b\"]}",
                "{\"description\":\"d\",\"properties\":{\"c\":{}},\"required\":[\"c\"],\"oneOf\":[{\"properties\":{\"a\":{}},\"required\":[\"a\"]},{\"required\":[\"c\"]}]} | {\"description\":\"d\\nExactly one of these JSON schemas holds: [{\\\"properties\\\":{\\\"a\\\":{}},\\\"required\\\":[\\\"a\\\"]},{\\\"required\\\":[\\\"c\\\"]}]\",\"properties\":{\"c\":{},\"a\":{}},\"required\":[\"c\"],\"type\":\"object\"}",
            })
    void makesSchemasOfToolsValid(String given, String sent) throws Exception {
        JsonObject tool = sent(messages(USER)
                        + ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":"
                        + given.strip() + "}}]")
                .getJsonArray("tools")
                .getJsonObject(0);

        assertThat(tool.get("input_schema")).isEqualTo(JsonSyntax.value(sent.strip()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            nullValues = "-",
            value = {"\"d\" | d", "7 | 7", "[\"a\",\"b\"] | a\\nb", "null | -", "\" \" | -"})
    void keepsWhatAToolIsSaidToDo(String given, String sent) throws Exception {
        JsonObject tool = sent(messages(USER)
                        + ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":" + given
                        + "}}]")
                .getJsonArray("tools")
                .getJsonObject(0);

        assertThat(tool.getString("description", null)).isEqualTo(sent == null ? null : sent.replace("\\n", "\n"));
    }

    @Test
    void saysThatAlternativesAtTheTopWentIntoWords() throws Exception {
        String tool = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":%s}}]";

        JsonObject sent = sent(
                messages(USER)
                        + tool.formatted(
                                "{\"anyOf\":[{\"required\":[\"a\",\"b\"]},{\"required\":[\"b\"]}],\"properties\":{\"a\":{},\"b\":{}}}"));
        assertThat(warnings)
                .containsExactly("schema_changed; alternatives at the top of a tool's schema go into its description");
        assertThat(sent.getJsonArray("tools")
                        .getJsonObject(0)
                        .getJsonObject("input_schema")
                        .get("required"))
                .hasToString("[\"b\"]");
        sent(messages(USER) + tool.formatted("{\"type\":\"object\",\"properties\":{}}"));
        assertThat(warnings).isEmpty();
    }

    @Test
    void endsWhereASchemaRefersToItself() throws Exception {
        String circle =
                "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"$ref\":\"#/$defs/a\"}}}";
        JsonObject schema = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> AnthropicInput.schema(JsonSyntax.object(circle), new AnthropicRepairs()));

        assertThat(schema.getString("type")).isEqualTo("object");
    }

    @Test
    void keepsNamesOfParametersUpToTheLimit() throws Exception {
        String schema = "{\"type\":\"object\",\"properties\":{\"%s\":{}}}";
        String longest = "x".repeat(64);
        AnthropicNames names = new AnthropicNames(new AnthropicRepairs());
        JsonObject right = JsonSyntax.object(schema.formatted(longest));
        JsonObject tooLong = JsonSyntax.object(schema.formatted(longest + "y"));

        assertThat(names.parameters("f", right)).isSameAs(right);
        assertThat(names.changedAny()).isFalse();
        assertThat(names.changedParameters(JsonSyntax.object("{\"name\":\"f\"}")))
                .isFalse();
        assertThat(names.parameters("f", tooLong).getJsonObject("properties").keySet())
                .singleElement()
                .asString()
                .hasSize(64);
        assertThat(names.changedAny()).isTrue();
        assertThat(names.changedParameters(JsonSyntax.object("{\"name\":\"f\"}")))
                .isTrue();
        assertThat(names.changedParameters(JsonSyntax.object("{\"name\":\"g\"}")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({",4096", "\"max_tokens\":4096,4096", "\"max_completion_tokens\":4095,4095"})
    void saysNothingOfALimitThatTheModelGives(String limit, int tokens) throws Exception {
        assertThat(sent("claude-3-haiku-20240307", (limit == null ? "" : limit + ",") + messages(USER))
                        .getInt("max_tokens"))
                .isEqualTo(tokens);
        assertThat(warnings).isEmpty();
    }

    @Test
    void leavesSchemasAloneThatAreValid() throws Exception {
        for (String valid : List.of(
                "{'type':['object','null'],'properties':{'a':{'type':'string','minLength':0,'format':'date'}},'required':['a']}",
                "{'anyOf':[{'type':'string'},true],'allOf':[{'not':{'type':'null'}}],'minimum':-1.5,'uniqueItems':false}",
                "{'$defs':{'a':{'items':false,'prefixItems':[{'type':'null'}],'enum':[1],'x-own':{'y':null}}}}")) {
            JsonObject schema = JsonSyntax.object(valid.replace('\'', '"'));

            assertThat(AnthropicSchemas.valid(schema)).as(valid).isSameAs(schema);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "{'anyOf':[{'type':'date'},'x']} | {'anyOf':[{}]}",
                "{'anyOf':[{'type':'string'},7,{'type':'null'}]} | {'anyOf':[{'type':'string'},{'type':'null'}]}",
                "{'anyOf':[{'type':'string'},{'type':'date'}]} | {'anyOf':[{'type':'string'},{}]}",
                "{'anyOf':['x']} | {}",
                "{'anyOf':{}} | {}",
                "{'required':['a',7,'a']} | {'required':['a']}",
                "{'required':'a'} | {}",
                "{'minLength':0,'maxLength':-1,'minItems':2.0,'maxItems':'1'} | {'minLength':0,'minItems':2.0}",
                "{'minimum':'0','maximum':0} | {'maximum':0}",
                "{'items':[{'type':'date'},{'type':'string'}]} | {'prefixItems':[{},{'type':'string'}]}",
                "{'items':'string','not':7,'contains':{'type':'any'}} | {'contains':{}}",
                "{'properties':[],'$defs':{'a':'text','b':{'type':'any'},'c':true}} | {'$defs':{'a':{},'b':{},'c':true}}",
                "{'type':[]} | {}",
                "{'type':['any']} | {}",
                "{'type':{'a':1}} | {}",
                "{'type':['string','string']} | {'type':['string']}",
                "{'enum':'a','examples':{},'const':null} | {'const':null}",
                "{'description':7} | {'description':'7'}",
                "{'properties':{'a':{'description':['b']},'c':{'description':null}}} | {'properties':{'a':{'description':'[\\'b\\']'},'c':{}}}",
                "{'readOnly':'yes','deprecated':true} | {'deprecated':true}",
            })
    void leavesOutOfASchemaWhatTheDraftDoesNotAllow(String given, String valid) throws Exception {
        assertThat(AnthropicSchemas.valid(JsonSyntax.object(given.strip().replace('\'', '"'))))
                .isEqualTo(
                        JsonSyntax.object(valid.strip().replace("\\'", "\\\"").replace('\'', '"')));
    }

    @Test
    void saysWhichTurnsItChanged() throws Exception {
        sent(messages("{\"role\":\"assistant\",\"content\":\"a\"}", USER));
        assertThat(warnings).containsExactly("turn_added; a conversation must begin with the user");
        sent(messages(USER, "{\"role\":\"assistant\",\"content\":\"a \"}"));
        assertThat(warnings).containsExactly("blanks_left_out; the last words must not end in a blank");
        sent(messages(USER, "{\"role\":\"assistant\",\"content\":\"a\"}"));
        assertThat(warnings).isEmpty();
    }

    @Test
    void stopsThinkingWhereTheVeryFirstTurnHasLostItsThoughts() throws Exception {
        String thinking = ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}";

        assertThat(sent(messages(calls("t"), result("t", "\"r\"")) + thinking).containsKey("thinking"))
                .isFalse();
        assertThat(warnings).anyMatch(warning -> warning.startsWith("thinking_left_out; "));
        assertThat(sent(messages(USER) + thinking).containsKey("thinking")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"minimum\":0,\"description\":\"d\"}}} | {\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"description\":\"d {\\\"minimum\\\":0}\"}},\"additionalProperties\":false}",
                "{\"$schema\":\"s\",\"oneOf\":[{\"type\":\"string\",\"format\":\"regex\"},{\"type\":\"string\",\"format\":\"date\"}]} | {\"anyOf\":[{\"type\":\"string\",\"description\":\"{\\\"format\\\":\\\"regex\\\"}\"},{\"type\":\"string\",\"format\":\"date\"}]}",
                "{\"type\":\"array\",\"items\":{\"type\":\"null\"},\"minItems\":1} | {\"type\":\"array\",\"items\":{\"type\":\"null\"},\"minItems\":1}",
                "{\"type\":\"array\",\"items\":{\"type\":\"null\"},\"minItems\":2} | {\"type\":\"array\",\"items\":{\"type\":\"null\"},\"description\":\"{\\\"minItems\\\":2}\"}",
                "{\"type\":[\"object\",\"null\"],\"properties\":{}} | {\"type\":[\"object\",\"null\"],\"properties\":{},\"additionalProperties\":false}",
                "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"type\":\"string\"}}} | {\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"type\":\"string\"}}}",
            })
    void closesTheFormatsOfAnswers(String given, String sent) throws Exception {
        assertThat(AnthropicFormats.of(JsonSyntax.object(given.strip()))).isEqualTo(JsonSyntax.value(sent.strip()));
    }

    @Test
    void saysInWordsWhatNoFormatSays() throws Exception {
        for (String schema : List.of(
                "{}",
                "{\"type\":\"object\",\"additionalProperties\":true}",
                "{\"type\":\"array\",\"items\":true}",
                "{\"enum\":[{\"a\":1}]}",
                "{\"$ref\":\"https://example.org/s\"}",
                "{\"$ref\":\"#/nowhere\"}",
                "{\"type\":\"string\",\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"type\":\"string\"}}}",
                "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/a\"}}}}}")) {
            JsonObject sent = sent(messages(USER)
                    + ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":" + schema + "}}");

            assertThat(sent.containsKey("output_config")).as(schema).isFalse();
            assertThat(sent.getString("system")).endsWith("It must fit this JSON schema: " + schema);
            assertThat(warnings).singleElement().asString().startsWith("response_format_in_words; ");
        }
        JsonObject old = sent(
                "claude-3-7-sonnet",
                messages(USER)
                        + ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":{\"type\":\"string\"}}}");
        assertThat(old.containsKey("output_config")).isFalse();
    }

    @Test
    void holdsAModelToAToolWhereItCan() throws Exception {
        String tool = "{\"type\":\"function\",\"function\":{\"name\":\"f%d\",\"strict\":true,\"parameters\":%s}}";
        JsonObject open = sent(messages(USER) + ",\"tools\":["
                        + tool.formatted(1, "{\"type\":\"object\",\"properties\":{\"a\":{}}}") + "]")
                .getJsonArray("tools")
                .getJsonObject(0);
        assertThat(open.containsKey("strict")).isFalse();
        assertThat(warnings).singleElement().asString().startsWith("strict_left_out; ");

        List<String> many = new ArrayList<>();
        for (int i = 0; i < 22; i++) {
            many.add(tool.formatted(i, "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}"));
        }
        String tools = messages(USER) + ",\"tools\":[" + String.join(",", many) + "," + many.get(0) + "]";
        assertThat(strict(sent(tools))).isEqualTo(20);
        assertThat(sent(tools).getJsonArray("tools")).hasSize(22);
        assertThat(strict(sent("claude-3-7-sonnet", tools))).isZero();
    }

    private static long strict(JsonObject sent) {
        return sent.getJsonArray("tools").getValuesAs(JsonObject.class).stream()
                .filter(tool -> tool.containsKey("strict"))
                .count();
    }

    @Test
    void refusesToolsWithoutJson() {
        GatewayException refused = catchThrowableOfType(
                GatewayException.class,
                () -> sent(messages(USER) + ",\"tools\":[{\"type\":\"custom\",\"custom\":{\"name\":\"c\"}}]"));

        assertThat(refused.failure().param()).isEqualTo("tools");
    }

    private static String messages(String... messages) {
        return "\"messages\":[" + String.join(",", messages) + "]";
    }

    private static String calls(String... ids) {
        List<String> calls = new ArrayList<>();
        for (String id : ids) {
            calls.add(
                    "{\"id\":\"" + id + "\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}");
        }
        return "{\"role\":\"assistant\",\"tool_calls\":[" + String.join(",", calls) + "]}";
    }

    private static String result(String id, String content) {
        return "{\"role\":\"tool\",\"tool_call_id\":\"" + id + "\",\"content\":" + content + "}";
    }

    private static List<JsonObject> content(JsonObject sent, int message) {
        return sent.getJsonArray("messages")
                .getJsonObject(message)
                .getJsonArray("content")
                .getValuesAs(JsonObject.class);
    }

    private static List<String> ids(JsonObject sent, int message, String name) {
        return content(sent, message).stream()
                .map(block -> block.getString(name, ""))
                .toList();
    }

    private static List<String> texts(JsonObject sent, int message) {
        return content(sent, message).stream()
                .map(block -> block.getString("text", block.getString("content", "")))
                .toList();
    }

    private JsonObject sent(String members) throws Exception {
        return sent("claude-sonnet-4-5", members);
    }

    /** The request that leaves; it always keeps the rules. */
    private JsonObject sent(String model, String members) throws Exception {
        AnthropicTranslator translator = translator(model, members);
        var request = translator.request();
        JsonObject sent = request.body().tree();
        if (model.startsWith("claude") && !sent.toString().contains("foreign") && !members.contains("QU")) {
            assertThat(
                            AnthropicRules.ofAnthropic()
                                    .broken(new SentRequest("/v1/messages", request.headers(), sent))
                                    .stream()
                                    .filter(broken -> !broken.id().equals("thinking-signature")))
                    .as("%s", sent)
                    .isEmpty();
        }
        warnings = translator.warnings();
        assertThat(sent.values()).doesNotContain(JsonValue.NULL);
        return sent;
    }

    private AnthropicTranslator translator(String model, String members) throws Exception {
        return new AnthropicTranslator(
                ProviderSettings.read(MapSettings.withProvider("a").settings(), "a"),
                Inquiry.chat(JsonDocument.parse("{" + members + "}"), model, false),
                memory);
    }
}
