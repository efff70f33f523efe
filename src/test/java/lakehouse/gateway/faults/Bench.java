package lakehouse.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The gateway under test, its upstreams and a client. Started once for all classes of this package. */
final class Bench {
    private static final int LADDERS = 80;
    private static @Nullable Bench shared;

    private final AtomicInteger names = new AtomicInteger();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final FaultyUpstream upstream;
    private final GatewayProcess server;

    private Bench(String name, Duration probeInterval) throws Exception {
        upstream = new FaultyUpstream();
        var settings = settings(upstream.port(), new FaultyUpstream(SelfSigned.listener()));
        settings.put("gateway.breaker.probe-interval", probeInterval.toString());
        server = GatewayProcess.start(name, settings);
        // The first calls load classes.
        for (var i = 0; i < 20; i++) {
            call("primary/healthy", i % 2 == 0);
        }
    }

    static synchronized Bench shared() throws Exception {
        if (shared == null) {
            shared = new Bench("faults", Duration.ofSeconds(1));
        }
        return shared;
    }

    static Bench withProbeInterval(Duration interval) throws Exception {
        return new Bench("faults-slow", interval);
    }

    private static Map<String, String> settings(int port, FaultyUpstream selfSigned) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("gateway.providers", "primary,fallback,bulk,brisk,drained,refused,nameless,badtls,keyless,kimi");
        for (var id : new String[] {"primary", "fallback", "bulk", "brisk", "drained", "kimi"}) {
            settings.put("gateway.provider." + id + ".base-url", "http://127.0.0.1:" + port + "/" + id + "/v1");
        }
        settings.put("gateway.provider.refused.base-url", "http://127.0.0.1:1/v1");
        settings.put("gateway.provider.nameless.base-url", "http://nobody.invalid/v1");
        settings.put("gateway.provider.badtls.base-url", "https://127.0.0.1:" + selfSigned.port() + "/badtls/v1");
        settings.put("gateway.provider.kimi.api-key", "test-key-kimi");
        settings.put("gateway.provider.primary.connect-timeout", "PT1S");
        settings.put("gateway.provider.primary.first-token-timeout", "PT1.5S");
        settings.put("gateway.provider.primary.idle-timeout", "PT1S");
        settings.put("gateway.provider.primary.timeout", "PT4S");
        settings.put("gateway.provider.bulk.timeout", "PT10M");
        settings.put("gateway.provider.bulk.idle-timeout", "PT10M");
        settings.put("gateway.provider.brisk.idle-timeout", "PT1S");
        settings.put("gateway.provider.brisk.timeout", "PT2M");
        settings.put("gateway.provider.drained.on-disconnect", "drain");
        settings.put("gateway.provider.drained.drain-timeout", "PT3S");
        settings.put("gateway.retry.base-delay", "PT0.05S");
        settings.put("gateway.retry.max-wait", "PT2S");
        settings.put("gateway.ladder.broken.rungs", "kimi/kimi-for-coding,fallback/m");
        settings.put("gateway.ladder.nowhere.rungs", "nameless/a,nameless/b,nameless/c,fallback/nowhere");
        settings.put("gateway.provider.keyless.base-url", "http://127.0.0.1:" + port + "/keyless/v1");
        settings.put("gateway.provider.keyless.key-required", "true");
        settings.put("gateway.ladder.keyless.rungs", "keyless/a,keyless/b");
        settings.put("gateway.ladder.bulk.rungs", "bulk/many,fallback/many");
        settings.put("gateway.ladder.patient.rungs", "bulk/patient,fallback/patient");
        settings.put("gateway.ladder.left.rungs", "bulk/left,fallback/left");
        for (var id : new String[] {"refused", "nameless", "badtls"}) {
            settings.put("gateway.ladder." + id + ".rungs", id + "/m-ladder,fallback/" + id);
        }
        for (var i = 0; i < LADDERS; i++) {
            settings.put("gateway.ladder.f" + i + ".rungs", "primary/f" + i + ",fallback/f" + i);
        }
        for (var name : new String[] {"eager-cut", "eager-rescue"}) {
            settings.put("gateway.ladder." + name + ".rungs", "primary/" + name + ",fallback/" + name);
            settings.put("gateway.ladder." + name + ".recovery", "first-token");
        }
        return settings;
    }

    /** A model that no other test uses; {@code ladder/<it>} has it at primary and at fallback. */
    String newModel() {
        return "f" + names.getAndIncrement();
    }

    FaultyUpstream upstream() {
        return upstream;
    }

    GatewayProcess server() {
        return server;
    }

    Got call(String model, boolean stream) throws IOException, InterruptedException {
        return call(model, stream, "");
    }

    /** @param more further fields of the request, each beginning with a comma */
    Got call(String model, boolean stream, String more) throws IOException, InterruptedException {
        return Got.of(http.send(request(model, stream, more), BodyHandlers.ofString()));
    }

    CompletableFuture<HttpResponse<String>> callAsync(String model, boolean stream) {
        return http.sendAsync(request(model, stream, ""), BodyHandlers.ofString());
    }

    HttpClient http() {
        return http;
    }

    HttpRequest request(String model, boolean stream, String more) {
        return HttpRequest.newBuilder(chat())
                .timeout(Duration.ofMinutes(5))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body(model, stream, more)))
                .build();
    }

    URI chat() {
        return server.address("v1/chat/completions");
    }

    static String body(String model, boolean stream, String more) {
        return "{\"model\":\"" + model + "\",\"stream\":" + stream + more
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Say something.\"}]}";
    }

    JsonObject get(String path) throws IOException, InterruptedException {
        var answer = http.send(HttpRequest.newBuilder(server.address(path)).build(), BodyHandlers.ofString());
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }

    /**
     * Asserts that a good call to the provider that failed just now succeeds within a second. Every one must succeed; the
     * quickest of three counts, because a busy machine makes any of them slow.
     */
    void worksWithinASecond() throws IOException, InterruptedException {
        var quickest = Long.MAX_VALUE;
        for (var tries = 0; tries < 3 && quickest >= 1_000_000_000L; tries++) {
            var before = System.nanoTime();
            var healthy = call("primary/healthy", false);
            quickest = Math.min(quickest, System.nanoTime() - before);
            assertThat(healthy.isWholeAnswerOf("primary")).as(healthy.words()).isTrue();
        }
        assertThat(quickest).as("nanoseconds").isLessThan(1_000_000_000L);
    }

    /** The attempts of a call as the gateway tells them. */
    JsonArray attempts(Got got) throws IOException, InterruptedException {
        return get("v1/calls/" + got.requestId()).getJsonArray("attempts");
    }
}
