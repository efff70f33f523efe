package lakehouse.gateway.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.dispatch.ReadStream;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.DialectFixtures;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.upstream.Framing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a client's SDK puts together equals what the provider meant, or the answer ends in an error: never shorter with success.
 * And what is whole never ends in an error. {@code -Dreading.seeds} and {@code -Dreading.from} choose others.
 */
class ReadingTest {
    private static final int SEEDS = Integer.getInteger("reading.seeds", 10_000);
    private static final int FROM = Integer.getInteger("reading.from", 0);

    enum Vendor {
        OPENAI(
                "openai",
                "openai",
                seed -> OpenAiSender.stream(seed, "reasoning_content"),
                seed -> OpenAiSender.reply(seed, "reasoning_content")),
        OPENROUTER(
                "openrouter",
                "openai",
                seed -> OpenAiSender.stream(seed, "reasoning"),
                seed -> OpenAiSender.reply(seed, "reasoning")),
        KIMI_OPENAI(
                "kimi",
                "openai",
                seed -> OpenAiSender.stream(seed, "reasoning_content"),
                seed -> OpenAiSender.reply(seed, "reasoning_content")),
        OLLAMA_OPENAI(
                "ollama",
                "openai",
                seed -> OpenAiSender.stream(seed, "reasoning"),
                seed -> OpenAiSender.reply(seed, "reasoning")),
        KIMI_ANTHROPIC("kimi", "anthropic", AnthropicSender::stream, AnthropicSender::reply),
        ANTHROPIC("anthropic", "anthropic", AnthropicSender::stream, AnthropicSender::reply),
        OLLAMA("ollama", "native", OllamaSender::stream, OllamaSender::reply);

        private final String dialect;
        private final String surface;
        private final LongFunction<Sent> streams;
        private final LongFunction<Sent> replies;

        Vendor(String dialect, String surface, LongFunction<Sent> streams, LongFunction<Sent> replies) {
            this.dialect = dialect;
            this.surface = surface;
            this.streams = streams;
            this.replies = replies;
        }

        private ProviderSettings provider() {
            return ProviderSettings.read(
                    MapSettings.withProvider("p")
                            .set("gateway.provider.p.dialect", dialect)
                            .set("gateway.provider.p.surface", surface)
                            .settings(),
                    "p");
        }

        private Framing framing() {
            return this == OLLAMA ? Framing.NDJSON : Framing.SSE;
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryStreamAsItIsMeantOrEndsInAnError(Vendor vendor) throws Exception {
        ProviderSettings provider = vendor.provider();
        List<Inquiry> calls = List.of(call(true, 1), call(true, 2));
        for (long seed = FROM; seed < FROM + SEEDS; seed++) {
            Sent sent = vendor.streams.apply(seed);
            ChatTranslator translator = DialectFixtures.named(vendor.dialect)
                    .translator(provider, calls.get(sent.meaning().choices().size() - 1));
            ReadStream read = ReadStream.of(translator, vendor.framing(), sent.body(), sent.cut(), seed);
            check(vendor, seed, sent, read.error(), () -> Accumulator.stream(read.events()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryAnswerInOnePieceAsItIsMeantOrRefusesIt(Vendor vendor) throws Exception {
        ProviderSettings provider = vendor.provider();
        Inquiry call = call(false, 1);
        for (long seed = FROM; seed < FROM + SEEDS; seed++) {
            Sent sent = vendor.replies.apply(seed);
            ChatTranslator translator = DialectFixtures.named(vendor.dialect).translator(provider, call);
            String error = null;
            List<String> reply = new ArrayList<>();
            try {
                JsonDocument document = translator.reply(sent.body());
                reply.add(document.text());
            } catch (MalformedJsonException e) {
                error = e.getMessage();
            } catch (GatewayException e) {
                error = e.failure().message();
            }
            check(vendor, seed, sent, error, () -> Accumulator.reply(reply.get(0)));
        }
    }

    private interface Reader {
        Meaning read();
    }

    private static void check(
            Vendor vendor, long seed, Sent sent, @org.jspecify.annotations.Nullable String error, Reader reader) {
        try {
            if (error != null) {
                assertThat(sent.whole()).as("ended in an error: %s", error).isFalse();
                return;
            }
            Meaning got = reader.read();
            Meaning meant = sent.meaning();
            assertThat(withIdsOf(got, meant))
                    .isEqualTo(sent.whole() ? meant : new Meaning(meant.choices(), got.prompt()));
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    vendor + ", seed " + seed + " of\n" + new String(sent.body(), StandardCharsets.UTF_8), e);
        }
    }

    /** Where the provider gave no id any will do. */
    private static Meaning withIdsOf(Meaning got, Meaning meant) {
        List<Meaning.Said> choices = new ArrayList<>();
        for (int i = 0; i < got.choices().size(); i++) {
            Meaning.Said said = got.choices().get(i);
            List<Meaning.Call> calls = new ArrayList<>();
            for (int j = 0; j < said.calls().size(); j++) {
                Meaning.Call call = said.calls().get(j);
                boolean any = i < meant.choices().size()
                        && j < meant.choices().get(i).calls().size()
                        && meant.choices().get(i).calls().get(j).id().isEmpty();
                calls.add(any ? new Meaning.Call("", call.name(), call.arguments()) : call);
            }
            choices.add(new Meaning.Said(said.text(), said.reasoning(), calls, said.finish()));
        }
        return new Meaning(choices, got.prompt());
    }

    private static Inquiry call(boolean stream, int choices) throws MalformedJsonException {
        String body = "{\"n\":" + choices + ",\"messages\":[],\"tools\":[{}],\"stream\":" + stream
                + ",\"stream_options\":{\"include_usage\":true}}";
        return Inquiry.chat(JsonDocument.parse(body), "m", stream);
    }
}
