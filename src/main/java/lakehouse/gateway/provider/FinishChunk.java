package lakehouse.gateway.provider;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/** Changes to a chunk that finishes a choice, for answers that go on behind it. */
final class FinishChunk {
    private FinishChunk() {}

    /** The chunk as one that does not finish anything, and counts nothing. */
    static JsonObject open(JsonObject chunk) {
        JsonArrayBuilder choices = JsonParts.array();
        for (JsonObject choice : JsonParts.objects(chunk.get("choices"))) {
            choices.add(
                    choice.containsKey("finish_reason")
                            ? JsonParts.object(choice).addNull("finish_reason").build()
                            : choice);
        }
        JsonObjectBuilder open = JsonParts.object(chunk).add("choices", choices);
        return chunk.containsKey("usage") ? open.addNull("usage").build() : open.build();
    }

    /**
     * A chunk that holds nothing but the finish of a choice.
     *
     * @param chunk of the same stream
     * @param vendor the vendor's word where that is another; null when it is not
     */
    static JsonObject bare(JsonObject chunk, int index, String reason, @Nullable JsonValue vendor) {
        return with(chunk, index, JsonValue.EMPTY_JSON_OBJECT, JsonParts.text(reason), vendor);
    }

    /** A chunk that holds nothing but a delta of a choice. */
    static JsonObject delta(JsonObject chunk, int index, JsonObject delta) {
        return JsonParts.without(with(chunk, index, delta, JsonValue.NULL, null), java.util.List.of("usage"));
    }

    private static JsonObject with(
            JsonObject chunk, int index, JsonObject delta, JsonValue reason, @Nullable JsonValue vendor) {
        JsonObjectBuilder choice =
                JsonParts.object().add("index", index).add("delta", delta).add("finish_reason", reason);
        if (vendor != null) {
            choice.add("native_finish_reason", vendor);
        }
        return JsonParts.object(chunk)
                .add("choices", JsonParts.array().add(choice))
                .build();
    }

    /** The chunk's tree. */
    static JsonObject tree(Chunk chunk) {
        try {
            return JsonSyntax.object(String.valueOf(chunk.json()));
        } catch (MalformedJsonException e) {
            throw new IllegalStateException("A chunk is valid JSON.", e);
        }
    }
}
