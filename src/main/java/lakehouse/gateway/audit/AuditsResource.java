package lakehouse.gateway.audit;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import lakehouse.gateway.access.RequestCall;
import lakehouse.gateway.audit.report.JsonReport;
import lakehouse.gateway.audit.work.Audits;
import lakehouse.gateway.audit.work.Taken;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.threads.CallExecutor;

/** {@code /v1/audits}: has code audited, answering before the work is done, and lists the caller's audits. */
@Path("/v1/audits")
@RequestScoped
public class AuditsResource {
    private static final int MOST_LISTED = 500;

    @Inject
    Audits audits;

    @Inject
    CallExecutor executor;

    /**
     * Answers 202 with the audit's address in {@code Location}; 200 with that of one that does the same already, where the
     * request says that it will do.
     */
    @POST
    public void create(InputStream body, @Context HttpServletRequest request, @Suspended AsyncResponse response) {
        String owner = RequestCall.of(request).caller();
        executor.execute(() -> {
            try {
                Taken taken = audits.create(body, owner);
                response.resume(Response.status(taken.attached() ? Response.Status.OK : Response.Status.ACCEPTED)
                        .entity(JsonReport.of(audits.report(taken.id(), owner)).toString())
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .location(URI.create("v1/audits/" + taken.id()))
                        .build());
            } catch (IOException | RuntimeException e) {
                response.resume(e);
            }
        });
    }

    /** The caller's audits, the newest first. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String list(@QueryParam("limit") @DefaultValue("50") int limit, @Context HttpServletRequest request)
            throws IOException {
        JsonArrayBuilder data = JsonParts.array();
        audits.list(RequestCall.of(request).caller(), Math.max(1, Math.min(limit, MOST_LISTED)))
                .forEach(report -> data.add(JsonReport.summary(report)));
        return JsonParts.object()
                .add("object", "list")
                .add("data", data)
                .build()
                .toString();
    }
}
