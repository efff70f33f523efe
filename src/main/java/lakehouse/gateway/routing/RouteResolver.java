package lakehouse.gateway.routing;

import jakarta.inject.Inject;
import lakehouse.gateway.config.KeyShape;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.provider.Provider;
import org.jspecify.annotations.Nullable;

/** Turns {@code provider} and {@code model} of a request into a route. */
@Shared
public class RouteResolver {
    @Inject
    ProviderRegistry registry;

    @Inject
    Ladders ladders;

    @Inject
    Settings settings;

    /**
     * Finds where a call may go: a ladder or one route.
     *
     * @param selector {@code provider} as a text; null when the request has none
     * @param model {@code model}; null when the request has none
     * @throws GatewayException when it may go nowhere
     */
    public Plan plan(@Nullable String selector, @Nullable String model) {
        String wanted = selector == null && model == null ? settings.ofCalls().find(Setting.CHAT_DEFAULT_MODEL) : model;
        if (wanted != null && wanted.startsWith(Ladder.PREFIX)) {
            return ladder(selector, wanted);
        }
        return Plan.direct(resolve(selector, model));
    }

    private Plan ladder(@Nullable String selector, String model) {
        if (selector != null) {
            throw conflict(selector, model, "a ladder");
        }
        String name = model.substring(Ladder.PREFIX.length());
        String problem = ladders.problems().get(name);
        if (problem != null) {
            throw Failure.of(
                            FailureKind.PROVIDER_NOT_CONFIGURED,
                            "The ladder \"" + name + "\" cannot be used: " + problem)
                    .exception();
        }
        return Plan.of(ladders.find(name)
                .orElseThrow(() -> notFound(
                        registry.current(),
                        "model",
                        "There is no ladder \"" + name + "\". Ladders: "
                                + String.join(", ", ladders.usable().keySet()) + ".")));
    }

    /**
     * Finds the route of one rung.
     *
     * @throws GatewayException when its provider cannot be asked
     */
    public Route rung(String rung) {
        return prefixed(registry.current(), rung);
    }

    /**
     * Finds the route that a request names.
     *
     * @param selector {@code provider} as a text; null when the request has none
     * @param model {@code model}; null when the request has none
     * @throws GatewayException when there is no such route
     */
    public Route resolve(@Nullable String selector, @Nullable String model) {
        Providers providers = registry.current();
        if (selector != null) {
            return selected(providers, selector, model);
        }
        if (model != null) {
            return prefixed(providers, model);
        }
        return byDefault(providers);
    }

    private static Route selected(Providers providers, String selector, @Nullable String model) {
        String prefix = model == null ? null : prefix(providers, model);
        if (model != null && prefix != null && !prefix.equals(selector)) {
            // First: which of the two lacks its key, or does not exist, matters only once it is known which one is
            // meant.
            throw conflict(selector, model, "the provider \"" + prefix + "\"");
        }
        Provider provider = provider(providers, selector);
        return new Route(provider, model == null ? defaultModel(provider) : cut(provider, prefix, model));
    }

    private static GatewayException conflict(String selector, String model, String named) {
        return Failure.ofParam(
                        FailureKind.PROVIDER_CONFLICT,
                        "provider",
                        "provider is \"" + selector + "\", but the model \"" + model + "\" names " + named
                                + ". Give one of the two.")
                .exception();
    }

    private static Route prefixed(Providers providers, String model) {
        String prefix = prefix(providers, model);
        if (prefix == null) {
            throw notFound(providers, "model", "No provider is named by the model \"" + model + "\".");
        }
        Provider provider = provider(providers, prefix);
        return new Route(provider, cut(provider, prefix, model));
    }

    private Route byDefault(Providers providers) {
        String model = settings.ofCalls().find(Setting.CHAT_DEFAULT_MODEL);
        if (model == null) {
            throw notFound(providers, "model", "The request names no model and gateway.chat.default-model is not set.");
        }
        if (KeyShape.isKey(model) || prefix(providers, model) == null) {
            throw notFound(providers, "model", "gateway.chat.default-model names no configured provider.");
        }
        Route route = prefixed(providers, model);
        if (route.provider().settings().explicitOnly()) {
            throw notFound(
                    providers,
                    "model",
                    "gateway.chat.default-model names \"" + route.provider().id()
                            + "\", which is explicit-only: only a request that names it may reach it.");
        }
        return route;
    }

    /** The model's first segment if it is a provider's id. A model id may itself hold slashes. */
    private static @Nullable String prefix(Providers providers, String model) {
        int slash = model.indexOf('/');
        return slash > 0 && providers.names(model.substring(0, slash)) ? model.substring(0, slash) : null;
    }

    private static String cut(Provider provider, @Nullable String prefix, String model) {
        if (prefix == null || provider.settings().wholeModels().contains(model)) {
            return model;
        }
        return model.length() == prefix.length() + 1 ? defaultModel(provider) : model.substring(prefix.length() + 1);
    }

    private static String defaultModel(Provider provider) {
        String model = provider.settings().defaultModel();
        if (model == null) {
            throw Failure.ofParam(
                            FailureKind.INVALID_REQUEST,
                            "model",
                            "The request names no model and " + Setting.PROVIDER_DEFAULT_MODEL.key(provider.id())
                                    + " is not set. Name a model; GET /v1/models lists them.")
                    .exception();
        }
        return model;
    }

    private static Provider provider(Providers providers, String id) {
        String problem = providers.problems().get(id);
        if (problem != null) {
            throw Failure.at(FailureKind.PROVIDER_NOT_CONFIGURED, id, "Provider " + id + " cannot be used: " + problem)
                    .exception();
        }
        Provider provider = providers
                .find(id)
                .orElseThrow(() -> notFound(providers, "provider", "There is no provider \"" + id + "\"."));
        String missing = provider.settings().missingSetting();
        if (missing != null) {
            throw Failure.at(
                            FailureKind.PROVIDER_NOT_CONFIGURED,
                            id,
                            "Provider " + id + " has no key. The operator sets it as " + missing + ".")
                    .exception();
        }
        return provider;
    }

    private static GatewayException notFound(Providers providers, String param, String what) {
        return Failure.ofParam(
                        FailureKind.MODEL_NOT_FOUND,
                        param,
                        what + " Write the model as <provider>/<model>. Configured providers: "
                                + String.join(", ", providers.ids()) + ". GET /v1/models lists their models.")
                .exception();
    }
}
