package lakehouse.gateway.chat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.routing.ProviderOutcomes;
import lakehouse.gateway.routing.Route;
import lakehouse.gateway.routing.RouteResolver;
import lakehouse.gateway.upstream.UpstreamClient;

/** Runs the attempts of a call until one answers. */
@ApplicationScoped
public class ChatDispatch {
    @Inject
    RouteResolver routes;

    @Inject
    UpstreamClient client;

    @Inject
    ProviderOutcomes outcomes;

    /**
     * Gets an answer up to the commit point.
     *
     * @throws GatewayException when no attempt answered
     */
    Answer dispatch(ChatRequest request, Call call) {
        Route route = routes.resolve(request.selector(), request.model());
        call.routed(route.provider().id(), route.model());
        Attempt attempt = new Attempt(route, request);
        long deadline =
                call.startedAt() + route.provider().settings().clocks().total().toNanos();
        call.attempted();
        try {
            return attempt.send(client, deadline);
        } catch (GatewayException e) {
            ended(call, e.failure());
            throw e;
        }
    }

    /** Notes that the answer of a call reached its end. */
    void ended(Call call) {
        outcomes.record(call.provider(), "ok");
    }

    /** Notes that the attempt a call was waiting for, or relaying, failed. */
    void ended(Call call, Failure failure) {
        outcomes.record(call.provider(), failure.kind().code());
    }
}
