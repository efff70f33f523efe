package lakehouse.gateway.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.Dialect;
import lakehouse.gateway.provider.DialectFixtures;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.requests.KimiMessagesRules;
import lakehouse.gateway.requests.KimiRules;
import lakehouse.gateway.requests.Marks;
import lakehouse.gateway.requests.OllamaRules;
import lakehouse.gateway.requests.OllamaShimRules;
import lakehouse.gateway.requests.OpenAiRequests;
import lakehouse.gateway.requests.OpenAiRules;
import lakehouse.gateway.requests.OpenRouterRules;
import lakehouse.gateway.requests.SentRequest;
import lakehouse.gateway.requests.VendorRules;
import lakehouse.gateway.requests.VendorRules.Broken;
import lakehouse.gateway.upstream.UpstreamRequest;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand random requests, each to each vendor: none leaves in a form that the vendor's documentation refuses, and none
 * loses a word. What cannot be sent so is refused by the gateway, for a reason of the list.
 */
class VendorRulesTest {
    private static final int SEEDS = Integer.getInteger("rules.seeds", 10_000);

    /** What the gateway refuses itself, by vendor: no change would keep the meaning. */
    private static final Map<String, List<String>> REFUSALS = Map.of(
            "kimi, anthropic",
            List.of(
                    "at most 128 tools",
                    "tools of type \"custom\"",
                    "part of type \"input_audio\"",
                    "part of type \"file without file_data\"",
                    "images as JPEG, PNG, GIF or WebP only",
                    "images from an https address",
                    "no message says anything"),
            "kimi, openai",
            List.of(
                    "at most 128 tools",
                    "tools of type \"custom\"",
                    "no part of type \"input_audio\"",
                    "no file of another kind",
                    "at most 5 sequences",
                    "no empty text"),
            "ollama, native",
            List.of("not by address", "no file of another kind"),
            "ollama, openai",
            List.of("not by address", "no file of another kind"),
            "openrouter, openai",
            List.of("tools of type \"custom\"", "at most 4 sequences"));

    @Test
    void sendsKimiOnlyWhatItsDocumentationAllows() throws Exception {
        all("kimi", "openai", new KimiRules());
    }

    /** The rules of the format of the surface, and its own. */
    @Test
    void sendsKimiOnlyWhatItTakesOnItsOtherSurface() throws Exception {
        all("kimi", "anthropic", new KimiMessagesRules());
    }

    @Test
    void sendsOllamaOnlyWhatItsServerReads() throws Exception {
        all("ollama", "native", new OllamaRules());
    }

    @Test
    void sendsOllamasOtherSurfaceOnlyWhatItReads() throws Exception {
        all("ollama", "openai", new OllamaShimRules());
    }

    @Test
    void sendsOpenRouterOnlyWhatItsSchemaAllows() throws Exception {
        all("openrouter", "openai", new OpenRouterRules());
    }

    /** There the caller's body passes to the letter: the gateway breaks no rule that the caller kept. */
    @Test
    void breaksNoRuleOfOpenAiThatTheCallerKept() throws Exception {
        OpenAiRules rules = new OpenAiRules();
        Sender sender = Sender.of("openai", "openai");
        for (long seed = 0; seed < SEEDS; seed++) {
            JsonDocument body = JsonDocument.parse(OpenAiRequests.random(seed));
            Set<String> before = ids(rules, body.tree());
            Set<String> after = ids(rules, sender.sent(body).body());
            assertThat(before).as("seed %d", seed).containsAll(after);
        }
    }

    private static void all(String dialect, String surface, VendorRules rules) throws Exception {
        Map<String, List<String>> found = new TreeMap<>();
        int refused = 0;
        Sender sender = Sender.of(dialect, surface);
        for (long seed = 0; seed < SEEDS; seed++) {
            JsonDocument body = JsonDocument.parse(OpenAiRequests.random(seed));
            SentRequest sent;
            try {
                sent = sender.sent(body);
            } catch (GatewayException e) {
                String message = e.failure().message();
                refused++;
                if (REFUSALS.get(dialect + ", " + surface).stream().noneMatch(message::contains)) {
                    note(found, "refused", seed, message);
                }
                continue;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + OpenAiRequests.random(seed), e);
            }
            for (Broken broken : rules.broken(sent)) {
                note(found, broken.id(), seed, broken.message());
            }
            List<String> lost = Marks.lost(said(body), sent.body().toString());
            if (!lost.isEmpty()) {
                note(found, "lost", seed, lost.toString());
            }
        }
        assertThat(found)
                .as("%s, %s: broken rules with seeds", dialect, surface)
                .isEmpty();
        System.out.printf("%s, %s: %d requests, %d refused by the gateway%n", dialect, surface, SEEDS, refused);
        assertThat(refused).isLessThan(SEEDS / 2);
    }

    /** What must survive: the conversation, and the tools unless the choice of a tool says which of them may be called. */
    private static String said(JsonDocument body) {
        JsonValue choice = body.value("tool_choice");
        boolean restricted =
                choice instanceof JsonObject || JsonParts.text("none").equals(choice);
        return body.value("messages") + (restricted ? "" : String.valueOf(body.value("tools")));
    }

    private static void note(Map<String, List<String>> found, String rule, long seed, String words) {
        List<String> all = found.computeIfAbsent(rule, id -> new ArrayList<>());
        if (all.size() < 3) {
            all.add("seed " + seed + ": " + words);
        }
    }

    private static Set<String> ids(VendorRules rules, JsonObject body) {
        return rules.broken(new SentRequest("/", Map.of(), body)).stream()
                .map(Broken::id)
                .collect(Collectors.toSet());
    }

    /** A provider of a dialect, made once: that costs more than a translation. */
    private record Sender(Dialect dialect, ProviderSettings provider) {
        static Sender of(String dialect, String surface) {
            return new Sender(
                    DialectFixtures.named(dialect),
                    ProviderSettings.read(
                            MapSettings.withProvider("p")
                                    .set("gateway.provider.p.dialect", dialect)
                                    .set("gateway.provider.p.surface", surface)
                                    .settings(),
                            "p"));
        }

        SentRequest sent(JsonDocument body) {
            UpstreamRequest request = dialect.translator(
                            provider, Inquiry.chat(body, "some-model", body.isTrue("stream")))
                    .request();
            return new SentRequest("/", request.headers(), request.body().tree());
        }
    }
}
