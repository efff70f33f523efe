package lakehouse.gateway.chat;

import java.util.List;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.provider.Chunk;

/** What a provider answered, in the common form, up to the commit point. */
sealed interface Answer {
    /**
     * A whole answer.
     *
     * @param document the answer
     * @param warnings what there is to say about it
     */
    record Whole(JsonDocument document, List<String> warnings) implements Answer {}

    /**
     * A stream that has shown its first token.
     *
     * @param head the chunks read so far, the last of them holding the token
     * @param rest the chunks to come
     */
    record Streamed(List<Chunk> head, ChunkStream rest) implements Answer {}
}
