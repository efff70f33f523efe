package lakehouse.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import lakehouse.gateway.faults.Fault.Ladder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault, once asked directly and once through a ladder. The measured table is the one in {@code docs/failures.md}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(180)
class FaultsIT {
    private static final Scorecard SCORECARD = new Scorecard();

    private Bench bench;

    static Stream<Fault> faults() {
        return Stream.of(AnswerFaults.all(), ConnectionFaults.all(), StreamFaults.all())
                .flatMap(List::stream);
    }

    @BeforeAll
    void start() throws Exception {
        bench = Bench.shared();
    }

    @ParameterizedTest
    @MethodSource("faults")
    @Order(1)
    void endsInAWholeAnswerOrAnHonestError(Fault fault) throws Exception {
        var upstream = bench.upstream();
        var onLadder = fault.provider().equals("primary") ? bench.newModel() : fault.provider();
        var onRung = fault.provider().equals("primary") ? onLadder : "m-ladder";
        var alone = onLadder + "-alone";
        upstream.on("primary", alone, fault.primary());
        upstream.on("primary", onRung, fault.primary());
        upstream.on("fallback", onLadder, fault.fallback());

        var direct = bench.call(fault.provider() + "/" + alone, fault.stream(), fault.more());
        worksAgain();
        var ladder = bench.call("ladder/" + onLadder, fault.stream(), fault.more());
        worksAgain();

        isHonest(fault, direct);
        isAnswered(fault, ladder);
        var measured = SCORECARD.add(
                fault.name(),
                direct.words(),
                sent(fault, alone, direct),
                ladder.words(),
                sent(fault, onRung, ladder),
                upstream.asked("fallback", onLadder).size());
        assertThat(Scorecard.kept()).as("docs/failures.md").contains(measured);
    }

    /** What arrived at the upstream; where no request can arrive, what the gateway tried. */
    private String sent(Fault fault, String model, Got got) throws IOException, InterruptedException {
        var arrived = bench.upstream().asked("primary", model).size();
        if (fault.provider().equals("primary")) {
            return String.valueOf(arrived);
        }
        var tried = bench.attempts(got).getValuesAs(JsonObject.class).stream()
                .filter(attempt -> attempt.getString("provider").equals(fault.provider()))
                .count();
        return "0 of " + tried;
    }

    private static void isHonest(Fault fault, Got direct) {
        if (fault.ladder() == Ladder.IS_NOT_NEEDED) {
            assertThat(direct.isWholeAnswerOf("primary")).as(direct.words()).isTrue();
        } else if (direct.looksGood()) {
            assertThat(direct.answer())
                    .as("an answer that only a ladder's caller cannot use")
                    .isIn("", "Sure, here you are!");
        } else {
            assertThat(direct.error()).as(direct.words()).isNotNull();
            assertThat(direct.done()).as("[DONE] after an error").isFalse();
        }
    }

    private void isAnswered(Fault fault, Got ladder) throws IOException, InterruptedException {
        if (fault.ladder() == Ladder.STOPS) {
            assertThat(ladder.error()).isNotNull();
            return;
        }
        assertThat(ladder.looksGood()).as(ladder.words()).isTrue();
        var answering = fault.ladder() == Ladder.RESCUES ? "fallback" : "primary";
        assertThat(ladder.model()).isEqualTo(answering + "-model");
        assertThat(ladder.usage()).isNotNull();
        var attempts = bench.attempts(ladder).getValuesAs(JsonObject.class);
        for (var attempt : attempts.subList(0, attempts.size() - 1)) {
            assertThat(attempt.getString("outcome")).isNotEqualTo("ok");
            assertThat(attempt.get("usage")).as("tokens of a failed attempt").isEqualTo(JsonValue.NULL);
        }
        var last = attempts.get(attempts.size() - 1);
        assertThat(last.getString("provider")).isEqualTo(answering);
        assertThat(last.getJsonObject("usage")).isEqualTo(ladder.usage());
    }

    private void worksAgain() throws IOException, InterruptedException {
        bench.worksWithinASecond();
    }

    @Test
    @Order(2)
    void isWhatTheDocumentationShows() throws IOException {
        SCORECARD.print();

        assertThat(Scorecard.kept()).as("docs/failures.md").isEqualTo(SCORECARD.table());
    }

    @Test
    @Order(3)
    void neverAskedAnExplicitOnlyProvider() throws IOException, InterruptedException {
        assertThat(bench.upstream().asked("kimi")).isZero();

        bench.call("kimi/kimi-for-coding", false);
        assertThat(bench.upstream().asked("kimi")).as("when it is named").isEqualTo(1);
    }
}
