package lakehouse.gateway.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.routing.KnownModels;
import lakehouse.gateway.routing.Ladder;
import lakehouse.gateway.routing.LadderStates;
import lakehouse.gateway.routing.Ladders;
import lakehouse.gateway.routing.Rung;

/** {@code GET /v1/ladders}: the rungs of each ladder, which of them would be asked now, and what the others miss. */
@Path("/v1/ladders")
@RequestScoped
public class LaddersResource {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Inject
    Ladders ladders;

    @Inject
    LadderStates states;

    @Inject
    @Any
    Instance<KnownModels> catalogs;

    /** All configured ladders, those that cannot be climbed with the reason. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String list() {
        // Whoever has just started an Ollama, or pulled a model, looks here.
        catalogs.forEach(catalog -> catalog.askThisMachine(PATIENCE));
        JsonArrayBuilder data = JsonParts.array();
        ladders.usable().values().forEach(ladder -> data.add(describe(ladder)));
        ladders.problems()
                .forEach((name, problem) -> data.add(JsonParts.object()
                        .add("id", Ladder.PREFIX + name)
                        .add("object", "ladder")
                        .add("usable_rungs", 0)
                        .add("rungs", JsonValue.EMPTY_JSON_ARRAY)
                        .add("problem", problem)));
        return JsonParts.object()
                .add("object", "list")
                .add("data", data)
                .build()
                .toString();
    }

    private JsonObjectBuilder describe(Ladder ladder) {
        List<Rung> rungs = states.rungs(ladder);
        JsonArrayBuilder each = JsonParts.array();
        rungs.forEach(rung -> each.add(JsonParts.object()
                .add("route", rung.route())
                .add("state", rung.state().name().toLowerCase(Locale.ROOT))
                .add("problem", rung.problem() == null ? JsonValue.NULL : JsonParts.text(rung.problem()))));
        return JsonParts.object()
                .add("id", Ladder.PREFIX + ladder.name())
                .add("object", "ladder")
                .add("usable_rungs", (int)
                        rungs.stream().filter(Rung::canAnswer).count())
                .add("rungs", each)
                .add("problem", JsonValue.NULL);
    }
}
