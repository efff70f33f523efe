package lakehouse.gateway.providers.kimi;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.Repairs;
import lakehouse.gateway.provider.StopSequences;
import lakehouse.gateway.provider.TokenLimit;
import lakehouse.gateway.provider.VendorRule;
import lakehouse.gateway.provider.WholeNumbers;

/** The other fields that the OpenAI-shaped surface checks. https://platform.kimi.ai/docs/api/chat */
final class KimiOpenAiFields {
    private static final int MOST_STOPS = 5;
    private static final int LONGEST_STOP = 32;
    private static final int MOST_ANSWERS = 5;
    private static final List<String> WHOLE = List.of(TokenLimit.CURRENT, TokenLimit.EARLIER, "n", "top_logprobs");
    private static final List<String> NEEDLESS = List.of(
            "response_format", "stop", "thinking", "n", "stream_options", "prompt_cache_key", "safety_identifier");

    private KimiOpenAiFields() {}

    /** @throws GatewayException when a rule is broken that no change mends */
    static void edit(JsonDocument body, JsonEdits edits, Repairs repairs) {
        NEEDLESS.stream().filter(field -> body.value(field) == JsonValue.NULL).forEach(edits::remove);
        WholeNumbers.plain(body, WHOLE, edits);
        stop(body, edits);
        thinking(body, edits);
        format(body, edits, repairs);
        if (body.value("n") instanceof JsonNumber n && n.doubleValue() > MOST_ANSWERS) {
            throw VendorRule.broken("Kimi", "n", "it gives at most " + MOST_ANSWERS + " answers, and n asks for more");
        }
    }

    private static void stop(JsonDocument body, JsonEdits edits) {
        if (!body.has("stop")) {
            return;
        }
        List<String> sequences = StopSequences.of(body);
        if (sequences.size() > MOST_STOPS) {
            throw VendorRule.broken(
                    "Kimi", "stop", "it takes at most " + MOST_STOPS + " sequences, and here are " + sequences.size());
        }
        for (String sequence : sequences) {
            int bytes = sequence.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > LONGEST_STOP) {
                throw VendorRule.broken(
                        "Kimi",
                        "stop",
                        "it takes sequences of at most " + LONGEST_STOP + " bytes, and one here has " + bytes);
            }
        }
        if (sequences.isEmpty()) {
            edits.remove("stop");
        } else if (!StopSequences.areExactly(sequences, body.value("stop"))) {
            edits.set("stop", JsonParts.texts(sequences).build());
        }
    }

    /** The budget and the word {@code adaptive} are the other surface's. */
    private static void thinking(JsonDocument body, JsonEdits edits) {
        if (!(body.value("thinking") instanceof JsonObject thinking)) {
            return;
        }
        JsonObject known = JsonParts.without(thinking, List.of("budget_tokens", "display"));
        String type = JsonParts.textOf(thinking, "type");
        if (!type.equals("enabled") && !type.equals("disabled")) {
            known = JsonParts.object(known).add("type", "enabled").build();
        }
        if (known != thinking) {
            edits.set("thinking", known);
        }
    }

    private static void format(JsonDocument body, JsonEdits edits, Repairs repairs) {
        if (!(body.value("response_format") instanceof JsonObject format)
                || !JsonParts.textOf(format, "type").equals("json_schema")) {
            return;
        }
        if (!(format.get("json_schema") instanceof JsonObject named)
                || !(named.get("schema") instanceof JsonObject schema)) {
            edits.set(
                    "response_format",
                    JsonParts.object().add("type", "json_object").build());
            return;
        }
        JsonObject flavoured = MoonshotSchema.of(schema);
        JsonObject bare = named.get("strict") == JsonValue.NULL ? JsonParts.without(named, List.of("strict")) : named;
        if (flavoured != schema) {
            repairs.note("response_format: schema in Moonshot's flavour of JSON Schema");
        }
        if (flavoured != schema || bare != named) {
            edits.set(
                    "response_format",
                    JsonParts.object(format)
                            .add("json_schema", JsonParts.object(bare).add("schema", flavoured))
                            .build());
        }
    }
}
