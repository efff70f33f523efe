package lakehouse.gateway.provider;

import jakarta.json.JsonObject;
import lakehouse.gateway.json.JsonDocument;

/**
 * A chat request on its way to one provider.
 *
 * @param body the caller's body as it came
 * @param model the upstream's name of the model
 * @param stream whether the caller wants a stream
 */
public record ChatCall(JsonDocument body, String model, boolean stream) {
    /** Whether the caller asked for usage figures at the end of its stream. */
    public boolean wantsUsage() {
        return body.value("stream_options") instanceof JsonObject options && options.getBoolean("include_usage", false);
    }

    /** This call with another body. */
    public ChatCall with(JsonDocument other) {
        return new ChatCall(other, model, stream);
    }
}
