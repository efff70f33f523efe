package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonNumber;
import java.math.BigDecimal;
import java.util.List;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;

/** Temperature and its kin: up to 1 here, none while the model thinks, one of them since 4.1, none of them since 4.7. */
final class AnthropicSampling {
    private static final List<String> ALL = List.of("temperature", "top_p", "top_k");

    private AnthropicSampling() {}

    static void edit(
            JsonDocument body,
            AnthropicModel model,
            AnthropicThinking thinking,
            JsonEdits edits,
            AnthropicRepairs repairs) {
        if (thinking.on() || !model.takesSampling()) {
            if (ALL.stream().anyMatch(name -> JsonParts.present(body.value(name)))) {
                repairs.note("sampling_left_out; "
                        + (thinking.on() ? "a model that thinks takes none" : "this model takes none"));
            }
            ALL.forEach(edits::remove);
            return;
        }
        boolean hasTemperature = JsonParts.present(body.value("temperature"));
        if (hasTemperature && JsonParts.present(body.value("top_p")) && !model.takesTwoSamplings()) {
            edits.remove("top_p");
            repairs.note("top_p_left_out; this model takes temperature or top_p, not both");
        }
        if (body.value("temperature") instanceof JsonNumber temperature
                && temperature.bigDecimalValue().compareTo(BigDecimal.ONE) > 0) {
            edits.set("temperature", JsonParts.number(1));
            repairs.note("temperature_lowered; it ends at 1 here");
        }
    }
}
