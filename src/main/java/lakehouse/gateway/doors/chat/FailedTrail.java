package lakehouse.gateway.doors.chat;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.ledger.AttemptRecord;
import lakehouse.gateway.ledger.CallRecord;

/** What failed where, for the error envelope. */
final class FailedTrail {
    private FailedTrail() {}

    static JsonArray of(CallRecord call) {
        JsonArrayBuilder list = JsonParts.array();
        for (AttemptRecord attempt : call.trail()) {
            var item = JsonParts.object()
                    .add("provider", attempt.provider())
                    .add("model", attempt.model())
                    .add("code", attempt.outcome())
                    .add("milliseconds", attempt.millis());
            if (attempt.upstreamStatus() != null) {
                item.add("upstream_status", attempt.upstreamStatus());
            }
            if (attempt.clock() != null) {
                item.add("clock", attempt.clock());
            }
            list.add(item);
        }
        return list.build();
    }
}
