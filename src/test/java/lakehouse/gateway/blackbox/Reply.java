package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway answered.
 *
 * @param status HTTP status
 * @param headers all headers, names in any case
 * @param body the whole body as text
 */
public record Reply(int status, Map<String, List<String>> headers, String body) {
    private static final List<String> ENVELOPE = List.of(
            "message", "type", "param", "code", "source", "provider", "upstream_status", "attempts", "request_id");

    /** Makes header names case-blind. */
    public Reply {
        var anyCase = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    /** A header's only value; null when it is not there. */
    public @Nullable String header(String name) {
        var values = headers.get(name);
        return values == null ? null : String.join(" | ", values);
    }

    /** The body as JSON. */
    public JsonObject json() {
        return parse(body);
    }

    static JsonObject parse(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    /** Asserts a good answer. */
    public Reply isOk() {
        assertThat(status).as(body).isEqualTo(200);
        hasGatewayHeaders();
        return this;
    }

    /** Asserts the error envelope with all its fields and headers, and hands out its inside. */
    public JsonObject isError(int expectedStatus, String code) {
        assertThat(status).as(body).isEqualTo(expectedStatus);
        assertThat(header("Content-Type")).startsWith("application/json");
        hasGatewayHeaders();
        var error = error(body);
        assertThat(error.getString("code")).as(body).isEqualTo(code);
        assertThat(error.getString("request_id")).isEqualTo(header("x-request-id"));
        assertThat(error.getInt("attempts")).isEqualTo(Integer.parseInt(header("x-gateway-attempts")));
        return error;
    }

    private void hasGatewayHeaders() {
        for (var name : List.of("x-request-id", "x-gateway-provider", "x-gateway-model", "x-gateway-attempts")) {
            assertThat(headers.get(name)).as(name).isNotNull().hasSize(1);
        }
    }

    /** The inside of an error envelope, which must have all its fields, of the right types. */
    static JsonObject error(String json) {
        var error = parse(json).getJsonObject("error");
        assertThat(error.keySet()).as(json).containsAll(ENVELOPE);
        assertThat(error.getString("message")).isNotBlank();
        assertThat(error.getString("type")).isNotBlank();
        assertThat(error.getString("source")).isIn("gateway", "provider");
        return error;
    }
}
