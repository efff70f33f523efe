package lakehouse.gateway.dispatch;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.ledger.AttemptRecord;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.ledger.CallObservers;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.provider.Dialect;
import lakehouse.gateway.routing.ProviderOutcomes;
import lakehouse.gateway.routing.RoutingFixture;
import lakehouse.gateway.threads.VirtualTimer;
import lakehouse.gateway.upstream.ScriptedUpstream;
import lakehouse.gateway.upstream.ScriptedUpstream.Script;

/** The way of a call from its request to its answer, without a server: scripted upstreams, and time that a test makes pass. */
public final class Dispatching {
    static final String WHOLE = """
            {"id":"1","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"%s"},\
            "finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""";

    int left;
    public final VirtualTimer timer = new VirtualTimer();
    public final ScriptedUpstream upstream = new ScriptedUpstream(timer);
    final ProviderOutcomes outcomes = new ProviderOutcomes();
    public final Dispatch dispatch = new Dispatch();
    private final MapSettings values = new MapSettings();
    private final Set<String> providers = new LinkedHashSet<>();
    Call call = new Call("call-1", timer);
    CallLife life = life();

    /** A gateway with these providers, each at the host of its name. */
    public Dispatching(String... ids) {
        this(List.of(), ids);
    }

    /** As {@link #Dispatching(String...)}, with dialects beside {@code openai}. */
    public Dispatching(List<Dialect> dialects, String... ids) {
        providers.addAll(Arrays.asList(ids));
        values.set("gateway.providers", String.join(",", providers));
        for (String id : providers) {
            values.set("gateway.provider." + id + ".base-url", "http://" + id + ".test/v1");
            values.set("gateway.provider." + id + ".dialect", "openai");
        }
        Settings settings = values.settings();
        dispatch.routes = RoutingFixture.resolver(settings, dialects, "openai");
        dispatch.health = RoutingFixture.health(settings, timer);
        dispatch.admission = new Admission();
        dispatch.admission.settings = settings;
        dispatch.upstream = upstream;
        dispatch.settings = settings;
        dispatch.timer = timer;
    }

    public Dispatching with(String key, String value) {
        values.set(key, value);
        return this;
    }

    /** A ladder named {@code l}. */
    public Dispatching ladder(String... rungs) {
        return with("gateway.ladder.l.rungs", String.join(",", rungs));
    }

    public static Script whole(String text) {
        return Script.reply(200, WHOLE.formatted(text));
    }

    public static Script error(int status, String message) {
        return Script.reply(status, "{\"error\":{\"message\":\"" + message + "\"}}");
    }

    public static String delta(String text) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":null}]}";
    }

    public static String finish() {
        return "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    }

    public static Script streamed(String text) {
        return Script.stream(delta(text), finish(), "[DONE]");
    }

    /** Begins another call. */
    void next() {
        call = new Call("call", timer);
        life = life();
    }

    private CallLife life() {
        return new CallLife(call, CallObservers.of(outcomes), () -> left++);
    }

    /** Dispatches a call that wants its answer in one piece, and gives its text. */
    String text(String model, String... members) {
        return dispatch.whole(inquiry(model, false, members), life)
                .document()
                .value("choices")
                .asJsonArray()
                .getJsonObject(0)
                .getJsonObject("message")
                .getString("content");
    }

    /** Dispatches a call that wants a stream. */
    AnswerStream stream(String model, String... members) {
        return dispatch.stream(inquiry(model, true, members), life);
    }

    /** Reads a stream to its end. */
    static String rest(AnswerStream answer) {
        StringBuilder text = new StringBuilder();
        try (answer) {
            for (Chunk chunk = answer.next(); chunk != null; chunk = answer.next()) {
                text.append(chunk.json());
            }
        }
        return text.toString();
    }

    static Inquiry inquiry(String model, boolean stream, String... members) {
        try {
            JsonDocument body = JsonDocument.parse("{\"model\":\"" + model
                    + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]" + String.join("", members) + "}");
            return new Inquiry(body, Inquiry.CHAT, null, model, stream);
        } catch (MalformedJsonException e) {
            throw new AssertionError(e);
        }
    }

    /** The failure of a call that wants its answer in one piece. */
    Failure failure(String model, String... members) {
        return failure(() -> text(model, members));
    }

    /** The failure that something ends with. */
    static Failure failure(Runnable action) {
        try {
            action.run();
        } catch (GatewayException e) {
            return e.failure();
        }
        throw new AssertionError("It did not fail.");
    }

    /** How each attempt ended. */
    List<String> trail() {
        return call.trail().stream().map(Dispatching::told).toList();
    }

    private static String told(AttemptRecord entry) {
        return entry.provider() + "/" + entry.model() + " " + entry.outcome();
    }

    public Settings settings() {
        return dispatch.settings;
    }

    public Admission admission() {
        return dispatch.admission;
    }

    /** How long the call has taken so far. */
    public Duration took() {
        return timer.passed();
    }
}
