package lakehouse.gateway.audit;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import lakehouse.gateway.access.RequestCall;
import lakehouse.gateway.audit.report.AuditReport;
import lakehouse.gateway.audit.report.JsonReport;
import lakehouse.gateway.audit.report.MarkdownReport;
import lakehouse.gateway.audit.report.ReportView;
import lakehouse.gateway.audit.report.SarifReport;
import lakehouse.gateway.audit.report.ViewFigures;
import lakehouse.gateway.audit.work.Audits;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.threads.CallExecutor;

/** {@code /v1/audits/{id}}: how an audit stands, its reports, its end. A caller sees its own audits only. */
@Path("/v1/audits/{id}")
@RequestScoped
public class AuditResource {
    /** An earlier report is part of it. */
    private static final int MOST_WISHED = 16 * 1024 * 1024;

    @Inject
    Audits audits;

    @Inject
    CallExecutor executor;

    @Context
    HttpServletRequest request;

    /** State, progress and findings. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String show(@PathParam("id") String id) throws IOException {
        return JsonReport.of(report(id)).toString();
    }

    /** The report for people. */
    @GET
    @Path("report.md")
    @Produces("text/markdown; charset=utf-8")
    public String markdown(@PathParam("id") String id) throws IOException {
        return MarkdownReport.of(report(id));
    }

    /** The report for tools that read SARIF. */
    @GET
    @Path("report.sarif")
    @Produces("application/sarif+json")
    public String sarif(@PathParam("id") String id) throws IOException {
        return SarifReport.of(report(id)).toString();
    }

    /** The report for people, in the light of what the body says: an earlier audit, decisions, where the material comes from. */
    @POST
    @Path("report.md")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces("text/markdown; charset=utf-8")
    public String markdown(@PathParam("id") String id, InputStream body) throws IOException {
        return MarkdownReport.of(view(id, body));
    }

    /** The same for tools that read SARIF. */
    @POST
    @Path("report.sarif")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces("application/sarif+json")
    public String sarif(@PathParam("id") String id, InputStream body) throws IOException {
        return SarifReport.of(view(id, body)).toString();
    }

    /** The same in figures. */
    @POST
    @Path("figures")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public String figures(@PathParam("id") String id, InputStream body) throws IOException {
        return ViewFigures.of(view(id, body)).toString();
    }

    private ReportView view(String id, InputStream body) throws IOException {
        String owner = owner();
        return ReportView.of(report(id), wish(body), earlier -> audits.earlier(earlier, owner));
    }

    private static JsonObject wish(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MOST_WISHED + 1);
        if (bytes.length > MOST_WISHED) {
            throw Failure.of(
                            FailureKind.REQUEST_TOO_LARGE,
                            "What is asked of the report is larger than " + MOST_WISHED + " bytes.")
                    .exception();
        }
        try {
            String text = new String(bytes, StandardCharsets.UTF_8);
            return text.isBlank() ? JsonValue.EMPTY_JSON_OBJECT : JsonSyntax.object(text);
        } catch (MalformedJsonException e) {
            throw Failure.of(FailureKind.INVALID_REQUEST, "What is asked of the report is no JSON object.")
                    .exception();
        }
    }

    /** The progress as it happens: an event after each part, and one at the end. */
    @GET
    @Path("events")
    public void events(@PathParam("id") String id, @Suspended AsyncResponse response) throws IOException {
        String owner = owner();
        audits.report(id, owner);
        executor.execute(() -> response.resume(Response.ok(new AuditEvents(audits, id, owner))
                .type("text/event-stream; charset=utf-8")
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                // nginx holds back a proxied response unless it is told not to.
                .header("X-Accel-Buffering", "no")
                .build()));
    }

    /** Ends an audit and its requests to the provider. Deletes one that has ended. */
    @DELETE
    @Produces(MediaType.APPLICATION_JSON)
    public Response end(@PathParam("id") String id) throws IOException {
        return audits.end(id, owner())
                ? Response.ok(JsonReport.of(report(id)).toString()).build()
                : Response.noContent().build();
    }

    private AuditReport report(String id) throws IOException {
        return audits.report(id, owner());
    }

    private String owner() {
        return RequestCall.of(request).caller();
    }
}
