package lakehouse.gateway.routing;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.provider.ProviderSettings;

/** Which rungs of a ladder would be asked now. Looks only; asks no provider. */
@Shared
public class LadderStates {
    /** The dialect of those who run models themselves, and have only what somebody pulled. */
    private static final String OLLAMA = "ollama";

    @Inject
    RouteResolver resolver;

    @Inject
    ProviderRegistry registry;

    @Inject
    RouteHealth health;

    @Inject
    @Any
    Instance<KnownModels> catalogs;

    /** The rungs of a ladder, best first. */
    public List<Rung> rungs(Ladder ladder) {
        return ladder.rungs().stream().map(this::rung).toList();
    }

    /** Whether any rung could answer. */
    public boolean canAnswer(Ladder ladder) {
        return ladder.rungs().stream().anyMatch(rung -> rung(rung).canAnswer());
    }

    private Rung rung(String rung) {
        String id = rung.substring(0, rung.indexOf('/'));
        Optional<String> missing =
                registry.current().find(id).map(provider -> provider.settings().missingSetting());
        if (missing.isPresent()) {
            return new Rung(rung, Rung.State.NO_KEY, "Set " + missing.get() + ".");
        }
        try {
            return rung(rung, resolver.rung(rung));
        } catch (GatewayException e) {
            return new Rung(rung, Rung.State.NOT_CONFIGURED, e.failure().message());
        }
    }

    private Rung rung(String rung, Route route) {
        ProviderSettings provider = route.provider().settings();
        if (isSilent(provider)) {
            return new Rung(
                    rung, Rung.State.NOT_ANSWERING, "Nobody answers at " + provider.baseUrl() + ". Start it there.");
        }
        if (isNotPulled(route)) {
            return new Rung(rung, Rung.State.NOT_PULLED, "Run: ollama pull " + route.model() + ".");
        }
        return health.isResting(route)
                ? new Rung(rung, Rung.State.RESTING, "It failed repeatedly and is left alone for some seconds.")
                : new Rung(rung, Rung.State.USABLE, null);
    }

    /** Whether a provider that needs no key gave no answer when last asked. Looks only, as everything here does. */
    public boolean isSilent(ProviderSettings provider) {
        if (provider.apiKey() != null || provider.keyRequired()) {
            return false;
        }
        for (KnownModels catalog : catalogs) {
            if (catalog.isSilent(provider.id())) {
                return true;
            }
        }
        return false;
    }

    private boolean isNotPulled(Route route) {
        ProviderSettings provider = route.provider().settings();
        if (!provider.dialect().equals(OLLAMA) || provider.keyRequired()) {
            return false;
        }
        for (KnownModels catalog : catalogs) {
            if (catalog.lacks(provider.id(), route.model())) {
                return true;
            }
        }
        return false;
    }
}
