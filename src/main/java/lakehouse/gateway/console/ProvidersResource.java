package lakehouse.gateway.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import lakehouse.gateway.access.RefusedCallers;
import lakehouse.gateway.health.ConfigurationReport;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.routing.ProviderOutcomes;
import lakehouse.gateway.routing.ProviderRegistry;
import lakehouse.gateway.routing.Providers;
import lakehouse.gateway.routing.RouteHealth;
import lakehouse.gateway.upstream.Clock;

/** {@code GET /v1/providers}: how each provider is configured and how it did last. Never shows a key. */
@Path("/v1/providers")
@RequestScoped
public class ProvidersResource {
    @Inject
    ProviderRegistry registry;

    @Inject
    ProviderOutcomes outcomes;

    @Inject
    RouteHealth health;

    @Inject
    ConfigurationReport configuration;

    @Inject
    RefusedCallers refused;

    /** All configured providers, those that cannot be used with the reason. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String list() {
        Providers providers = registry.current();
        JsonArrayBuilder data = JsonParts.array();
        providers.usable().values().forEach(provider -> data.add(describe(provider.settings())));
        providers
                .problems()
                .forEach((id, problem) -> data.add(
                        JsonParts.object().add("id", id).add("usable", false).add("problem", problem)));
        return JsonParts.object()
                .add("object", "list")
                .add("data", data)
                .add("configuration_problems", problems())
                .add("callers_refused", refused.count())
                .build()
                .toString();
    }

    private JsonArrayBuilder problems() {
        JsonArrayBuilder problems = JsonParts.array();
        configuration.problems().forEach(problem -> problems.add(problem.message()));
        return problems;
    }

    private JsonObjectBuilder describe(ProviderSettings provider) {
        String missing = provider.missingSetting();
        JsonObjectBuilder entry = JsonParts.object().add("id", provider.id()).add("usable", missing == null);
        if (missing != null) {
            entry.add("problem", "The key is missing. Set " + missing + ".");
        }
        return entry.add("dialect", provider.dialect())
                .add("base_url", provider.baseUrl().toString())
                .add("key_present", provider.apiKey() != null)
                .add("user_agent", provider.userAgent())
                .add("explicit_only", provider.explicitOnly())
                .add("timeouts", timeouts(provider))
                .add("routes_not_well", routes(provider.id()))
                .add("last", last(provider.id()));
    }

    private static JsonObjectBuilder timeouts(ProviderSettings provider) {
        return JsonParts.object()
                .add("connect", provider.clocks().of(Clock.CONNECT).toString())
                .add("first_token", provider.clocks().of(Clock.FIRST_TOKEN).toString())
                .add("idle", provider.clocks().of(Clock.IDLE).toString())
                .add("total", provider.clocks().of(Clock.TOTAL).toString());
    }

    /** State of each route's breaker that is not closed, by model. */
    private JsonObjectBuilder routes(String id) {
        JsonObjectBuilder routes = JsonParts.object();
        health.states(id).forEach(routes::add);
        return routes;
    }

    private JsonValue last(String id) {
        ProviderOutcomes.Outcome last = outcomes.last(id);
        return last == null
                ? JsonValue.NULL
                : JsonParts.object()
                        .add("outcome", last.outcome())
                        .add("at", last.at().toString())
                        .build();
    }
}
