package lakehouse.gateway.models;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
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

    /** OpenAI's list of models. It says so when the list of a provider has not come yet. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response list() {
        ModelCatalog.Listed listed = catalog.models();
        JsonArrayBuilder data = JsonParts.array();
        listed.models().forEach(data::add);
        ladders().forEach(data::add);
        JsonObjectBuilder list = JsonParts.object().add("object", "list").add("data", data);
        if (listed.missing().isEmpty()) {
            return Response.ok(list.build().toString()).build();
        }
        String missing = String.join(", ", listed.missing());
        return Response.ok(list.add("incomplete", JsonParts.texts(listed.missing()))
                        .build()
                        .toString())
                .header("x-gateway-warning", "The models of " + missing + " are not listed yet. Ask again in a moment.")
                .build();
    }

    /**
     * One model, as the list has it.
     *
     * @param id with the provider; a model's own name may hold slashes
     */
    @GET
    @Path("{id:.+}")
    @Produces(MediaType.APPLICATION_JSON)
    public String show(@PathParam("id") String id) {
        ModelCatalog.Listed listed = catalog.models();
        List<JsonObject> all = new ArrayList<>(listed.models());
        all.addAll(ladders());
        return all.stream()
                .filter(model -> model.getString("id").equals(id))
                .findFirst()
                .orElseThrow(() -> Failure.ofParam(
                                FailureKind.MODEL_NOT_FOUND,
                                "model",
                                "No provider lists a model of this id"
                                        + (listed.missing().isEmpty()
                                                ? ""
                                                : "; the models of " + String.join(", ", listed.missing())
                                                        + " are not listed yet")
                                        + ". GET /v1/models lists all.")
                        .exception())
                .toString();
    }

    private List<JsonObject> ladders() {
        return ladders.usable().values().stream()
                // One that no rung can answer is no model to choose; GET /v1/ladders says why.
                .filter(states::canAnswer)
                .map(Ladder::name)
                .map(name -> JsonParts.object()
                        .add("id", Ladder.PREFIX + name)
                        .add("object", "model")
                        .add("created", 0)
                        .add("owned_by", "gateway")
                        .build())
                .toList();
    }
}
