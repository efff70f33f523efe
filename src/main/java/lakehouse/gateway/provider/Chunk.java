package lakehouse.gateway.provider;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.LoneSurrogates;
import lakehouse.gateway.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/**
 * One chunk of a stream in the common form.
 *
 * @param json the chunk's text, on one line; null for the end of the stream
 * @param token whether it holds a token: visible or reasoning text, a refusal, audio, or a tool call
 * @param opened indexes of the choices that occur in it
 * @param finished indexes of the choices that it finishes
 * @param usage the usage figures in it; null when there are none
 */
public record Chunk(
        @Nullable String json,
        boolean token,
        List<Integer> opened,
        List<Integer> finished,
        @Nullable JsonObject usage) {

    /** Says that the provider ended the stream in order. */
    public static final Chunk DONE = new Chunk(null, false, List.of(), List.of(), null);

    /** Half a character has no bytes, so it goes out as an escape. */
    public Chunk {
        json = json == null ? null : LoneSurrogates.escaped(json);
    }

    /** Fields of a delta whose text is a token. */
    private static final List<String> TEXTS = List.of("content", "reasoning", "reasoning_content", "refusal");

    /**
     * Reads the text of a chunk.
     *
     * @param json on one line
     */
    public static Chunk read(String json) throws MalformedJsonException {
        return of(json, JsonSyntax.object(json));
    }

    /** Looks at a chunk in OpenAI's format that a dialect built. */
    public static Chunk of(JsonObject tree) {
        return of(tree.toString(), tree);
    }

    /** As {@link #of(JsonObject)}, of a text that says at least what the tree does. */
    static Chunk of(String text, JsonObject tree) {
        List<JsonObject> choices = JsonParts.objects(tree.get("choices"));
        boolean token = false;
        List<Integer> opened = new ArrayList<>(choices.size());
        List<Integer> finished = new ArrayList<>(choices.size());
        for (JsonObject choice : choices) {
            token |= hasToken(choice);
            int index = CommonForm.index(choice);
            opened.add(index);
            if (isFinished(choice)) {
                finished.add(index);
            }
        }
        return new Chunk(oneLine(text), token, opened, finished, usage(tree, choices));
    }

    private static boolean isFinished(JsonObject choice) {
        return FinishReasons.given(choice.get("finish_reason")) != null;
    }

    private static boolean hasToken(JsonObject choice) {
        if (choice.get("text") instanceof JsonString text && !text.getString().isEmpty()) {
            return true;
        }
        if (choice.get("delta") instanceof JsonObject delta) {
            for (Map.Entry<String, JsonValue> field : delta.entrySet()) {
                if (isToken(field.getKey(), field.getValue())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isToken(String name, JsonValue value) {
        return switch (value.getValueType()) {
            case STRING ->
                TEXTS.contains(name) && !((JsonString) value).getString().isEmpty();
            case ARRAY -> !value.asJsonArray().isEmpty();
            case OBJECT -> !value.asJsonObject().isEmpty();
            default -> false;
        };
    }

    /** Usage stands at the top, or, with some vendors, inside the choice that finishes. */
    private static @Nullable JsonObject usage(JsonObject tree, List<JsonObject> choices) {
        if (tree.get("usage") instanceof JsonObject usage) {
            return usage;
        }
        for (JsonObject choice : choices) {
            if (choice.get("usage") instanceof JsonObject usage) {
                return usage;
            }
        }
        return null;
    }

    /** In valid JSON a line break is white space between tokens; one line keeps simple SSE clients working. */
    private static String oneLine(String json) {
        return json.indexOf('\n') < 0 && json.indexOf('\r') < 0
                ? json
                : json.replace('\n', ' ').replace('\r', ' ');
    }
}
