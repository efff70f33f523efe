package lakehouse.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import lakehouse.gateway.json.JsonSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReasoningInsertionTest {
    @Test
    void addsTheOtherNameAndLeavesTheRestToTheLetter() throws Exception {
        assertThat(
                        inserted(
                                "{ \"x\":1.0,\"choices\":[{\"delta\":{\"reasoning\":\"why\", \"a\":1}, \"finish_reason\":null}]}"))
                .isEqualTo(
                        "{ \"x\":1.0,\"choices\":[{\"delta\":{\"reasoning_content\":\"why\",\"reasoning\":\"why\", \"a\":1}, \"finish_reason\":null}]}");
    }

    /** Where it stands twice, behind a backslash or in another form, the whole chunk has to be written anew. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"delta\":{\"reasoning\":\"why\"},\"finish_reason\":\"stop\"}]}",
                "{\"choices\":[{\"delta\":{\"reasoning\":\"why\",\"reasoning_content\":\"why\"}}]}",
                "{\"choices\":[{\"delta\":{\"reasoning\":\"why\",\"tool_calls\":[]}}]}",
                "{\"choices\":[{\"delta\":{\"reasoning\":\"\"}}]}",
                "{\"choices\":[{\"delta\":{\"reasoning\":7}}]}",
                "{\"choices\":[{\"delta\":7}]}",
                "{\"choices\":[{\"delta\" : {\"reasoning\":\"why\"}}]}",
                "{\"choices\":[{\"delta\":{\"reasoning\":\"why\",\"more\":{\"delta\":{}}}}]}",
                "{\"x\":\"\\\"delta\\\":{\",\"choices\":[{\"delta\" :{\"reasoning\":\"why\"}}]}",
                "{\"x\":{\"delta\":{\"a\":1}},\"choices\":[{\"delta\":{\"reasoning\":\"why\"}}]}",
            })
    void leavesItToOthersWhereThePlaceIsNotCertain(String chunk) throws Exception {
        assertThat(inserted(chunk)).isNull();
    }

    private static String inserted(String chunk) throws Exception {
        return ReasoningInsertion.text(
                chunk, JsonSyntax.object(chunk).getJsonArray("choices").getJsonObject(0));
    }
}
