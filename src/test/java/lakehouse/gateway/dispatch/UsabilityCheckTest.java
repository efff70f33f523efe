package lakehouse.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsabilityCheckTest {
    private static final String JSON_WANTED = "{\"response_format\":{\"type\":\"json_object\"},\"messages\":[]}";
    private static final String TEXT_WANTED = "{\"messages\":[]}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"content\":\"PONG\"}",
                "{\"content\":[{\"type\":\"text\",\"text\":\"PONG\"}]}",
                "{\"content\":null,\"tool_calls\":[{\"id\":\"1\"}]}",
                "{\"content\":null,\"function_call\":{\"name\":\"f\"}}",
                "{\"content\":null,\"refusal\":\"I will not.\"}"
            })
    void takesWhatWorkCanGoOnWith(String message) throws MalformedJsonException {
        assertThat(problem(TEXT_WANTED, "{\"choices\":[{\"message\":" + message + "}]}"))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[]}",
                "{\"choices\":[{\"message\":{\"content\":\"\"}}]}",
                "{\"choices\":[{\"message\":{\"content\":\" \\n\"}}]}",
                "{\"choices\":[{\"message\":{\"content\":null,\"reasoning\":\"long thoughts\"}}]}",
                "{\"choices\":[{\"message\":{\"content\":null,\"tool_calls\":[]}}]}"
            })
    void refusesAnAnswerWithoutTextAndToolCall(String answer) throws MalformedJsonException {
        assertThat(problem(TEXT_WANTED, answer)).contains("no visible text");
    }

    @Test
    void looksAtTheTextOfAllChunksTogether() throws MalformedJsonException {
        assertThat(problem(JSON_WANTED, delta(0, "{\\\"a\\\":"), delta(0, "1}")))
                .isNull();
    }

    @Test
    void refusesTextWhereJsonWasAskedFor() throws MalformedJsonException {
        assertThat(problem(JSON_WANTED, delta(0, "Sure! {\\\"a\\\":1}"))).contains("not the JSON");
        assertThat(problem(JSON_WANTED, delta(0, "{\\\"a\\\":"))).contains("not the JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\\\"a\\\":1} That is all.",
                "{\\\"a\\\":1}{\\\"b\\\":2}",
                "{\\\"a\\\":1}\\n{}",
                "42",
                "\\\"text\\\""
            })
    void refusesMoreOrLessThanOneJsonObject(String content) throws MalformedJsonException {
        assertThat(problem(JSON_WANTED, delta(0, content))).contains("not the JSON");
    }

    @Test
    void looksAtEachChoiceByItself() throws MalformedJsonException {
        assertThat(problem(JSON_WANTED, delta(0, "{\\\"a\\\":"), delta(1, "{}"), delta(0, "1}")))
                .isNull();
        assertThat(problem(JSON_WANTED, delta(0, "{}"), delta(1, "no"))).contains("not the JSON");
    }

    @Test
    void takesAContentFilterForTheAnswer() throws MalformedJsonException {
        assertThat(problem(
                        JSON_WANTED, "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"content_filter\"}]}"))
                .isNull();
    }

    private static String delta(int choice, String content) {
        return "{\"choices\":[{\"index\":" + choice + ",\"delta\":{\"content\":\"" + content + "\"}}]}";
    }

    private static String problem(String request, String... answers) throws MalformedJsonException {
        UsabilityCheck check = new UsabilityCheck(JsonDocument.parse(request));
        for (String answer : answers) {
            check.see(JsonSyntax.object(answer));
        }
        return check.problem();
    }
}
