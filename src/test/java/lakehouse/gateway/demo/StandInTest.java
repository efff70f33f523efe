package lakehouse.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.JsonSyntax;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandInTest {
    private static final Path SAMPLE = Path.of("examples/audit/sample");

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<StandIn> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(StandIn::stop);
    }

    @Test
    void answersAsItsVendorInOnePieceAndAsAStream() throws Exception {
        StandIn openRouter = started(new StandIn("openrouter", "/api/v1", new OpenRouterAnswers()));
        StandIn ollama = started(new StandIn("ollama", "/v1", new OllamaAnswers("llama3.2:latest")));

        assertThat(openRouter(openRouter, "moonshotai/kimi-k2.6", "").body()).contains("\"content\":\"PONG\"");
        assertThat(openRouter(openRouter, "moonshotai/kimi-k2.6", ",\"stream\":true")
                        .body())
                .contains("\"content\":\"PONG\"")
                .endsWith("data: [DONE]\n\n");
        assertThat(ollama(ollama, "llama3.2:latest", ",\"stream\":false").body())
                .contains("\"content\":\"PONG\"");
        assertThat(ollama(ollama, "llama3.2:latest", "").body().lines()).hasSizeGreaterThan(2);
    }

    @Test
    void doesNotKnowAModelThatIsMistyped() throws Exception {
        StandIn openRouter = started(new StandIn("openrouter", "/api/v1", new OpenRouterAnswers()));
        StandIn ollama = started(new StandIn("ollama", "/v1", new OllamaAnswers("llama3.2:latest")));
        StandIn kimi = started(new StandIn("kimi", "/coding/v1", new KimiAnswers()));

        assertThat(openRouter(openRouter, "moonshotai/kimi-k2", ""))
                .satisfies(reply -> assertThat(reply.statusCode()).isEqualTo(404))
                .satisfies(reply -> assertThat(reply.body()).contains("No endpoints found for moonshotai/kimi-k2."));
        assertThat(ollama(ollama, "lama", "").body()).isEqualTo("{\"error\":\"model 'lama' not found\"}");
        assertThat(send(kimi.baseUrl() + "/messages", "{\"model\":\"kimi\"}").body())
                .contains("resource_not_found_error");
    }

    @Test
    void failsEverySecondTimeOnModelsNamedForIt() throws Exception {
        StandIn openRouter = started(new StandIn("openrouter", "/api/v1", new OpenRouterAnswers()));

        HttpResponse<String> limited = openRouter(openRouter, "moonshotai/kimi-k2.6-429", "");
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(openRouter(openRouter, "moonshotai/kimi-k2.6-429", "").statusCode())
                .isEqualTo(200);
        assertThat(openRouter(openRouter, "moonshotai/kimi-k2.6-500", "").statusCode())
                .isEqualTo(500);
        assertThatThrownBy(() -> openRouter(openRouter, "moonshotai/kimi-k2.6-cut", ",\"stream\":true"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> {
                    openRouter(openRouter, "moonshotai/kimi-k2.6-cut", "");
                    openRouter(openRouter, "moonshotai/kimi-k2.6-cut", "");
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void refusesWhatItsVendorRefuses() throws Exception {
        StandIn ollama = started(new StandIn("ollama", "/v1", new OllamaAnswers("llama3.2:latest")));
        StandIn openRouter = started(new StandIn("openrouter", "/api/v1", new OpenRouterAnswers()));

        assertThat(ollama(ollama, "llama3.2:latest", ",\"keep_alive\":\"-1\"").body())
                .isEqualTo("{\"error\":\"time: missing unit in duration \\\"-1\\\"\"}");
        HttpResponse<String> refused = openRouter(openRouter, "moonshotai/kimi-k2.6", ",\"provider\":\"openrouter\"");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"code\":400");
    }

    @Test
    void reportsUsageWindows() throws Exception {
        StandIn kimi = started(new StandIn("kimi", "/coding/v1", new KimiAnswers()));
        StandIn openRouter = started(new StandIn("openrouter", "/api/v1", new OpenRouterAnswers()));

        assertThat(get(kimi.baseUrl() + "/usages")).contains("\"remaining\":\"97\"");
        assertThat(get(openRouter.baseUrl() + "/credits")).contains("total_credits");
        assertThat(get(openRouter.baseUrl() + "/key")).contains("limit_remaining");
    }

    /** All but one, which is there to show what happens to it. */
    @Test
    void findsInTheSampleWhatIsThere() throws Exception {
        String material = "MATERIAL (part 1)\n=== file examples/audit/sample/Accounts.java (lines 1 to 49 of 49)\n"
                + "=== file examples/audit/sample/rates.py (lines 1 to 16 of 16)\n";
        JsonObject request = JsonSyntax.object(
                "{\"messages\":[{\"role\":\"user\",\"content\":" + JsonParts.quoted(material) + "}]}");
        List<JsonObject> findings = JsonParts.objects(
                JsonSyntax.object(Script.answer("m", request).text()).get("findings"));

        List<String> invented = new ArrayList<>();
        for (JsonObject finding : findings) {
            String file = Files.readString(SAMPLE.resolveSibling("sample")
                    .resolve(Path.of(finding.getString("path")).getFileName()));
            if (!file.contains(finding.getString("quote"))) {
                invented.add(finding.getString("category"));
            }
        }
        assertThat(findings).hasSize(6);
        assertThat(invented).containsExactly("secrets");
    }

    private StandIn started(StandIn standIn) {
        started.add(standIn);
        return standIn;
    }

    private HttpResponse<String> openRouter(StandIn standIn, String model, String members) throws Exception {
        return send(standIn.baseUrl() + "/chat/completions", body(model, members));
    }

    private HttpResponse<String> ollama(StandIn standIn, String model, String members) throws Exception {
        return send(standIn.baseUrl().replace("/v1", "/api/chat"), body(model, members));
    }

    private static String body(String model, String members) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"ping\"}]" + members + "}";
    }

    private HttpResponse<String> send(String address, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(address))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String get(String address) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
