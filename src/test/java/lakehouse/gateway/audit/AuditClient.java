package lakehouse.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.stream.JsonGenerator;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;

/** Asks the gateway under test about audits. */
final class AuditClient {
    private final AuditServer server;

    AuditClient(AuditServer server) {
        this.server = server;
    }

    static JsonObjectBuilder request(String model, Map<String, String> files) {
        var list = Json.createArrayBuilder();
        files.forEach((path, content) ->
                list.add(Json.createObjectBuilder().add("path", path).add("content", content)));
        return Json.createObjectBuilder()
                .add("title", "Test")
                .add("model", model)
                .add("files", list);
    }

    /** Begins an audit; gives its path. */
    String begin(JsonObjectBuilder request) throws Exception {
        var answer = server.send(
                "POST", "/v1/audits", AuditServer.KEY, request.build().toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return java.net
                .URI
                .create(answer.headers().firstValue("Location").orElseThrow())
                .getPath();
    }

    JsonObject show(String audit) throws Exception {
        var answer = server.send("GET", audit, AuditServer.KEY, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer.body());
    }

    String report(String audit) throws Exception {
        return server.send("GET", audit + "/report.md", AuditServer.KEY, null).body();
    }

    JsonObject finished(String audit) {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> !show(audit).getString("state").matches("running|suspended"));
        try {
            return show(audit);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    int partsDone(String audit) {
        try {
            return show(audit).getJsonObject("progress").getInt("parts_done");
        } catch (Exception e) {
            return -1;
        }
    }

    static String pretty(String json) {
        var out = new StringWriter();
        try (var writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(out)) {
            writer.write(json(json));
        }
        return out.toString().strip() + "\n";
    }

    /** A report without what differs from run to run. */
    static String timeless(String report) {
        return report.replaceAll("(?m)^\\| (Time|Begun|Audit|Repository|Branch|Base|Head|Gateway) \\|.*\\R", "");
    }

    /** A SARIF log without what differs from commit to commit. */
    static JsonObject timelessSarif(String sarif) {
        return json(sarif.replaceAll("\\s*\"versionControlProvenance\"\\s*:\\s*\\[[^\\]]*\\]\\s*,", "")
                .replaceAll("\"origin\"\\s*:\\s*\\{[^}]*\\}\\s*,", ""));
    }

    static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
