package lakehouse.gateway.audit.state;

import jakarta.json.JsonObject;
import java.util.Locale;
import lakehouse.gateway.json.JsonParts;

/**
 * What a second model says of a finding.
 *
 * @param finding fingerprint of the finding
 * @param view of the model; none when it did not answer in a way that counts
 * @param reason in the model's words, or why there is no view
 * @param quote the code that it goes by; empty when it has no view
 * @param asked what it took
 */
public record Opinion(String finding, View view, String reason, String quote, Asked asked) {
    /** What a model thinks. */
    public enum View {
        AGREES,
        DISAGREES,
        NONE;

        /** In small letters. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    JsonObject json() {
        return JsonParts.object()
                .add("finding", finding)
                .add("view", view.word())
                .add("reason", reason)
                .add("quote", quote)
                .add("asked", PartResultJson.write(asked))
                .build();
    }

    static Opinion of(JsonObject json) {
        return new Opinion(
                json.getString("finding"),
                View.valueOf(json.getString("view").toUpperCase(Locale.ROOT)),
                json.getString("reason"),
                json.getString("quote"),
                PartResultJson.asked(json.getJsonObject("asked")));
    }
}
