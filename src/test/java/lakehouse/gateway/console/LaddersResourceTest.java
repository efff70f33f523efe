package lakehouse.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.config.WarDefaults;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.routing.KnownModels;
import lakehouse.gateway.routing.RoutingFixture;
import org.junit.jupiter.api.Test;

/** What {@code GET /v1/ladders} says, in each state that a rung can have without a call. */
class LaddersResourceTest {
    /** A machine with one model pulled, and one program that does not run. It counts who asks. */
    private static final class ThisMachine implements KnownModels {
        int asked;

        @Override
        public boolean lacks(String provider, String model) {
            return provider.equals("ollama") && !model.equals("pulled");
        }

        @Override
        public boolean isSilent(String provider) {
            return provider.equals("off");
        }

        @Override
        public void askThisMachine(Duration patience) {
            asked++;
        }
    }

    private final ThisMachine machine = new ThisMachine();
    private final MapSettings settings = WarDefaults.with(Map.of("OPENROUTER_API_KEY", "test-key"));

    private String ladders() {
        var looks = RoutingFixture.looks(settings.settings(), machine, "kimi", "openrouter", "ollama", "openai");
        var resource = new LaddersResource();
        resource.ladders = looks.ladders();
        resource.states = looks.states();
        resource.catalogs = looks.catalogs();
        return resource.list();
    }

    @Test
    void namesEachRungItsStateAndWhatToDo() throws Exception {
        settings.set("gateway.providers", "openrouter,ollama,ollama-cloud,off")
                .provider("off")
                .set("gateway.ladder.recovery.rungs", "openrouter/a,ollama-cloud/b,ollama/pulled,ollama/other,off/c");

        assertThat(JsonSyntax.object(ladders())).isEqualTo(JsonSyntax.object("""
                {"object": "list", "data": [
                  {"id": "ladder/recovery", "object": "ladder", "usable_rungs": 2, "rungs": [
                    {"route": "openrouter/a", "state": "usable", "problem": null},
                    {"route": "ollama-cloud/b", "state": "no_key",
                     "problem": "Set OLLAMA_API_KEY (or gateway.provider.ollama-cloud.api-key)."},
                    {"route": "ollama/pulled", "state": "usable", "problem": null},
                    {"route": "ollama/other", "state": "not_pulled", "problem": "Run: ollama pull other."},
                    {"route": "off/c", "state": "not_answering",
                     "problem": "Nobody answers at http://127.0.0.1:9/v1. Start it there."}],
                   "problem": null}]}"""));
    }

    @Test
    void showsALadderThatCannotBeUsedWithTheReason() throws Exception {
        settings.set("gateway.ladder.recovery.rungs", "ollama/pulled")
                .set("gateway.ladder.broken.rungs", "nowhere/model");

        var ladders = JsonSyntax.object(ladders()).getJsonArray("data");

        assertThat(ladders).hasSize(2);
        var broken = ladders.getJsonObject(1);
        assertThat(broken.getString("id")).isEqualTo("ladder/broken");
        assertThat(broken.getInt("usable_rungs")).isZero();
        assertThat(broken.getJsonArray("rungs")).isEmpty();
        assertThat(broken.getString("problem")).startsWith("Rung 1 of gateway.ladder.broken.rungs");
    }

    /** Somebody who has just pulled a model looks here whether it is seen. */
    @Test
    void asksThisMachineBeforeItAnswers() {
        ladders();

        assertThat(machine.asked).isEqualTo(1);
    }
}
