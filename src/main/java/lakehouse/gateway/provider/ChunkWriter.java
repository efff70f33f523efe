package lakehouse.gateway.provider;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.util.List;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * Writes chunks of one choice in the common form. It puts text together instead of trees, because a stream has thousands of
 * chunks that differ in one word.
 */
public final class ChunkWriter {
    private static final List<Integer> FIRST = List.of(0);

    private final String head;

    /**
     * A writer for one stream.
     *
     * @param id id of the completion
     * @param created seconds since 1970
     * @param model what the vendor calls the model that answers
     */
    public ChunkWriter(String id, long created, String model) {
        head = "{\"id\":" + JsonParts.quoted(id) + ",\"object\":\"chat.completion.chunk\",\"created\":" + created
                + ",\"model\":" + JsonParts.quoted(model);
    }

    /** A writer that continues the stream of a chunk. */
    static ChunkWriter like(JsonObject chunk) {
        return new ChunkWriter(
                JsonParts.textOf(chunk, "id"),
                chunk.get("created") instanceof JsonNumber number ? number.longValue() : 0,
                JsonParts.textOf(chunk, "model"));
    }

    /**
     * A chunk without a token, such as the one that names the role.
     *
     * @param members more members of the chunk, each beginning with a comma; may be empty
     */
    public Chunk opening(String delta, String members) {
        return new Chunk(text(delta, "null", members), false, FIRST, List.of(), null);
    }

    /** A chunk with a token; {@code delta} is the text of an object. */
    public Chunk token(String delta) {
        return new Chunk(text(delta, "null", ""), true, FIRST, List.of(), null);
    }

    /**
     * As {@link #token(String)}.
     *
     * @param choiceMembers more members of the choice, each beginning with a comma
     */
    public Chunk token(String delta, String choiceMembers) {
        return new Chunk(text(delta, "null" + choiceMembers, ""), true, FIRST, List.of(), null);
    }

    /** The members of an object as text, each beginning with a comma. */
    public static String members(JsonObject object) {
        if (object.isEmpty()) {
            return "";
        }
        String text = object.toString();
        return "," + text.substring(1, text.length() - 1);
    }

    /**
     * The chunk that finishes the choice.
     *
     * @param reason the common finish reason
     * @param vendorReason the vendor's word for it; null when it gave none
     * @param usage the figures known so far, for the gateway's own books: they are not written here; null when there are none
     */
    public Chunk finish(String reason, @Nullable String vendorReason, String members, @Nullable JsonObject usage) {
        String finish = JsonParts.quoted(reason)
                + (vendorReason == null ? "" : ",\"native_finish_reason\":" + JsonParts.quoted(vendorReason));
        return new Chunk(text("{}", finish, members), false, FIRST, FIRST, usage);
    }

    private String text(String delta, String finish, String members) {
        return head + ",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]" + members
                + "}";
    }

    /** The chunk with the usage figures that ends a stream whose caller asked for them. */
    public Chunk usage(JsonObject usage) {
        return new Chunk(head + ",\"choices\":[],\"usage\":" + usage + "}", false, List.of(), List.of(), usage);
    }
}
