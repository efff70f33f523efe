package lakehouse.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import lakehouse.gateway.json.JsonSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentedMessagesTest {
    private static final String CALL = "{'id':'a','type':'function','function':{'name':'f','arguments':'{}'}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'role':'user','content':'u'}",
                "{'role':'assistant','content':null}",
                "{'role':'user','content':[{'type':'text','text':'a'},{'type':'image_url','image_url':{'url':'u','detail':'low'}}]}",
                "{'role':'assistant','tool_calls':[" + CALL + "]},{'role':'tool','tool_call_id':'a','content':'r'}",
                "{'role':'tool','tool_call_id':'a','content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}",
                "{'role':'tool','tool_call_id':'a','content':[{'type':'text','text':'a'},{'type':'image_url','image_url':{'url':'u'}}]}",
            })
    void leavesMessagesAloneThatAreAsDocumented(String messages) throws Exception {
        JsonArray given = json(messages);

        assertThat(DocumentedMessages.of(given)).isSameAs(given);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "{'role':'user','content':7} | {'role':'user','content':'7'}",
                "{'role':'user','content':['a',{'type':'text','text':7}]} | {'role':'user','content':[{'type':'text','text':'a'},{'type':'text','text':'{\\'type\\':\\'text\\',\\'text\\':7}'}]}",
                "{'role':'user','content':[{'type':'image_url','image_url':'u'}]} | {'role':'user','content':[{'type':'image_url','image_url':{'url':'u'}}]}",
                "{'role':'user','content':[{'type':'image_url','image_url':{'url':'u','detail':null}}]} | {'role':'user','content':[{'type':'image_url','image_url':{'url':'u'}}]}",
                "{'role':'tool','tool_call_id':'a','content':[]} | {'role':'tool','tool_call_id':'a','content':''}",
                "{'role':'tool','tool_call_id':'a','content':null} | {'role':'tool','tool_call_id':'a','content':''}",
                "{'role':'tool','tool_call_id':'a','content':[{'type':'text','text':'a'},7]} | {'role':'tool','tool_call_id':'a','content':'a\\n7'}",
                "{'role':'tool','tool_call_id':'a','content':[{'type':'text','text':'a'},{'type':'row','n':1}]} | {'role':'tool','tool_call_id':'a','content':'a\\n{\\'type\\':\\'row\\',\\'n\\':1}'}",
                "{'role':'assistant','tool_calls':[]} | {'role':'assistant'}",
            })
    void writesContentAsDocumented(String given, String written) throws Exception {
        assertThat(DocumentedMessages.of(json(given))).isEqualTo(json(written));
    }

    /** A result without an id is of the first call of the last turn that waits for one. */
    @Test
    void givesCallsAndResultsTheirIds() throws Exception {
        String call = "{'function':{'name':'f','arguments':{'a':1}}}";
        String made = "{'id':'call_gateway_%d','type':'function','function':{'name':'f','arguments':'{\\'a\\':1}'}}";

        assertThat(DocumentedMessages.of(json("{'role':'assistant','tool_calls':[" + call + "," + call + "]},"
                        + "{'role':'tool','tool_call_id':'call_gateway_0','content':'x'},{'role':'tool','content':'y'},{'role':'tool','content':'z'},"
                        + "{'role':'assistant','tool_calls':[" + CALL + "]},"
                        + "{'role':'assistant','tool_calls':[{'id':7,'type':'custom','custom':{'name':'g','input':'i'}}]},"
                        + "{'role':'tool','content':'w'},{'role':'tool','content':'v'}")))
                .isEqualTo(
                        json(
                                "{'role':'assistant','tool_calls':[" + made.formatted(0) + "," + made.formatted(1)
                                        + "]},{'role':'tool','tool_call_id':'call_gateway_0','content':'x'},"
                                        + "{'role':'tool','content':'y','tool_call_id':'call_gateway_1'},{'role':'tool','content':'z','tool_call_id':'call_gateway_2'},"
                                        + "{'role':'assistant','tool_calls':[" + CALL + "]},"
                                        + "{'role':'assistant','tool_calls':[{'id':'7','type':'function','function':{'name':'g','arguments':'{\\'input\\':\\'i\\'}'}}]},"
                                        + "{'role':'tool','content':'w','tool_call_id':'7'},{'role':'tool','content':'v','tool_call_id':'call_gateway_3'}"));
    }

    private static JsonArray json(String messages) throws Exception {
        return JsonSyntax.value("[" + messages.strip().replace("\\'", "\\\"").replace('\'', '"') + "]")
                .asJsonArray();
    }
}
