package lakehouse.gateway.form;

import jakarta.json.JsonObject;
import lakehouse.gateway.json.JsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants, read and found to be in order.
 *
 * @param body the caller's whole body, as it came
 * @param language the language that the body is written in
 * @param selector the provider that the request names beside its model; null when it names none
 * @param requested the model that the request names, or, on its way to a provider, that provider's name of it; null when
 *     there is none
 * @param stream whether the caller wants a stream
 */
public record Inquiry(
        JsonDocument body,
        String language,
        @Nullable String selector,
        @Nullable String requested,
        boolean stream) {
    /** OpenAI's chat completions, which the common form is made of. */
    public static final String CHAT = "chat";

    /** An inquiry in the language of the common form. */
    public static Inquiry chat(JsonDocument body, String model, boolean stream) {
        return new Inquiry(body, CHAT, null, model, stream);
    }

    /** Whether the caller asked for usage figures at the end of its stream. */
    public boolean wantsUsage() {
        return body.value("stream_options") instanceof JsonObject options && options.getBoolean("include_usage", false);
    }

    /** This inquiry with another body. */
    public Inquiry with(JsonDocument other) {
        return new Inquiry(other, language, selector, requested, stream);
    }

    /** This inquiry at a provider, which calls the model by this name. */
    public Inquiry at(String route) {
        return new Inquiry(body, language, selector, route, stream);
    }

    /**
     * The model.
     *
     * @throws IllegalStateException when the request names none, and no route was found yet
     */
    public String model() {
        if (requested == null) {
            throw new IllegalStateException("An inquiry at a provider has a model.");
        }
        return requested;
    }
}
