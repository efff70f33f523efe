package lakehouse.gateway.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import lakehouse.gateway.access.RequestCall;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.form.Usage;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.ledger.AttemptRecord;
import lakehouse.gateway.ledger.CallLedger;
import lakehouse.gateway.ledger.CallRecord;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/calls/{request_id}}: what became of a call, attempt by attempt. A caller sees its own calls only. */
@Path("/v1/calls/{id}")
@RequestScoped
public class CallsResource {
    @Inject
    CallLedger ledger;

    /** One of the last thousand calls. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String show(@PathParam("id") String id, @Context HttpServletRequest request) {
        CallRecord call = ledger.find(id, RequestCall.of(request).caller())
                .orElseThrow(() -> Failure.of(
                                FailureKind.NOT_FOUND,
                                "No call of yours with this id is among the last 1,000. The id is in x-request-id.")
                        .exception());
        JsonArrayBuilder attempts = JsonParts.array();
        call.trail().forEach(entry -> attempts.add(describe(entry)));
        return JsonParts.object()
                .add("id", call.requestId())
                .add("object", "gateway.call")
                .add("caller", call.caller())
                .add("received_at", call.receivedAt().toString())
                .add("milliseconds", call.millis())
                .add("stream", call.stream())
                .add("ladder", text(call.ladder()))
                .add("outcome", call.outcome())
                .add("usage", usage(call.usage()))
                .add("attempts", attempts)
                .build()
                .toString();
    }

    private static JsonObjectBuilder describe(AttemptRecord entry) {
        return JsonParts.object()
                .add("provider", entry.provider())
                .add("model", entry.model())
                .add("rung", entry.rung() == 0 ? JsonValue.NULL : JsonParts.number(entry.rung()))
                .add("started_at", entry.startedAt().toString())
                .add("milliseconds", entry.millis())
                .add("outcome", entry.outcome())
                .add("clock", text(entry.clock()))
                .add(
                        "upstream_status",
                        entry.upstreamStatus() == null ? JsonValue.NULL : JsonParts.number(entry.upstreamStatus()))
                .add("upstream_request_id", text(entry.upstreamRequestId()))
                .add("usage", usage(entry.usage()));
    }

    private static JsonValue usage(@Nullable Usage usage) {
        return usage == null ? JsonValue.NULL : usage.raw();
    }

    private static JsonValue text(@Nullable String value) {
        return value == null ? JsonValue.NULL : JsonParts.text(value);
    }
}
