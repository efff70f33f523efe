package lakehouse.gateway.audit.state;

import jakarta.json.JsonObject;
import lakehouse.gateway.json.JsonParts;

/**
 * A first reply that could not be used, kept so that a crash before the second one does not ask for it again.
 *
 * @param reply what the model said
 * @param error what is wrong with it
 * @param asked what it took
 */
public record InvalidReply(String reply, String error, Asked asked) {
    JsonObject json() {
        return JsonParts.object()
                .add("reply", reply)
                .add("error", error)
                .add("asked", PartResultJson.write(asked))
                .build();
    }

    static InvalidReply of(JsonObject json) {
        return new InvalidReply(
                json.getString("reply"), json.getString("error"), PartResultJson.asked(json.getJsonObject("asked")));
    }
}
