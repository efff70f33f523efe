package lakehouse.gateway.provider;

import lakehouse.gateway.json.JsonDocument;

/**
 * A chat request on its way to one provider.
 *
 * @param body the caller's body as it came
 * @param model the upstream's name of the model
 * @param stream whether the caller wants a stream
 */
public record ChatCall(JsonDocument body, String model, boolean stream) {}
