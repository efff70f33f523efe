package lakehouse.gateway.models;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import lakehouse.gateway.routing.Ladder;
import lakehouse.gateway.routing.Ladders;
import lakehouse.gateway.threads.CallExecutor;

/** {@code GET /v1/models}: the models of all providers, with ids as a request names them. */
@Path("/v1/models")
@RequestScoped
public class ModelsResource {
    @Inject
    ModelCatalog catalog;

    @Inject
    Ladders ladders;

    @Inject
    CallExecutor executor;

    /** OpenAI's list of models. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public void list(@Suspended AsyncResponse response) {
        executor.execute(() -> response.resume(body()));
    }

    private String body() {
        JsonArrayBuilder data = Json.createArrayBuilder();
        catalog.models().forEach(data::add);
        ladders.usable()
                .keySet()
                .forEach(name -> data.add(Json.createObjectBuilder()
                        .add("id", Ladder.PREFIX + name)
                        .add("object", "model")
                        .add("created", 0)
                        .add("owned_by", "gateway")));
        return Json.createObjectBuilder()
                .add("object", "list")
                .add("data", data)
                .build()
                .toString();
    }
}
