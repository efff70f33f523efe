package lakehouse.gateway.health;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lakehouse.gateway.platform.PlatformThreads;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.routing.KnownModels;
import lakehouse.gateway.routing.Ladder;
import lakehouse.gateway.routing.LadderStates;
import lakehouse.gateway.routing.Ladders;
import lakehouse.gateway.routing.ProviderRegistry;
import lakehouse.gateway.routing.Providers;
import lakehouse.gateway.routing.Rung;

/** What works and what is missing, a line for each provider and each ladder, for whoever has just started the gateway. */
@Shared
public class StartReport {
    /** Nobody waits for the lines. The first question takes a slow machine some seconds, since its classes are read for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = System.getLogger(StartReport.class.getName());

    @Inject
    ProviderRegistry registry;

    @Inject
    Ladders ladders;

    @Inject
    LadderStates states;

    @Inject
    @Any
    Instance<KnownModels> catalogs;

    /** Writes the lines into the log, a moment later: an Ollama on this machine is asked first what it has pulled. */
    void log() {
        PlatformThreads.execute(() -> {
            catalogs.forEach(catalog -> catalog.askThisMachine(PATIENCE));
            lines().forEach(line -> LOG.log(Level.INFO, line));
        });
    }

    /** The lines. What needs no key and is not on this machine counts as usable: nobody has asked it. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        Providers providers = registry.current();
        providers.usable().values().forEach(provider -> lines.add(describe(provider.settings())));
        providers.problems().forEach((id, problem) -> lines.add("Provider " + id + ": cannot be used. " + problem));
        ladders.usable().values().forEach(ladder -> lines.add(describe(ladder)));
        return lines;
    }

    private String describe(ProviderSettings provider) {
        String missing = provider.missingSetting();
        if (missing != null) {
            return "Provider " + provider.id() + ": set " + missing;
        }
        if (states.isSilent(provider)) {
            return "Provider " + provider.id() + ": not answering at " + provider.baseUrl()
                    + ", and needs no key. Start it, if you want it";
        }
        return "Provider " + provider.id() + ": usable, "
                + (provider.apiKey() == null ? "needs no key, at " + provider.baseUrl() : "has a key");
    }

    private String describe(Ladder ladder) {
        List<Rung> rungs = states.rungs(ladder);
        long usable = rungs.stream().filter(Rung::canAnswer).count();
        // Rungs of one provider mostly miss the same thing.
        Map<String, Integer> missing = new LinkedHashMap<>();
        rungs.stream()
                .filter(rung -> rung.problem() != null)
                .forEach(rung -> missing.merge(rung.problem(), 1, Integer::sum));
        String why = missing.entrySet().stream()
                .map(entry -> entry.getValue() + ": " + entry.getKey())
                .collect(Collectors.joining(" "));
        return "Ladder " + ladder.name() + ": " + usable + " of " + rungs.size() + " rungs usable"
                + (why.isEmpty() ? "" : ". " + why);
    }
}
