package lakehouse.gateway.audit.state;

import jakarta.json.JsonObject;
import java.time.Instant;
import lakehouse.gateway.json.JsonParts;

/**
 * What was asked for.
 *
 * @param title of the report
 * @param model a route or a ladder
 * @param focus what to look for; empty when anything
 * @param owner name of the key that the caller showed
 * @param createdAt when
 */
public record AuditRequest(String title, String model, String focus, String owner, Instant createdAt) {
    JsonObject json() {
        return JsonParts.object()
                .add("title", title)
                .add("model", model)
                .add("focus", focus)
                .add("owner", owner)
                .add("created_at", createdAt.toString())
                .build();
    }

    static AuditRequest of(JsonObject json) {
        return new AuditRequest(
                json.getString("title"),
                json.getString("model"),
                json.getString("focus"),
                json.getString("owner"),
                Instant.parse(json.getString("created_at")));
    }
}
