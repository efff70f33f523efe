package lakehouse.gateway.models;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.routing.Ladder;
import lakehouse.gateway.routing.LadderStates;
import lakehouse.gateway.routing.Ladders;

/** {@code GET /v1/models}: the models of all providers, with ids as a request names them. */
@Path("/v1/models")
@RequestScoped
public class ModelsResource {
    @Inject
    ModelCatalog catalog;

    @Inject
    Ladders ladders;

    @Inject
    LadderStates states;

    /** OpenAI's list of models. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String list() {
        JsonArrayBuilder data = JsonParts.array();
        catalog.models().forEach(data::add);
        ladders.usable().values().stream()
                // One that no rung can answer is no model to choose; GET /v1/ladders says why.
                .filter(states::canAnswer)
                .map(Ladder::name)
                .forEach(name -> data.add(JsonParts.object()
                        .add("id", Ladder.PREFIX + name)
                        .add("object", "model")
                        .add("created", 0)
                        .add("owned_by", "gateway")));
        return JsonParts.object()
                .add("object", "list")
                .add("data", data)
                .build()
                .toString();
    }
}
