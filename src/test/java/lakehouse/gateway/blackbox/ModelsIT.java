package lakehouse.gateway.blackbox;

import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.WireMock;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The models of all providers in one list. */
class ModelsIT extends Deployed {
    /** A list that failed is asked for again after 20 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @BeforeEach
    void listModels() {
        upstream().resetAll();
        upstream()
                .stubFor(
                        WireMock.get("/kimi/v1/models")
                                .willReturn(
                                        okJson(
                                                "{\"data\":[{\"id\":\"kimi-for-coding\",\"context_length\":262144,\"display_name\":\"Kimi\"}]}")));
        upstream()
                .stubFor(
                        WireMock.get("/openrouter/v1/models")
                                .willReturn(
                                        okJson(
                                                "{\"data\":[{\"id\":\"moonshotai/kimi-k2.6\",\"created\":5,\"pricing\":{\"prompt\":\"0.0000005\"}}]}")));
        upstream()
                .stubFor(WireMock.get("/ollama/api/tags")
                        .willReturn(okJson("{\"models\":[{\"name\":\"gpt-oss:20b\",\"model\":\"gpt-oss:20b\"}]}")));
    }

    @Test
    void prefixesTheIdsAndKeepsTheRest() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(ids())
                        .contains("kimi/kimi-for-coding", "openrouter/moonshotai/kimi-k2.6", "ollama/gpt-oss:20b"));

        var kimi = model("kimi/kimi-for-coding");
        assertThat(kimi.getString("object")).isEqualTo("model");
        assertThat(kimi.getString("owned_by")).isEqualTo("kimi");
        assertThat(kimi.getInt("created")).isZero();
        assertThat(kimi.getInt("context_length")).isEqualTo(262144);
        assertThat(model("openrouter/moonshotai/kimi-k2.6").getInt("created")).isEqualTo(5);
        assertThat(model("openrouter/moonshotai/kimi-k2.6")
                        .getJsonObject("pricing")
                        .getString("prompt"))
                .isEqualTo("0.0000005");
        assertThat(model("ollama/gpt-oss:20b").getString("owned_by")).isEqualTo("ollama");
        assertThat(ids()).noneMatch(id -> id.startsWith("keyless/") || id.startsWith("mistyped/"));

        var asked = upstream().findAll(getRequestedFor(urlEqualTo("/kimi/v1/models")));
        assertThat(asked).allSatisfy(request -> {
            assertThat(request.getHeader("Authorization")).isEqualTo("Bearer test-key-kimi");
            assertThat(request.header("User-Agent").values())
                    .singleElement()
                    .asString()
                    .startsWith("LakehouseGateway/");
        });
        assertThat(upstream().findAll(getRequestedFor(urlEqualTo("/keyless/v1/models"))))
                .isEmpty();
    }

    @Test
    void showsOneModelAlsoWithSlashesInItsName() throws Exception {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> ids().contains("openrouter/moonshotai/kimi-k2.6"));

        for (var path : List.of("openrouter/moonshotai/kimi-k2.6", "openrouter%2Fmoonshotai%2Fkimi-k2.6")) {
            var model = get("v1/models/" + path).isOk().json();
            assertThat(model.getString("id")).isEqualTo("openrouter/moonshotai/kimi-k2.6");
            assertThat(model.getString("object")).isEqualTo("model");
            assertThat(model.getInt("created")).isEqualTo(5);
        }
        get("v1/models/openrouter/nothing").isError(404, "model_not_found");
    }

    @Test
    void servesTheListFromMemory() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> ids().contains("kimi/kimi-for-coding"));
        upstream().resetAll();

        for (var i = 0; i < 20; i++) {
            assertThat(ids()).contains("kimi/kimi-for-coding");
        }

        assertThat(upstream().findAll(getRequestedFor(urlEqualTo("/kimi/v1/models"))))
                .isEmpty();
    }

    @Test
    void isNeitherDelayedNorEmptiedByADeadProvider() throws Exception {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> ids().containsAll(List.of("kimi/kimi-for-coding", "ollama/gpt-oss:20b")));
        try (var silent = RawUpstream.answering(exchange -> exchange.closedWithin(Duration.ofSeconds(60)))) {
            // Beside the refusing "dead" and the unknown "nameless", "raw" and "hasty" now take requests and are
            // silent.
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
                var started = System.nanoTime();
                assertThat(ids()).contains("kimi/kimi-for-coding", "ollama/gpt-oss:20b");
                assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started))
                        .isLessThan(5_000);
                return !silent.requests().isEmpty();
            });
        }
    }

    @Test
    void hidesALadderThatCannotAnswerUntilItCan() throws Exception {
        LiveSettings.write(
                "gateway.ladder.hopeless.rungs=dead/a,keyless/b", "gateway.ladder.hopeful.rungs=dead/a,openrouter/m");
        try {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(ids()).contains("ladder/hopeful").doesNotContain("ladder/hopeless"));
            get("v1/models/ladder/hopeless").isError(404, "model_not_found");
            assertThat(rungs("ladder/hopeless")).containsExactly("dead/a not_answering", "keyless/b no_key");
            assertThat(rungs("ladder/hopeful")).containsExactly("dead/a not_answering", "openrouter/m usable");

            LiveSettings.write(
                    "gateway.ladder.hopeless.rungs=dead/a,keyless/b", "GATEWAY_PROVIDER_KEYLESS_API_KEY=test-key");

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(ids()).contains("ladder/hopeless"));
        } finally {
            LiveSettings.open();
        }
    }

    private List<String> rungs(String ladder) {
        return get("v1/ladders").isOk().json().getJsonArray("data").getValuesAs(JsonObject.class).stream()
                .filter(shown -> shown.getString("id").equals(ladder))
                .flatMap(shown -> shown.getJsonArray("rungs").getValuesAs(JsonObject.class).stream())
                .map(rung -> rung.getString("route") + " " + rung.getString("state"))
                .toList();
    }

    private List<String> ids() {
        return list().stream().map(model -> model.getString("id")).toList();
    }

    private JsonObject model(String id) {
        return list().stream()
                .filter(model -> model.getString("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<JsonObject> list() {
        var reply = get("v1/models").isOk();
        assertThat(reply.json().getString("object")).isEqualTo("list");
        return reply.json().getJsonArray("data").getValuesAs(JsonObject.class);
    }
}
