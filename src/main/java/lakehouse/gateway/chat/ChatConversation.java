package lakehouse.gateway.chat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.FailureRenderer;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.ledger.CallLog;
import lakehouse.gateway.threads.CallExecutor;
import lakehouse.gateway.threads.Timer;

/** Leads one chat call from the body that comes in to the response that goes out. */
@ApplicationScoped
public class ChatConversation {
    private static final Logger LOG = System.getLogger(ChatConversation.class.getName());
    private static final int MAX_BODY = 32 * 1024 * 1024;

    @Inject
    Settings settings;

    @Inject
    ChatDispatch dispatch;

    @Inject
    CallExecutor executor;

    @Inject
    Timer timer;

    /** The response to a request, whatever happens. A stream's chunks follow while the response is written. */
    Response answer(InputStream body, Call call) {
        boolean stream = false;
        try {
            ChatRequest request = ChatRequest.read(body, settings.number(Setting.CHAT_MAX_BODY, "", MAX_BODY));
            stream = request.stream();
            return respond(dispatch.dispatch(request, call), call);
        } catch (GatewayException e) {
            return failed(call, stream, e.failure());
        } catch (IOException e) {
            return failed(call, stream, Failure.of(FailureKind.INVALID_REQUEST, "The request body broke off."));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "call=" + call.requestId() + " failed inside the gateway", e);
            return failed(
                    call,
                    stream,
                    Failure.of(
                            FailureKind.INTERNAL_ERROR,
                            "The gateway itself failed. The operator finds the cause in the server log under this request_id."));
        }
    }

    private Response respond(Answer answer, Call call) {
        if (answer instanceof Answer.Streamed streamed) {
            List<String> warnings = streamed.rest().warnings();
            return warned(
                            Response.ok(new StreamRelay(
                                    streamed, warnings, call, dispatch, new SilenceProbe(timer, executor))),
                            warnings)
                    .type("text/event-stream; charset=utf-8")
                    .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                    // nginx holds back a proxied response unless it is told not to.
                    .header("X-Accel-Buffering", "no")
                    .build();
        }
        Answer.Whole whole = (Answer.Whole) answer;
        if (whole.document().value("usage") instanceof JsonObject usage) {
            call.used(usage);
        }
        dispatch.ended(call);
        CallLog.answered(call, false);
        return warned(Response.ok(whole.document().bytes(), MediaType.APPLICATION_JSON_TYPE), whole.warnings())
                .build();
    }

    private static Response.ResponseBuilder warned(Response.ResponseBuilder response, List<String> warnings) {
        warnings.forEach(warning -> response.header("x-gateway-warning", warning));
        return response;
    }

    private static Response failed(Call call, boolean stream, Failure failure) {
        CallLog.failed(call, stream, failure);
        return FailureRenderer.response(failure, call.requestId(), call.attempts());
    }
}
