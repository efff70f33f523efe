package lakehouse.gateway.audit.state;

import jakarta.json.JsonObject;
import java.time.Instant;
import lakehouse.gateway.json.JsonParts;

/**
 * How an audit ended.
 *
 * @param state {@link #COMPLETED}, {@link #CANCELLED} or {@link #FAILED}
 * @param endedAt when
 */
public record AuditEnd(String state, Instant endedAt) {
    /** Every part was asked; some may have failed. */
    public static final String COMPLETED = "completed";

    /** The caller ended it. */
    public static final String CANCELLED = "cancelled";

    /** No part was answered. */
    public static final String FAILED = "failed";

    JsonObject json() {
        return JsonParts.object()
                .add("state", state)
                .add("ended_at", endedAt.toString())
                .build();
    }

    static AuditEnd of(JsonObject json) {
        return new AuditEnd(json.getString("state"), Instant.parse(json.getString("ended_at")));
    }
}
