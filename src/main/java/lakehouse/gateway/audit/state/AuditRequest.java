package lakehouse.gateway.audit.state;

import jakarta.json.JsonObject;
import java.time.Instant;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for.
 *
 * @param title of the report
 * @param model a route or a ladder
 * @param focus what to look for; empty when anything
 * @param owner name of the key that the caller showed
 * @param createdAt when
 * @param confirm a route or a ladder that judges each grounded finding; null for none
 * @param origin where the material comes from
 * @param prompts version of what is said to the models; empty for one from before there were any
 * @param gateway version of the gateway that took the audit in
 */
public record AuditRequest(
        String title,
        String model,
        String focus,
        String owner,
        Instant createdAt,
        @Nullable String confirm,
        Origin origin,
        String prompts,
        String gateway) {

    /** One without a second opinion, of material from nowhere. */
    public AuditRequest(String title, String model, String focus, String owner, Instant createdAt) {
        this(title, model, focus, owner, createdAt, null, Origin.UNKNOWN, "", "");
    }

    /** Whether another request for the same material would have the same done. */
    public boolean isLike(AuditRequest other) {
        return model.equals(other.model)
                && focus.equals(other.focus)
                && owner.equals(other.owner)
                && prompts.equals(other.prompts)
                && String.valueOf(confirm).equals(String.valueOf(other.confirm));
    }

    JsonObject json() {
        var json = JsonParts.object()
                .add("title", title)
                .add("model", model)
                .add("focus", focus)
                .add("owner", owner)
                .add("created_at", createdAt.toString())
                .add("origin", origin.json())
                .add("prompts", prompts)
                .add("gateway", gateway);
        if (confirm != null) {
            json.add("confirm", confirm);
        }
        return json.build();
    }

    static AuditRequest of(JsonObject json) {
        return new AuditRequest(
                json.getString("title"),
                json.getString("model"),
                json.getString("focus"),
                json.getString("owner"),
                Instant.parse(json.getString("created_at")),
                json.getString("confirm", null),
                json.containsKey("origin") ? Origin.of(json.getJsonObject("origin")) : Origin.UNKNOWN,
                json.getString("prompts", ""),
                json.getString("gateway", ""));
    }
}
