package lakehouse.gateway.chat;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.ledger.AttemptEntry;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.ledger.CallLog;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.routing.ProviderOutcomes;
import lakehouse.gateway.routing.RoutingFixture;
import lakehouse.gateway.threads.VirtualTimer;
import lakehouse.gateway.upstream.Cancellation;
import lakehouse.gateway.upstream.ScriptedUpstream;
import lakehouse.gateway.upstream.ScriptedUpstream.Script;

/** The way of a call from its request to its answer, without a server: scripted upstreams, and time that a test makes pass. */
final class Dispatching {
    static final String WHOLE = """
            {"id":"1","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"%s"},\
            "finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""";

    final VirtualTimer timer = new VirtualTimer();
    final ScriptedUpstream upstream = new ScriptedUpstream(timer);
    final ProviderOutcomes outcomes = new ProviderOutcomes();
    final ChatDispatch dispatch = new ChatDispatch();
    final Cancellation cancellation = new Cancellation();
    private final MapSettings values = new MapSettings();
    private final Set<String> providers = new LinkedHashSet<>();
    Call call = new Call("call-1");

    /** A gateway with these providers, each at the host of its name. */
    Dispatching(String... ids) {
        providers.addAll(Arrays.asList(ids));
        values.set("gateway.providers", String.join(",", providers));
        for (String id : providers) {
            values.set("gateway.provider." + id + ".base-url", "http://" + id + ".test/v1");
            values.set("gateway.provider." + id + ".dialect", "openai");
        }
        Settings settings = values.settings();
        dispatch.routes = RoutingFixture.resolver(settings, "openai");
        dispatch.health = RoutingFixture.health(settings, timer);
        dispatch.admission = new Admission();
        dispatch.admission.settings = settings;
        dispatch.upstream = upstream;
        dispatch.outcomes = outcomes;
        dispatch.log = new CallLog();
        dispatch.settings = settings;
        dispatch.timer = timer;
    }

    Dispatching with(String key, String value) {
        values.set(key, value);
        return this;
    }

    /** A ladder named {@code l}. */
    Dispatching ladder(String... rungs) {
        return with("gateway.ladder.l.rungs", String.join(",", rungs));
    }

    static Script whole(String text) {
        return Script.reply(200, WHOLE.formatted(text));
    }

    static Script error(int status, String message) {
        return Script.reply(status, "{\"error\":{\"message\":\"" + message + "\"}}");
    }

    static String delta(String text) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":null}]}";
    }

    static String finish() {
        return "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    }

    static Script streamed(String text) {
        return Script.stream(delta(text), finish(), "[DONE]");
    }

    /** Dispatches a call that wants its answer in one piece. */
    Answer ask(String model) {
        return ask(model, "");
    }

    Answer ask(String model, String members) {
        return dispatch.dispatch(request(model, members), call, cancellation);
    }

    /** Dispatches a call that wants a stream. */
    Answer stream(String model, String... members) {
        return ask(model, ",\"stream\":true" + String.join("", members));
    }

    static ChatRequest request(String model, String members) {
        try {
            return ChatRequest.of(JsonDocument.parse("{\"model\":\"" + model
                    + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]" + members + "}"));
        } catch (MalformedJsonException e) {
            throw new AssertionError(e);
        }
    }

    /** The failure of a call that wants its answer in one piece. */
    Failure failure(String model, String... members) {
        try {
            Answer answer = ask(model, String.join("", members));
            throw new AssertionError("It was answered: " + answer);
        } catch (GatewayException e) {
            return e.failure();
        }
    }

    /** The text of an answer in one piece. */
    static String text(Answer answer) {
        return ((Answer.Whole) answer)
                .document()
                .value("choices")
                .asJsonArray()
                .getJsonObject(0)
                .getJsonObject("message")
                .getString("content");
    }

    /** Reads a stream to its end, and gives the place of its attempt back. */
    static String rest(Answer answer) {
        Answer.Streamed streamed = (Answer.Streamed) answer;
        StringBuilder text = new StringBuilder();
        streamed.head().forEach(chunk -> text.append(chunk.json()));
        try (ChunkStream rest = streamed.rest()) {
            for (Chunk chunk = rest.next(); chunk != null; chunk = rest.next()) {
                text.append(chunk.json());
            }
        }
        return text.toString();
    }

    /** How each attempt ended. */
    List<String> trail() {
        return call.trail().stream().map(Dispatching::told).toList();
    }

    private static String told(AttemptEntry entry) {
        return entry.provider() + "/" + entry.model() + " " + entry.outcome();
    }

    /** How long the call has taken so far. */
    Duration took() {
        return timer.passed();
    }
}
