package lakehouse.gateway.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.provider.Dialect;
import lakehouse.gateway.provider.DialectFixtures;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.Upstream;
import lakehouse.gateway.upstream.Framing;
import org.junit.jupiter.api.Test;

/**
 * What translating an event costs, against relaying one that is in OpenAI's format already: all dialects in turn in one
 * run, each stream of the same number of words in chunks as the vendor sends them, CPU time of this thread alone, the median
 * of many rounds.
 */
class TranslationCostTest {
    private static final int WORDS = 2_000;
    private static final int ROUNDS = 150;
    private static final int WARM_UP = 75;

    /** The aim is 1.4, and the figures are printed. A shared machine is noisy, so the build fails only beyond it. */
    private static final double BOUND = 1.8;

    private record Runner(ProviderSettings provider, Dialect dialect, Framing framing, byte[] body) {}

    @Test
    void translatesAnEventForLittleMoreThanRelayingOne() throws Exception {
        Map<String, Runner> runners = new LinkedHashMap<>();
        runners.put("openai", runner("openai", "openai", openAi("content")));
        runners.put("openai with reasoning", runner("openai", "openai", openAi("reasoning_content")));
        runners.put("openrouter with reasoning", runner("openrouter", "openrouter", openRouter()));
        runners.put("kimi, surface openai", runner("kimi", "openai", openAi("reasoning_content")));
        runners.put("kimi, surface anthropic", runner("kimi", "anthropic", anthropic("thinking")));
        runners.put("anthropic", runner("anthropic", "anthropic", anthropic("text")));
        runners.put("ollama", runner("ollama", "native", ollama()));
        Map<String, List<Long>> times = new LinkedHashMap<>();
        runners.keySet().forEach(name -> times.put(name, new ArrayList<>()));

        for (int round = 0; round < ROUNDS; round++) {
            for (var entry : runners.entrySet()) {
                long time = cpu(entry.getValue());
                if (round >= WARM_UP) {
                    times.get(entry.getKey()).add(time);
                }
            }
        }

        double relay = median(times.get("openai"));
        times.forEach((name, all) -> System.out.printf(
                "CPU per event, %s: %.2f us, %.2f of relaying OpenAI%n",
                name, median(all) / WORDS / 1000, median(all) / relay));
        times.forEach((name, all) -> assertThat(median(all) / relay).as(name).isLessThan(BOUND));
    }

    private static long cpu(Runner runner) throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        ChatTranslator translator = runner.dialect()
                .translator(
                        runner.provider(),
                        Inquiry.chat(JsonDocument.parse("{\"messages\":[],\"tools\":[],\"stream\":true}"), "m", true));
        long before = threads.getCurrentThreadCpuTime();
        List<Chunk> chunks = Upstream.chunks(translator, runner.framing(), runner.body());
        long time = threads.getCurrentThreadCpuTime() - before;
        assertThat(chunks.size()).isGreaterThanOrEqualTo(WORDS);
        return time;
    }

    private static double median(List<Long> times) {
        long[] sorted = times.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static Runner runner(String dialect, String surface, Stream<String> events) {
        ProviderSettings provider = ProviderSettings.read(
                MapSettings.withProvider("p")
                        .set("gateway.provider.p.dialect", dialect)
                        .set("gateway.provider.p.surface", surface)
                        .settings(),
                "p");
        return new Runner(
                provider,
                DialectFixtures.named(dialect),
                dialect.equals("ollama") ? Framing.NDJSON : Framing.SSE,
                String.join("", events.toList()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static Stream<String> words() {
        return IntStream.range(0, WORDS).mapToObj(i -> JsonParts.quoted(" word" + i % 97));
    }

    private static String openAiChunk(String delta, String finish) {
        return "data: {\"id\":\"chatcmpl-DuLdOuviL2tiVxMim6HmX4YMnCorK\",\"object\":\"chat.completion.chunk\",\"created\":1782321902,"
                + "\"model\":\"gpt-4o-mini-2024-07-18\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_bbc23ca3d7\",\"choices\":"
                + "[{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":" + finish
                + "}],\"usage\":null,\"obfuscation\":\"TuWnytCa\"}\n\n";
    }

    private static Stream<String> openAi(String field) {
        return Stream.concat(
                words().map(word -> openAiChunk("{\"" + field + "\":" + word + "}", "null")),
                Stream.of(openAiChunk("{}", "\"stop\""), "data: [DONE]\n\n"));
    }

    private static Stream<String> openRouter() {
        return Stream.concat(
                words().map(word -> openRouterChunk(
                        "{\"content\":\"\",\"role\":\"assistant\",\"reasoning\":" + word
                                + ",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":" + word
                                + ",\"format\":\"unknown\",\"index\":0}]}",
                        "null")),
                Stream.of(openRouterChunk("{}", "\"stop\""), "data: [DONE]\n\n"));
    }

    private static String openRouterChunk(String delta, String finish) {
        return "data: {\"id\":\"gen-1777319889-qNPs6PR0SRru1d3CzVF1\",\"object\":\"chat.completion.chunk\",\"created\":1777319889,"
                + "\"model\":\"moonshotai/kimi-k2.5-0127\",\"provider\":\"ModelRun\",\"choices\":[{\"index\":0,\"delta\":"
                + delta
                + ",\"finish_reason\":" + finish + ",\"native_finish_reason\":" + finish + "}]}\n\n";
    }

    private static Stream<String> anthropic(String kind) {
        String start =
                "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"model\":\"claude-sonnet-4-20250514\","
                        + "\"id\":\"msg_01\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}}\n\n"
                        + "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\""
                        + kind + "\",\"" + kind + "\":\"\"}}\n\n";
        Stream<String> deltas = words().map(word ->
                "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\""
                        + kind + "_delta\",\"" + kind + "\":" + word + "}      }\n\n");
        String end = "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
                + "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":9}}\n\n"
                + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
        return Stream.concat(Stream.concat(Stream.of(start), deltas), Stream.of(end));
    }

    private static Stream<String> ollama() {
        String head =
                "{\"model\":\"llama3.2\",\"created_at\":\"2023-08-04T08:52:19.385406455-07:00\",\"message\":{\"role\":\"assistant\",\"content\":";
        return Stream.concat(
                words().map(word -> head + word + "},\"done\":false}\n"),
                Stream.of(
                        head
                                + "\"\"},\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":26,\"eval_count\":282}\n"));
    }
}
