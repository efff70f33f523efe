package lakehouse.gateway.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HeldEventsTest {
    @Test
    void givesBackEveryEventInOrder() throws IOException {
        HeldEvents events = new HeldEvents(Integer.MAX_VALUE);
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            String json = "{\"n\":" + i + ",\"text\":\"ä😀\"}";
            assertThat(events.add(json)).isTrue();
            expected.append("data: ").append(json).append("\n\n");
        }

        assertThat(written(events)).isEqualTo(expected.toString());
    }

    @Test
    void writesTheSameAgain() throws IOException {
        HeldEvents events = new HeldEvents(Integer.MAX_VALUE);
        events.add("{}");

        assertThat(written(events)).isEqualTo("data: {}\n\n").isEqualTo(written(events));
    }

    @Test
    void takesOneLargeEvent() throws IOException {
        HeldEvents events = new HeldEvents(Integer.MAX_VALUE);
        String json = "\"" + "x".repeat(1_000_000) + "\"";
        events.add(json);

        assertThat(written(events)).isEqualTo("data: " + json + "\n\n");
    }

    @Test
    void saysWhenAnAnswerIsTooLarge() {
        HeldEvents events = new HeldEvents(100);

        assertThat(events.add("x".repeat(80))).isTrue();
        assertThat(events.add("x".repeat(80))).isFalse();
    }

    private static String written(HeldEvents events) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        events.writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
