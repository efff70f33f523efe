package lakehouse.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import org.junit.jupiter.api.Test;

class ReasoningMemoryTest {
    private static final String USER = "{\"role\":\"user\",\"content\":\"u\"}";
    private static final String TURN = "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"t\"}]}";

    private final AtomicLong now = new AtomicLong(1);
    private ReasoningMemory memory = new ReasoningMemory(now::get, 100, 1_000_000);

    @Test
    void recallsATurnByItsToolCallInItsConversation() {
        remember("p", USER, "t", "why");

        assertThat(recall("p", USER, TURN).text()).isEqualTo("why");
        assertThat(recall("p", "{\"role\":\"system\",\"content\":\"s\"}," + USER, TURN)
                        .text())
                .isEqualTo("why");
        assertThat(recall("p", USER, TURN.replace("\"t\"", "\"other\""))).isSameAs(Reasoning.NONE);
        assertThat(recall("p", USER.replace("\"u\"", "\"v\""), TURN)).isSameAs(Reasoning.NONE);
        assertThat(recall("p", USER + "," + USER, TURN)).isSameAs(Reasoning.NONE);
    }

    @Test
    void tellsTurnsOfOneConversationApartThatShareAnId() {
        remember("p", USER, "t", "first");
        String later = USER + "," + TURN + ",{\"role\":\"tool\",\"tool_call_id\":\"t\",\"content\":\"r\"}";
        remember("p", later, "t", "second");

        assertThat(recall("p", USER, TURN).text()).isEqualTo("first");
        assertThat(recall("p", later, TURN).text()).isEqualTo("second");
        assertThat(recall("p", USER + ",7,{\"role\":\"assistant\",\"content\":\"x\"}", TURN)
                        .text())
                .isEqualTo("first");
        remember("p", later + "," + USER, "t", "third");
        assertThat(recall("p", later + "," + USER, TURN).text()).isEqualTo("third");
    }

    @Test
    void keepsUserMessagesApart() {
        remember("p", "{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"b\"}", "t", "why");

        assertThat(recall("p", "{\"role\":\"user\",\"content\":\"ab\"}", TURN)).isSameAs(Reasoning.NONE);
    }

    @Test
    void givesOthersTheReadablePartOnly() {
        memory.remember(
                "p", array(USER), List.of("t"), new Reasoning("why", array("{\"signature\":\"s\"}"), "reasoning"));

        assertThat(recall("p", USER, TURN))
                .isEqualTo(new Reasoning("why", array("{\"signature\":\"s\"}"), "reasoning"));
        assertThat(recall("q", USER, TURN)).isEqualTo(new Reasoning("why", null, "reasoning_content"));
    }

    /** Kimi CLI and pi give back the text, and lose the details. */
    @Test
    void restoresTheSignatureOfThoughtsThatComeBackWithoutIt() {
        Reasoning signed = new Reasoning("why\n so", array("{\"signature\":\"s\"}"), "reasoning_content");
        memory.remember("p", array(USER), List.of("t"), signed);

        for (String text : List.of("why\\n so", "why so", " why", "why \\n\\nso ")) {
            assertThat(recall("p", USER, turn("\"reasoning_content\":\"" + text + "\",")))
                    .isSameAs(signed);
        }
        assertThat(recall("p", USER, turn("\"reasoning\":\"why so\","))).isSameAs(signed);
        assertThat(recall("p", USER, turn("\"reasoning_content\":\"other\",")).text())
                .isEqualTo("other");
        assertThat(recall("p", USER, turn("\"reasoning_details\":[{\"text\":\"why\"}],"))
                        .details())
                .isEqualTo(array("{\"text\":\"why\"}"));
        assertThat(recall("q", USER, turn("\"reasoning_content\":\"why so\",")).details())
                .isNull();
    }

    @Test
    void leavesUnsignedThoughtsAsTheClientSendsThem() {
        remember("p", USER, "t", "why so");

        assertThat(recall("p", USER, turn("\"reasoning_content\":\"why\",")).text())
                .isEqualTo("why");
    }

    private static String turn(String reasoning) {
        return "{" + reasoning + TURN.substring(1);
    }

    @Test
    void forgetsAfterAnHour() {
        remember("p", USER, "t", "why");
        now.addAndGet(Duration.ofHours(1).toNanos() - 1);
        assertThat(recall("p", USER, TURN).text()).isEqualTo("why");

        now.addAndGet(1);
        assertThat(recall("p", USER, TURN)).isSameAs(Reasoning.NONE);
        assertThat(memory.isEmpty()).isFalse();
        remember("p", USER, "u", "x");
        assertThat(recall("p", USER, TURN.replace("\"t\"", "\"u\"")).text()).isEqualTo("x");
    }

    @Test
    void forgetsTheOldestWhenThereAreTooMany() {
        memory = new ReasoningMemory(now::get, 2, 1_000_000);
        for (String id : List.of("a", "b", "a", "c")) {
            remember("p", USER, id, "why " + id);
        }

        assertThat(recall("p", USER, TURN.replace("\"t\"", "\"b\""))).isSameAs(Reasoning.NONE);
        assertThat(recall("p", USER, TURN.replace("\"t\"", "\"a\"")).text()).isEqualTo("why a");
        assertThat(recall("p", USER, TURN.replace("\"t\"", "\"c\"")).text()).isEqualTo("why c");
    }

    @Test
    void forgetsTheOldestWhenTheyAreTooLarge() {
        memory = new ReasoningMemory(now::get, 100, 2 * (200 + 2 * 100));
        for (int i = 0; i < 3; i++) {
            remember("p", USER, "t" + i, "x".repeat(100));
        }
        for (int i = 0; i < 9; i++) {
            remember("p", USER, "t2", "x".repeat(100));
        }

        assertThat(recall("p", USER, TURN.replace("\"t\"", "\"t0\""))).isSameAs(Reasoning.NONE);
        assertThat(recall("p", USER, TURN.replace("\"t\"", "\"t1\"")).text()).hasSize(100);
        assertThat(recall("p", USER, TURN.replace("\"t\"", "\"t2\"")).text()).hasSize(100);
    }

    @Test
    void countsDetailsToo() {
        memory = new ReasoningMemory(now::get, 100, 300);
        memory.remember(
                "p",
                array(USER),
                List.of("t"),
                new Reasoning("", array("\"" + "x".repeat(50) + "\""), "reasoning_details"));

        assertThat(memory.isEmpty()).isTrue();
    }

    @Test
    void keepsNothingOfNothing() {
        memory.remember("p", array(USER), List.of("t"), Reasoning.NONE);
        memory.remember("p", array(USER), List.of(), new Reasoning("why", null, "reasoning"));

        assertThat(memory.isEmpty()).isTrue();
        assertThat(new ReasoningMemory().isEmpty()).isTrue();
    }

    /** Many calls share it: whoever used it lets go of it. */
    @Test
    void isFreeForTheNextCallAtOnce() throws Exception {
        remember("p", USER, "t", "why");
        recall("p", USER, TURN);
        memory.isEmpty();

        assertThat(CompletableFuture.supplyAsync(() -> memory.isEmpty()).get(10, TimeUnit.SECONDS))
                .isFalse();
        assertThat(CompletableFuture.supplyAsync(() -> recall("p", USER, TURN).text())
                        .get(10, TimeUnit.SECONDS))
                .isEqualTo("why");
    }

    private void remember(String provider, String messages, String id, String text) {
        memory.remember(provider, array(messages), List.of(id), new Reasoning(text, null, "reasoning_content"));
    }

    /** What is known of a turn that follows some messages. */
    private Reasoning recall(String provider, String before, String turn) {
        Reasoning[] known = {Reasoning.NONE};
        JsonObject asked = array(turn).getJsonObject(0);
        ReasoningReplay.messages(array(before + "," + turn), provider, memory, (message, reasoning, restored) -> {
            if (message.equals(asked)) {
                known[0] = reasoning;
            }
            return message;
        });
        return known[0];
    }

    private static JsonArray array(String items) {
        try {
            return JsonSyntax.value("[" + items + "]").asJsonArray();
        } catch (MalformedJsonException e) {
            throw new AssertionError(e);
        }
    }
}
