package lakehouse.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.provider.Chunk;
import org.junit.jupiter.api.Test;

class HeldChunksTest {
    @Test
    void givesBackEveryChunkInOrder() {
        HeldChunks chunks = new HeldChunks(Integer.MAX_VALUE);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            String json = "{\"n\":" + i + ",\"text\":\"ä😀\"}";
            assertThat(chunks.add(chunk(json))).isTrue();
            expected.add(json);
        }

        assertThat(chunks).extracting(Chunk::json).isEqualTo(expected);
    }

    @Test
    void givesTheSameAgain() {
        HeldChunks chunks = new HeldChunks(Integer.MAX_VALUE);
        chunks.add(chunk("{}"));

        assertThat(chunks).extracting(Chunk::json).containsExactly("{}");
        assertThat(chunks).extracting(Chunk::json).containsExactly("{}");
    }

    @Test
    void takesOneLargeChunk() {
        HeldChunks chunks = new HeldChunks(Integer.MAX_VALUE);
        String json = "{\"x\":\"" + "x".repeat(1_000_000) + "\"}";
        chunks.add(chunk(json));

        assertThat(chunks).extracting(Chunk::json).containsExactly(json);
    }

    @Test
    void saysWhenAnAnswerIsTooLarge() {
        HeldChunks chunks = new HeldChunks(100);

        assertThat(chunks.add(chunk("x".repeat(80)))).isTrue();
        assertThat(chunks.add(chunk("x".repeat(80)))).isFalse();
    }

    @Test
    void keepsWhatIsKnownOfAChunk() throws MalformedJsonException {
        HeldChunks chunks = new HeldChunks(Integer.MAX_VALUE);
        Chunk token = Chunk.read(
                "{\"choices\":[{\"index\":3,\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}],\"usage\":{}}");
        chunks.add(token);

        assertThat(chunks).containsExactly(token);
    }

    private static Chunk chunk(String json) {
        return new Chunk(json, false, List.of(), List.of(), null);
    }
}
