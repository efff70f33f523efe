package lakehouse.gateway.toy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import lakehouse.gateway.dispatch.Dispatching;
import lakehouse.gateway.door.DoorFixture;
import lakehouse.gateway.doors.chat.ChatDoor;
import lakehouse.gateway.upstream.ScriptedUpstream.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A new door and a new dialect, each one package, each beside the languages that are there, and with each other. */
class ToyTest {
    private final Dispatching calls = new Dispatching(List.of(new ToyDialect()), "a", "t", "u")
            .with("gateway.provider.t.dialect", "toy")
            .with("gateway.provider.u.dialect", "toy");
    private final DoorFixture doors = new DoorFixture(calls);

    @ParameterizedTest
    @ValueSource(strings = {"a", "t"})
    void theDoorGivesWholeAnswersOfEveryDialect(String provider) {
        calls.upstream.on("a/m", Dispatching.whole("Four.")).on("t/m", Script.reply(200, "Four."));

        var got = doors.handle(new ToyDoor(), "ask " + provider + "/m: Two and two?");

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.body()).isEqualTo("Four.");
        assertThat(calls.upstream.asked().get(0).body().text()).contains("Two and two?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "t"})
    void theDoorStreamsEveryDialect(String provider) {
        calls.upstream.on("a/m", Dispatching.streamed("Four.")).on("t/m", words("Four."));

        var got = doors.handle(new ToyDoor(), "tell " + provider + "/m: Two and two?");

        assertThat(got.body()).isEqualTo("event: word\ndata: Four.\n\nevent: over\ndata: \n\n");
    }

    @Test
    void theDialectAnswersTheDoorOfChat() {
        calls.upstream.on("t/m", words("Four."));

        var got = doors.handle(
                new ChatDoor(),
                "{\"model\":\"t/m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Two and two?\"}]}");

        assertThat(got.body())
                .contains("\"content\":\"Four.\"", "\"finish_reason\":\"stop\"")
                .endsWith("data: [DONE]\n\n");
    }

    @Test
    void theDoorTellsFailuresInItsOwnWords() {
        calls.upstream.on("t/m", Dispatching.error(402, "Out of credit."));

        assertThat(doors.handle(new ToyDoor(), "sing").body()).isEqualTo("No: Write: ask MODEL: QUESTION.");
        assertThat(doors.handle(new ToyDoor(), "ask t/m: Two and two?").body()).startsWith("No: ");
    }

    @Test
    void theDoorTellsAStreamThatBreaksAndKeepsOneAlive() {
        calls.upstream.on(
                "t/m", Script.stream("Fo").silence(Duration.ofSeconds(5)).cut());

        var got = doors.handle(new ToyDoor(), "tell t/m: Two and two?");

        assertThat(got.body())
                .startsWith("event: word\ndata: Fo\n\nevent: wait\n")
                .contains("event: no\ndata: ");
        assertThat(got.body()).doesNotContain("over");
    }

    @Test
    void laddersClimbOverTheDialect() {
        calls.ladder("t/m", "u/n");
        calls.upstream.on("t/m", Dispatching.error(402, "Out of credit.")).on("u/n", words("Four."));

        var got = doors.handle(new ToyDoor(), "tell ladder/l: Two and two?");

        assertThat(got.body()).contains("Four.", "event: over");
    }

    private static Script words(String word) {
        return Script.stream(word).bytes("event: end\ndata: .\n\n");
    }
}
