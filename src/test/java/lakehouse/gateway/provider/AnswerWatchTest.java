package lakehouse.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonArray;
import java.util.List;
import lakehouse.gateway.config.InvalidSettingException;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits, and the warnings about them. */
class AnswerWatchTest {
    private final MapSettings settings = MapSettings.withProvider("p");

    @ParameterizedTest
    @CsvSource({
        "raise, 200, 1500, max_tokens_raised; from=200 to=1500",
        "warn, 200, 200, max_tokens_below_floor; max_tokens=200 floor=1500; reasoning counts against it so ask for 1500 or more",
        "WARN, 200, 200, max_tokens_below_floor; max_tokens=200 floor=1500; reasoning counts against it so ask for 1500 or more",
        "keep, 200, 200,",
        "raise, 1500, 1500,",
        "raise, 1501, 1501,",
    })
    void appliesTheFloorAsThePolicySays(String policy, int given, int sent, String warning) throws Exception {
        settings.set("gateway.provider.p.max-tokens-floor", "1500").set("gateway.provider.p.max-tokens-policy", policy);

        for (String field : List.of("max_tokens", "max_completion_tokens")) {
            TokenLimit limit = limit("\"" + field + "\":" + given);
            assertThat(limit.sent()).isEqualTo(sent);
            assertThat(limit.field()).isEqualTo(field);
            assertThat(limit.warning() == null ? null : limit.warning().replace("it, so", "it so"))
                    .isEqualTo(warning);
            assertThat(watch("\"" + field + "\":" + given).warnings()).hasSize(warning == null ? 0 : 1);
        }
    }

    @Test
    void warnsByDefaultAndSaysWhatPoliciesThereAre() throws Exception {
        settings.set("gateway.provider.p.max-tokens-floor", "1500");
        assertThat(limit("\"max_tokens\":1").warning()).startsWith("max_tokens_below_floor");

        settings.set("gateway.provider.p.max-tokens-policy", "shout");
        assertThatThrownBy(() -> limit(""))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(
                        "gateway.provider.p.max-tokens-policy has a value of 5 characters that cannot be used. Write one of raise, warn, keep.");
    }

    @Test
    void sendsTheOperatorsLimitWhenTheCallerGivesNone() throws Exception {
        settings.set("gateway.provider.p.max-tokens", "9000");

        assertThat(limit("")).isEqualTo(new TokenLimit(null, 9000, null));
        assertThat(limit("\"max_tokens\":null").sent()).isEqualTo(9000);
        assertThat(limit("\"max_tokens\":\"7\"").sent()).isEqualTo(9000);
        assertThat(limit("\"max_tokens\":7").sent()).isEqualTo(7);
        assertThat(limit("\"max_tokens\":7,\"max_completion_tokens\":8").sent()).isEqualTo(8);
        assertThat(limit("\"max_tokens\":7,\"max_completion_tokens\":8").field())
                .isEqualTo("max_completion_tokens");
    }

    @Test
    void knowsWhetherTheRequestMustChange() throws Exception {
        JsonDocument body = JsonDocument.parse("{\"max_tokens\":7}");

        assertThat(new TokenLimit("max_tokens", 7, null).differsFrom(body)).isFalse();
        assertThat(new TokenLimit("max_tokens", 8, null).differsFrom(body)).isTrue();
        assertThat(new TokenLimit(null, 8, null).differsFrom(body)).isTrue();
        assertThat(new TokenLimit(null, null, null).differsFrom(body)).isFalse();
    }

    @Test
    void saysWhatToSetWhenReasoningUsedUpTheBudget() throws Exception {
        AnswerWatch ungiven = watch("");
        ungiven.finished(0, "length");
        assertThat(ungiven.warnings())
                .containsExactly(
                        "reasoning_exhausted_budget;; the answer has no text because reasoning used up the limit: ask for more"
                                + " tokens, or have the operator set gateway.provider.p.max-tokens higher");

        settings.set("gateway.provider.p.max-tokens-floor", "1500");
        AnswerWatch given = watch("\"max_tokens\":2000");
        given.usage(JsonSyntax.object(
                "{\"completion_tokens\":200,\"completion_tokens_details\":{\"reasoning_tokens\":199}}"));
        given.usage(null);
        given.finished(0, "length");
        assertThat(given.warnings())
                .containsExactly(
                        "reasoning_exhausted_budget; max_tokens=2000 completion_tokens=200 reasoning_tokens=199; the answer has no"
                                + " text because reasoning used up the limit: ask for at least 1500 tokens, or have the operator set"
                                + " gateway.provider.p.max-tokens-policy=raise and gateway.provider.p.max-tokens-floor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"content\":\"x\"}",
                "{\"tool_calls\":[{}]}",
                "{\"refusal\":\"no\"}",
                "{\"audio\":{}}",
                "{\"function_call\":{}}",
                "{\"content\":[{}]}"
            })
    void countsEverythingThatAClientSees(String part) throws Exception {
        AnswerWatch watch = watch("");
        watch.part(0, JsonSyntax.object(part));
        watch.finished(0, "length");
        assertThat(watch.warnings()).isEmpty();

        watch.finished(1, "length");
        assertThat(watch.warnings()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"content\":\"\"}",
                "{\"tool_calls\":[]}",
                "{\"content\":null}",
                "{\"reasoning_content\":\"x\"}"
            })
    void countsNothingThatAClientDoesNotSee(String part) throws Exception {
        AnswerWatch watch = watch("");
        watch.part(0, JsonSyntax.object(part));
        watch.finished(0, "length");

        assertThat(watch.warnings()).hasSize(1);
    }

    @Test
    void warnsOfNothingElse() throws Exception {
        AnswerWatch watch = watch("");
        watch.finished(0, "stop");
        assertThat(watch.warnings()).isEmpty();
        watch.warn("own");
        assertThat(watch.warnings()).containsExactly("own");
        AnswerWatch written = watch("");
        written.text();
        written.finished(0, "length");
        assertThat(written.warnings()).isEmpty();
        AnswerWatch called = watch("");
        called.toolCall("t");
        called.finished(0, "length");
        assertThat(called.warnings()).isEmpty();
    }

    @Test
    void putsDetailsThatCameInPiecesTogether() throws Exception {
        ReasoningDetails details = new ReasoningDetails();
        assertThat(details.whole()).isNull();
        details.add(array("{\"index\":0,\"type\":\"a\",\"text\":\"w\",\"signature\":null,\"n\":1}"));
        details.add(
                array(
                        "{\"index\":0,\"type\":\"a\",\"text\":\"hy\",\"signature\":\"s\",\"n\":null},{\"index\":0,\"type\":\"b\",\"data\":\"x\"}"));
        details.add(array("{\"index\":0,\"type\":\"b\",\"data\":null},{\"type\":\"c\"},{\"type\":\"c\"}"));

        assertThat(details.whole())
                .hasToString("[{\"index\":0,\"type\":\"a\",\"text\":\"why\",\"signature\":\"s\",\"n\":1},"
                        + "{\"index\":0,\"type\":\"b\",\"data\":\"x\"},{\"type\":\"c\"},{\"type\":\"c\"}]");
    }

    @Test
    void wrapsArgumentsThatAreNoObject() throws Exception {
        assertThat(ToolArguments.object(JsonSyntax.value("\"{\\\"a\\\":1}\""))).hasToString("{\"a\":1}");
        assertThat(ToolArguments.object(JsonSyntax.value("{\"a\":1}"))).hasToString("{\"a\":1}");
        assertThat(ToolArguments.object(JsonSyntax.value("\" \""))).isEmpty();
        assertThat(ToolArguments.object(null)).isEmpty();
        assertThat(ToolArguments.object(JsonSyntax.value("\"[1]\""))).hasToString("{\"arguments\":\"[1]\"}");
        assertThat(ToolArguments.text(JsonSyntax.value("{\"a\":1}"))).isEqualTo("{\"a\":1}");
        assertThat(ToolArguments.text(JsonSyntax.value("\"x\""))).isEqualTo("x");
        assertThat(ToolArguments.text(null)).isEqualTo("{}");
    }

    @Test
    void readsFilesInsideAddresses() {
        assertThat(DataUrl.of("data:image/png;base64,QQ==")).contains(new DataUrl("image/png", "QQ=="));
        assertThat(DataUrl.of("DATA:image/png;name=a;BASE64,QQ==")).contains(new DataUrl("image/png", "QQ=="));
        assertThat(DataUrl.of("data:text/plain,a")).isEmpty();
        assertThat(DataUrl.of("https://example.org/data:image/png;base64,QQ==")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "\"reasoning_effort\":\"low\" | low",
                "\"reasoning\":{\"effort\":\"high\"} | high",
                "\"reasoning\":{\"enabled\":false,\"effort\":\"high\"} | none",
                "\"reasoning\":{\"enabled\":true} |",
                "\"reasoning\":\"x\" |",
                "\"x\":1 |",
            })
    void readsTheEffort(String members, String effort) throws Exception {
        assertThat(Effort.of(JsonDocument.parse("{" + members + "}"))).isEqualTo(effort);
    }

    private static JsonArray array(String items) throws Exception {
        return JsonSyntax.value("[" + items + "]").asJsonArray();
    }

    private TokenLimit limit(String members) throws Exception {
        return watch(members).limit();
    }

    private AnswerWatch watch(String members) throws Exception {
        return AnswerWatch.of(
                ProviderSettings.read(settings.settings(), "p"),
                Inquiry.chat(JsonDocument.parse("{" + members + "}"), "m", true),
                new ReasoningMemory());
    }
}
