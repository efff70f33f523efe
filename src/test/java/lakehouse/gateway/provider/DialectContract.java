package lakehouse.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.upstream.Framing;
import lakehouse.gateway.upstream.UpstreamRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every dialect owes to a client that knows OpenAI's format only. A subclass brings a translator, recordings of the
 * five scenarios in its own format, and a reader of the requests that leave.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DialectContract {
    private static final String PNG = "iVBORw0KGgoAAAANSUhEUg==";
    private static final int SEEDS = Integer.getInteger("contract.seeds", 200);
    private static final String ID = "p";

    /** What the upstream answers, the same in every dialect's recordings. */
    enum Scenario {
        PLAIN("Hello thére.", "", "stop", 12, 5),
        REASONING("Paris.", "Let me think. Done.", "stop", 12, 30),
        PARALLEL("", "Two cities, two calls.", "tool_calls", 40, 50),
        LENGTH("Once upon", "", "length", 12, 2),
        EMPTY("", "The user wants …", "length", 20, 200);

        private final String text;
        private final String reasoning;
        private final String finish;
        private final int prompt;
        private final int completion;

        Scenario(String text, String reasoning, String finish, int prompt, int completion) {
            this.text = text;
            this.reasoning = reasoning;
            this.finish = finish;
            this.prompt = prompt;
            this.completion = completion;
        }

        private String file() {
            return "contract-" + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The folder of the recordings. */
    protected abstract String folder();

    /** Settings of the provider, by the part of the key after its id. */
    protected abstract Map<String, String> settings();

    protected abstract ChatTranslator translator(ProviderSettings provider, Inquiry call, ReasoningMemory memory);

    /** Reads a request that left. */
    protected abstract Left left(JsonObject sent);

    /** The ids of the two parallel tool calls. */
    protected abstract List<String> callIds();

    /** What the vendor calls the model that answers. */
    protected abstract String model();

    /** The vendor's word for a finish reason of the common form; null when it has no other. */
    protected abstract @org.jspecify.annotations.Nullable String vendorFinish(String common);

    /** Recorded errors before an answer: file, a space, status, a space, the row of the failure table. */
    protected abstract Stream<String> errors();

    /** What an error inside a stream is. */
    protected abstract FailureKind errorInStream();

    /** The text of {@code stream-error} before its error. */
    protected String textBeforeError() {
        return "Hello";
    }

    /** Whether the vendor swallows its own error, so that only the missing finish reason tells. */
    protected boolean losesErrorsInStreams() {
        return false;
    }

    protected Framing framing() {
        return Framing.SSE;
    }

    private String ending() {
        return framing() == Framing.SSE ? ".sse" : ".ndjson";
    }

    @ParameterizedTest
    @EnumSource
    void givesTheSameAnswerInOnePieceAndAsAStream(Scenario scenario) {
        Folded whole = Folded.reply(reply(scenario));
        Folded streamed = Folded.stream(stream(scenario, true));

        assertThat(streamed).isEqualTo(whole);
        assertThat(whole.model()).isEqualTo(model());
        assertThat(whole.text()).isEqualTo(scenario.text);
        assertThat(whole.reasoning()).isEqualTo(scenario.reasoning);
        assertThat(whole.finish()).isEqualTo(scenario.finish);
        assertThat(whole.vendorFinish()).isEqualTo(vendorFinish(scenario.finish));
        assertThat(whole.usage()).isNotNull();
        assertThat(whole.usage().getInt("prompt_tokens")).isEqualTo(scenario.prompt);
        assertThat(whole.usage().getInt("completion_tokens")).isEqualTo(scenario.completion);
        assertThat(whole.usage().getInt("total_tokens")).isEqualTo(scenario.prompt + scenario.completion);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsIdsOrderAndArgumentsOfParallelToolCalls(boolean stream) {
        Folded answer =
                stream ? Folded.stream(stream(Scenario.PARALLEL, false)) : Folded.reply(reply(Scenario.PARALLEL));

        assertThat(answer.calls())
                .containsExactly(
                        new Folded.ToolCall(callIds().get(0), "get_weather", "{\"city\":\"Paris\"}"),
                        new Folded.ToolCall(callIds().get(1), "get_weather", "{\"city\":\"Rome\"}"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendsAPlainQuestion(boolean stream) {
        Left left = left(sent(body("", stream), new ReasoningMemory()));

        assertThat(left.model).isEqualTo("m");
        assertThat(left.stream).isEqualTo(stream);
        assertThat(left.system).isEqualTo("Be brief.");
        assertThat(left.user).isEqualTo("Weather in Paris and Rome?");
        assertThat(left.calls).isEmpty();
        assertThat(left.tools).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendsToolsCallsResultsAndReasoning(boolean stream) {
        Left left = left(
                sent(toolTurn(",\"reasoning_content\":\"Two cities, two calls.\"", stream), new ReasoningMemory()));

        assertThat(left.tools).containsExactly("get_weather");
        assertThat(left.calls)
                .containsExactly(
                        new Folded.ToolCall(callIds().get(0), "get_weather", "{\"city\":\"Paris\"}"),
                        new Folded.ToolCall(callIds().get(1), "get_weather", "{\"city\":\"Rome\"}"));
        assertThat(left.results)
                .containsExactly(
                        Map.entry(callIds().get(0), "20 C"), Map.entry(callIds().get(1), "25 C"));
        assertThat(left.reasoning).isEqualTo("Two cities, two calls.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void restoresReasoningThatTheClientDropped(boolean stream) {
        ReasoningMemory memory = new ReasoningMemory();
        String question = body(",\"tools\":[" + tool() + "]", stream);
        answer(translator(provider(), call(question), memory), Scenario.PARALLEL, stream);

        Left left = left(sent(toolTurn("", stream), memory));

        assertThat(left.reasoning).isEqualTo("Two cities, two calls.");
    }

    @Test
    void keepsTheReasoningOfOneConversationOutOfAnother() {
        ReasoningMemory memory = new ReasoningMemory();
        String other = body(",\"tools\":[" + tool() + "]", false).replace("Weather in Paris", "My secret and Paris");
        answer(translator(provider(), call(other), memory), Scenario.PARALLEL, false);

        Left left = left(sent(toolTurn("", false), memory));

        assertThat(left.reasoning).isBlank();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendsAnImage(boolean stream) {
        String content = "[{\"type\":\"text\",\"text\":\"What is it?\"},{\"type\":\"image_url\",\"image_url\":"
                + "{\"url\":\"data:image/png;base64," + PNG + "\"}}]";
        String body = "{\"model\":\"p/m\",\"messages\":[{\"role\":\"user\",\"content\":" + content + "}],\"stream\":"
                + stream + "}";

        Left left = left(sent(body, new ReasoningMemory()));

        assertThat(left.user).isEqualTo("What is it?");
        assertThat(left.image).isEqualTo(PNG);
    }

    @Test
    void sendsTheCallersLimitAndElseTheOperators() {
        assertThat(left(sent(body(",\"max_tokens\":700", false), new ReasoningMemory())).limit)
                .isEqualTo(700);
        assertThat(left(sent(body(",\"max_completion_tokens\":800", false), new ReasoningMemory())).limit)
                .isEqualTo(800);
        assertThat(left(sent(body("", false), new ReasoningMemory())).limit).isEqualTo(32768);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void findsTheRowOfTheTableForAnErrorBeforeTheAnswer(String line) {
        String[] parts = line.split(" ");
        String body = new String(Upstream.bytes(folder() + "/" + parts[0]), java.nio.charset.StandardCharsets.UTF_8);

        var failure = translator(provider(), call(body("", false)), new ReasoningMemory())
                .failure(new UpstreamReply(Integer.parseInt(parts[1]), body, null, null));

        assertThat(failure.kind()).isEqualTo(FailureKind.valueOf(parts[2]));
        assertThat(failure.provider()).isEqualTo(ID);
        assertThat(failure.evidence()).isNotNull();
        assertThat(failure.evidence().status()).isEqualTo(Integer.parseInt(parts[1]));
        assertThat(failure.message()).contains(VendorError.of(body).message());
    }

    @Test
    void reportsAnErrorInsideAStreamAfterTheTextBeforeIt() {
        var translator = translator(provider(), call(body("", true)), new ReasoningMemory());
        byte[] body = Upstream.bytes(folder() + "/stream-error" + ending());
        List<Chunk> before = new java.util.ArrayList<>();

        GatewayException error = catchThrowableOfType(GatewayException.class, () -> {
            try (var events = framing().reader(new java.io.ByteArrayInputStream(body))) {
                for (var event = events.next(); event != null; event = events.next()) {
                    if (event.data() != null) {
                        translator.event(event, before::add);
                    }
                }
            }
        });

        assertThat(Folded.stream(before).text()).isEqualTo(textBeforeError());
        assertThat(Folded.stream(before).finish()).isNull();
        if (losesErrorsInStreams()) {
            return;
        }
        assertThat(error).isNotNull();
        assertThat(error.failure().kind()).isEqualTo(errorInStream());
        assertThat(error.failure().provider()).isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void warnsWhenReasoningUsedUpTheBudget(boolean stream) {
        var translator = translator(provider(), call(body(",\"max_tokens\":2000", stream)), new ReasoningMemory());

        answer(translator, Scenario.EMPTY, stream);

        assertThat(((Warnings) translator).warnings())
                .singleElement()
                .asString()
                .startsWith("reasoning_exhausted_budget;")
                .contains("max_tokens=2000", "completion_tokens=200", "gateway.provider.p.max-tokens-policy=raise")
                .matches("[ -~]+");
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "REASONING", "PARALLEL", "LENGTH"})
    void warnsOfNothingWhenThereIsAnAnswer(Scenario scenario) {
        for (boolean stream : new boolean[] {false, true}) {
            var translator = translator(provider(), call(body("", stream)), new ReasoningMemory());

            answer(translator, scenario, stream);

            assertThat(((Warnings) translator).warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsChunksThatAStrictClientReads(Scenario scenario) {
        List<Chunk> chunks = stream(scenario, true);

        int finishes = 0;
        for (Chunk chunk : chunks) {
            JsonObject json = Folded.parse(String.valueOf(chunk.json()));
            assertThat(json.keySet())
                    .contains("id", "object", "created", "model", "choices")
                    .doesNotContain("error");
            assertThat(json.getString("object")).isEqualTo("chat.completion.chunk");
            assertThat(chunk.json()).doesNotContain("\n");
            for (JsonObject choice : json.getJsonArray("choices").getValuesAs(JsonObject.class)) {
                finishes += choice.isNull("finish_reason") ? 0 : 1;
            }
            assertThat(chunk).isEqualTo(sameAs(json, chunk));
        }
        assertThat(finishes).as("finish reasons").isEqualTo(1);
        JsonObject last =
                Folded.parse(String.valueOf(chunks.get(chunks.size() - 1).json()));
        assertThat(last.getJsonArray("choices")).isEmpty();
        assertThat(last.getJsonObject("usage").getInt("total_tokens")).isEqualTo(scenario.prompt + scenario.completion);
    }

    /** What the relay would find if it looked into the chunk itself, but for figures that are for the books only. */
    private static Chunk sameAs(JsonObject json, Chunk chunk) {
        Chunk read = Chunk.of(json);
        return new Chunk(chunk.json(), read.token(), read.opened(), read.finished(), chunk.usage());
    }

    @Test
    void knowsTheFiguresAlsoWhenTheCallerDidNotAsk() {
        List<Chunk> chunks = stream(Scenario.PLAIN, false);

        JsonObject usage = null;
        for (Chunk chunk : chunks) {
            usage = chunk.usage() == null ? usage : chunk.usage();
        }
        assertThat(usage).isNotNull();
        assertThat(usage.getInt("total_tokens")).isEqualTo(17);
    }

    Stream<String> streams() {
        return Upstream.streams(folder()).stream();
    }

    @ParameterizedTest
    @MethodSource("streams")
    void readsTheSameWhereverTheNetworkCuts(String file) {
        byte[] body = Upstream.bytes(file);
        Folded expected = Folded.stream(Upstream.chunks(streamTranslator(true), framing(), body));
        assertThat(expected.finish()).isNotNull();

        for (long seed = 0; seed < SEEDS; seed++) {
            Folded cut = Folded.stream(Upstream.chunks(streamTranslator(true), framing(), body, seed));
            assertThat(cut).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private ChatTranslator streamTranslator(boolean usage) {
        return translator(
                provider(),
                call(body(usage ? ",\"stream_options\":{\"include_usage\":true}" : "", true)),
                new ReasoningMemory());
    }

    private JsonObject reply(Scenario scenario) {
        return answer(translator(provider(), call(body("", false)), new ReasoningMemory()), scenario);
    }

    private JsonObject answer(ChatTranslator translator, Scenario scenario) {
        try {
            return translator
                    .reply(Upstream.bytes(folder() + "/" + scenario.file() + ".json"))
                    .tree();
        } catch (MalformedJsonException e) {
            throw new AssertionError(e);
        }
    }

    private void answer(ChatTranslator translator, Scenario scenario, boolean stream) {
        if (stream) {
            stream(translator, scenario);
        } else {
            answer(translator, scenario);
        }
    }

    private List<Chunk> stream(Scenario scenario, boolean usage) {
        return stream(streamTranslator(usage), scenario);
    }

    private List<Chunk> stream(ChatTranslator translator, Scenario scenario) {
        return Upstream.chunks(translator, framing(), Upstream.bytes(folder() + "/" + scenario.file() + ending()));
    }

    /** The body that leaves for a caller's body. */
    protected final JsonObject sent(String body, ReasoningMemory memory) {
        return request(body, memory).body().tree();
    }

    protected final UpstreamRequest request(String body, ReasoningMemory memory) {
        return translator(provider(), call(body), memory).request();
    }

    protected final ProviderSettings provider() {
        MapSettings all = MapSettings.withProvider(ID).set("gateway.provider.p.max-tokens", "32768");
        settings().forEach((key, value) -> all.set("gateway.provider.p." + key, value));
        return ProviderSettings.read(all.settings(), ID);
    }

    protected static Inquiry call(String body) {
        try {
            JsonDocument document = JsonDocument.parse(body);
            return Inquiry.chat(document, "m", document.isTrue("stream"));
        } catch (MalformedJsonException e) {
            throw new AssertionError(body, e);
        }
    }

    /** A caller's body with more members, each beginning with a comma. */
    protected static String body(String members, boolean stream) {
        return "{\"model\":\"p/m\",\"messages\":[" + opening() + "],\"stream\":" + stream + members + "}";
    }

    private static String opening() {
        return "{\"role\":\"system\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":\"Weather in Paris and Rome?\"}";
    }

    protected static String tool() {
        return "{\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"parameters\":{\"type\":\"object\","
                + "\"properties\":{\"city\":{\"type\":\"string\"}}}}}";
    }

    /** The turn that brings the results of both calls; members go into the assistant's message. */
    protected final String toolTurn(String members, boolean stream) {
        return "{\"model\":\"p/m\",\"messages\":[" + opening() + ",{\"role\":\"assistant\",\"content\":null" + members
                + ",\"tool_calls\":[" + call(callIds().get(0), "Paris") + ","
                + call(callIds().get(1), "Rome") + "]},"
                + result(callIds().get(0), "20 C") + "," + result(callIds().get(1), "25 C") + "],\"stream\":" + stream
                + ",\"tools\":[" + tool() + "]}";
    }

    private static String call(String id, String city) {
        return "{\"id\":\"" + id + "\",\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"arguments\":"
                + "\"{\\\"city\\\":\\\"" + city + "\\\"}\"}}";
    }

    private static String result(String id, String text) {
        return "{\"role\":\"tool\",\"tool_call_id\":\"" + id + "\",\"content\":\"" + text + "\"}";
    }
}
