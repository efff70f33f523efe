package lakehouse.gateway.requests;

/**
 * Random chat requests in OpenAI's format, as its API takes them and as clients send them: every part kind, shape of a
 * history, form of a tool, a schema and a number. The same seed makes the same request.
 */
public final class OpenAiRequests {
    private OpenAiRequests() {}

    /** The request of a seed, as JSON. */
    public static String random(long seed) {
        Dice dice = new Dice(seed);
        RandomTools tools = new RandomTools(dice);
        Members request = new Members();
        if (dice.onceIn(2)) {
            request.text("model", "some-model");
        }
        boolean fieldsFirst = dice.onceIn(2);
        RandomFields fields = new RandomFields(dice);
        if (fieldsFirst) {
            fields.addTo(request);
        }
        request.put("messages", new RandomMessages(dice, tools).list());
        tools.addTo(request);
        if (!fieldsFirst) {
            fields.addTo(request);
        }
        return request.toString();
    }
}
