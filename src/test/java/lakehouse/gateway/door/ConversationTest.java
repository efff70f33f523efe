package lakehouse.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.dispatch.Dispatching;
import lakehouse.gateway.doors.chat.ChatDoor;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.ledger.CallRecord;
import lakehouse.gateway.upstream.ScriptedUpstream.Script;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call from its body to its last byte, through the door of chat, without a server. Time passes only where it is waited for. */
class ConversationTest {
    private static final Duration LONG = Duration.ofHours(2);

    private final Dispatching calls = new Dispatching("a", "b");
    private final DoorFixture doors = new DoorFixture(calls);
    private final Conversation conversation = doors.conversation;
    private final List<CallRecord> ended = doors.ended;
    private final Call call = new Call("call-1", calls.timer);

    @AfterEach
    void everythingIsGivenBack() {
        assertThat(ended).as("ends, noted once").hasSize(1);
        assertThat(calls.upstream.open()).as("answers that are open").isZero();
        assertThat(conversation.admission.drain()).as("no call in flight").isTrue();
    }

    @Test
    void answersInOnePiece() {
        calls.upstream.on("a/m", Dispatching.whole("Hello."));

        FakeExchange exchange = handle("a/m", "");

        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.body()).contains("Hello.");
        assertThat(exchange.headers).containsEntry("x-gateway-provider", "a").containsEntry("x-request-id", "call-1");
        assertThat(ended.get(0).outcome()).isEqualTo("ok");
        assertThat(ended.get(0).usage()).isNotNull();
    }

    @Test
    void refusesWhatIsNoRequest() {
        FakeExchange exchange = new FakeExchange("{", call);

        conversation.handle(new ChatDoor(), exchange.exchange);

        assertThat(exchange.status()).isEqualTo(400);
        assertThat(exchange.body()).contains("\"code\":\"invalid_request\"", "\"request_id\":\"call-1\"");
        assertThat(exchange.completed).hasValue(1);
        assertThat(ended.get(0).outcome()).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway.retry.max",
                "gateway.breaker.failures",
                "gateway.busy-wait",
                "gateway.drain-timeout",
                "gateway.threads.max",
                "gateway.chat.body-timeout"
            })
    void servesNoCallWithASettingOfEveryCallThatCannotBeUsed(String key) {
        calls.upstream.on("a/m", Dispatching.whole("Hello."));
        calls.with(key, "much");

        FakeExchange exchange = handle("a/m", "");

        assertThat(exchange.status()).isEqualTo(403);
        assertThat(exchange.body())
                .contains("\"code\":\"provider_not_configured\"", key + " has a value of 4 characters");
    }

    @Test
    void refusesABodyThatBreaksOff() {
        FakeExchange exchange = new FakeExchange(
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("Connection reset");
                    }
                },
                call);

        conversation.handle(new ChatDoor(), exchange.exchange);

        assertThat(exchange.status()).isEqualTo(400);
        assertThat(exchange.body()).contains("broke off");
    }

    @Test
    void tellsAFailureWithItsTrail() {
        calls.upstream.on("a/m", Dispatching.error(500, "Down."));

        FakeExchange exchange = handle("a/m", "");

        assertThat(exchange.status()).isEqualTo(502);
        assertThat(exchange.body()).contains("\"attempts\":2", "\"trail\":[{\"provider\":\"a\"");
        assertThat(ended.get(0).outcome()).isEqualTo("upstream_error");
    }

    @Test
    void tellsADefectOfItsOwnWithoutItsWords() {
        calls.upstream.on("a/m", Script.reply(200, "{}").then(() -> {
            throw new IllegalStateException("secret");
        }));

        FakeExchange exchange = handle("a/m", "");

        assertThat(exchange.status()).isEqualTo(500);
        assertThat(exchange.body()).contains("internal_error").doesNotContain("secret");
        assertThat(ended.get(0).trail().get(0).outcome()).isEqualTo("internal_error");
    }

    @Test
    void streamsEachEventAsItComes() {
        calls.upstream.on("a/m", Dispatching.streamed("Hi"));

        FakeExchange exchange = handle("a/m", ",\"stream\":true");

        assertThat(exchange.headers).containsEntry("Content-Type", "text/event-stream; charset=utf-8");
        assertThat(exchange.body())
                .startsWith("data: {")
                .contains("\"Hi\"", "\"stop\"")
                .endsWith("data: [DONE]\n\n");
        assertThat(exchange.flushes()).isGreaterThanOrEqualTo(3);
        assertThat(ended.get(0).outcome()).isEqualTo("ok");
        assertThat(ended.get(0).stream()).isTrue();
    }

    @Test
    void tellsAFailureBeforeTheFirstTokenByItsStatus() {
        calls.upstream.on("a/m", Dispatching.error(402, "Out of credit."));

        FakeExchange exchange = handle("a/m", ",\"stream\":true");

        assertThat(exchange.status()).isEqualTo(402);
        assertThat(exchange.headers).containsEntry("Content-Type", "application/json");
    }

    @Test
    void tellsAFailureAfterTheFirstTokenByAnEventAndNoEnd() {
        calls.upstream.on("a/m", Script.stream(Dispatching.delta("Half")).cut());

        FakeExchange exchange = handle("a/m", ",\"stream\":true");

        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.body())
                .contains("Half", "event: error\ndata: {\"error\":")
                .doesNotContain("[DONE]", "stop");
        assertThat(ended.get(0).outcome()).isEqualTo("upstream_error");
    }

    @Test
    void tellsADefectOfItsOwnWithinAStream() {
        calls.upstream.on("a/m", Script.stream(Dispatching.delta("Half")).then(() -> {
            throw new IllegalStateException("secret");
        }));

        FakeExchange exchange = handle("a/m", ",\"stream\":true");

        assertThat(exchange.body())
                .contains("Half", "event: error", "internal_error")
                .doesNotContain("secret", "[DONE]");
    }

    @Test
    void opensTheResponseWhenNothingComesForTenSeconds() {
        List<String> seen = new ArrayList<>();
        FakeExchange exchange = new FakeExchange(request("a/m", ",\"stream\":true"), call);
        calls.upstream.on(
                "a/m",
                Script.stream()
                        .silence(Duration.ofSeconds(9))
                        .then(() -> seen.add(exchange.body()))
                        .silence(Duration.ofSeconds(2))
                        .then(() -> seen.add(exchange.body()))
                        .event(Dispatching.delta("Hi"))
                        .event(Dispatching.finish())
                        .event("[DONE]"));

        conversation.handle(new ChatDoor(), exchange.exchange);

        assertThat(seen.get(0)).isEmpty();
        assertThat(seen.get(1)).startsWith(":\n\n").doesNotContain("data");
        assertThat(exchange.body()).endsWith("data: [DONE]\n\n");
    }

    @Test
    void tellsAFailureByAnEventOnceTheResponseIsOpen() {
        calls.with("gateway.provider.a.first-token-timeout", "PT30S");
        calls.upstream.on("a/m", Script.stream().silence(LONG));

        FakeExchange exchange = handle("a/m", ",\"stream\":true");

        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.body()).startsWith(":\n\n").contains("event: error", "upstream_timeout");
        assertThat(ended.get(0).outcome()).isEqualTo("upstream_timeout");
    }

    @Test
    void climbsOnWhileTheClientIsKeptWaiting() {
        calls.ladder("a/m", "b/n").with("gateway.provider.a.first-token-timeout", "PT30S");
        calls.upstream.on("a/m", Script.stream().silence(LONG)).on("b/n", Dispatching.streamed("From b."));

        FakeExchange exchange = handle("ladder/l", ",\"stream\":true");

        assertThat(exchange.body()).startsWith(":\n\n").contains("From b.").endsWith("data: [DONE]\n\n");
        assertThat(exchange.headers).as("of the moment at which it was opened").containsEntry("x-gateway-rung", "1");
    }

    @Test
    void keepsASilentStreamAliveAndNoticesThatItsClientLeft() {
        FakeExchange exchange = new FakeExchange(request("a/m", ",\"stream\":true"), call);
        calls.upstream.on(
                "a/m",
                Script.stream(Dispatching.delta("Hi"))
                        .silence(Duration.ofSeconds(1))
                        .then(exchange::leave)
                        .silence(LONG)
                        .event(Dispatching.finish()));

        conversation.handle(new ChatDoor(), exchange.exchange);

        assertThat(exchange.body()).contains("\"Hi\"", ":\n\n");
        assertThat(calls.took()).isLessThan(Duration.ofSeconds(30));
        assertThat(ended.get(0).outcome()).isEqualTo("client_gone");
        assertThat(ended.get(0).trail().get(0).outcome()).isEqualTo("client_gone");
    }

    @Test
    void writesTwoSignsOfLifeEveryTenSeconds() {
        calls.with("gateway.provider.a.idle-timeout", "PT5M");
        calls.upstream.on(
                "a/m",
                Script.stream(Dispatching.delta("Hi"))
                        .silence(Duration.ofSeconds(60))
                        .event(Dispatching.finish())
                        .event("[DONE]"));

        FakeExchange exchange = handle("a/m", ",\"stream\":true");

        assertThat(exchange.body().split(":\n\n", -1)).hasSizeBetween(10, 15);
    }

    @Test
    void readsOnForTheFiguresWhereThatIsTheRule() {
        calls.with("gateway.provider.a.on-disconnect", "drain");
        FakeExchange exchange = new FakeExchange(request("a/m", ",\"stream\":true"), call);
        calls.upstream.on(
                "a/m",
                Script.stream(Dispatching.delta("Hi"))
                        .then(exchange::leave)
                        .event(Dispatching.delta("more"))
                        .event(Dispatching.finish())
                        .event("{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}")
                        .event("[DONE]"));

        conversation.handle(new ChatDoor(), exchange.exchange);

        assertThat(ended.get(0).outcome()).isEqualTo("client_gone");
        assertThat(ended.get(0).trail().get(0).outcome()).isEqualTo("ok");
        assertThat(ended.get(0).usage().output()).isEqualTo(4);
    }

    @Test
    void asksNobodyElseWhenTheServerGivesTheCallUp() {
        calls.ladder("a/m", "b/n");
        FakeExchange exchange = new FakeExchange(request("ladder/l", ""), call);
        calls.upstream.on("a/m", Script.reply(200, "{").then(() -> giveUp(exchange)));

        conversation.handle(new ChatDoor(), exchange.exchange);

        assertThat(calls.upstream.routes()).containsExactly("a/m");
        assertThat(exchange.body()).isEmpty();
        assertThat(ended.get(0).outcome()).isEqualTo("client_gone");
        assertThat(exchange.completed).hasValue(1);
    }

    @Test
    void writesAHeldAnswerWithoutAFlushForEachEvent() {
        calls.ladder("a/m", "b/n");
        Script many = Script.stream();
        for (int i = 0; i < 100; i++) {
            many.event(Dispatching.delta("word" + i));
        }
        calls.upstream.on("a/m", many.event(Dispatching.finish()).event("[DONE]"));

        FakeExchange exchange = handle("ladder/l", ",\"stream\":true");

        assertThat(exchange.body()).contains("word0", "word99").endsWith("data: [DONE]\n\n");
        assertThat(exchange.flushes()).isLessThan(5);
    }

    @Test
    void turnsACallAwayThatHasNoPlace() {
        calls.with("gateway.max-concurrent-calls", "1");
        Runnable other = conversation.admission.call();

        FakeExchange exchange = handle("a/m", "");
        other.run();

        assertThat(exchange.status()).isEqualTo(429);
        assertThat(exchange.headers).containsEntry("Retry-After", "1");
    }

    private static void giveUp(FakeExchange exchange) {
        try {
            exchange.giveUp();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String request(String model, String members) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]" + members + "}";
    }

    private FakeExchange handle(String model, String members) {
        FakeExchange exchange = new FakeExchange(request(model, members), call);
        conversation.handle(new ChatDoor(), exchange.exchange);
        return exchange;
    }
}
