package lakehouse.gateway.dispatch;

import jakarta.inject.Inject;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.routing.Plan;
import lakehouse.gateway.routing.RouteHealth;
import lakehouse.gateway.routing.RouteResolver;
import lakehouse.gateway.threads.Timer;
import lakehouse.gateway.upstream.Upstream;

/** Runs the attempts of a call until one answers: retries on a route, then the next rung, then an honest failure. */
@Shared
public class Dispatch {
    @Inject
    RouteResolver routes;

    @Inject
    RouteHealth health;

    @Inject
    Admission admission;

    @Inject
    Upstream upstream;

    @Inject
    Settings settings;

    @Inject
    Timer timer;

    /**
     * Gets an answer in one piece.
     *
     * @throws GatewayException when no attempt answered
     */
    public WholeAnswer whole(Inquiry inquiry, CallLife life) {
        return answer(inquiry, life, Attempt::whole);
    }

    /**
     * Gets a stream up to the commit point.
     *
     * @throws GatewayException when no attempt answered
     */
    public AnswerStream stream(Inquiry inquiry, CallLife life) {
        return answer(inquiry, life, Attempt::stream);
    }

    private <T> T answer(Inquiry inquiry, CallLife life, Attempts.Asking<T> asking) {
        Plan plan = routes.plan(inquiry.selector(), inquiry.requested());
        return new Attempts<>(this, plan, inquiry, life, asking).untilOneAnswers();
    }

    /** The rules about what is done after a failure, as they are set now. */
    Recovery recovery() {
        return Recovery.read(settings.ofCalls());
    }
}
