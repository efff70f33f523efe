package lakehouse.gateway.chat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Queue;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.provider.Chunk;
import org.jspecify.annotations.Nullable;

/** What a provider answered, in the common form, up to the commit point. */
sealed interface Answer {
    /**
     * An answer in one piece.
     *
     * @param document the answer
     * @param warnings what there is to say about it
     */
    record Whole(JsonDocument document, List<String> warnings) implements Answer {}

    /**
     * A stream that was read to its end and found to be a whole answer.
     *
     * @param events its events
     * @param usage the last usage figures in it; null when there were none
     * @param warnings what there is to say about it
     */
    record Held(HeldEvents events, @Nullable JsonObject usage, List<String> warnings) implements Answer {}

    /**
     * A stream that has shown its first token.
     *
     * @param head the chunks read so far, the last of them holding the token; whoever relays them takes them out
     * @param rest the chunks to come
     * @param attempt the attempt that is still running
     */
    record Streamed(Queue<Chunk> head, ChunkStream rest, RunningAttempt attempt) implements Answer {}
}
