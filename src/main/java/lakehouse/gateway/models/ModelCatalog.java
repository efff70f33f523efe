package lakehouse.gateway.models;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.platform.PlatformThreads;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.provider.ModelListing;
import lakehouse.gateway.provider.Provider;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.routing.KnownModels;
import lakehouse.gateway.routing.ProviderRegistry;
import lakehouse.gateway.upstream.UpstreamNetwork;

/**
 * The models of all providers, kept for a while. A list that is too old is fetched anew in the background while the old
 * one is served; only the first fetch of a provider is waited for, and only for a moment.
 */
@Shared
public class ModelCatalog implements KnownModels {
    private static final Logger LOG = System.getLogger(ModelCatalog.class.getName());
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofSeconds(20);
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final long READ_TIMEOUT_SECONDS = 15;

    /** How long what this machine said is believed, where an operator looks whether what was missing is there now. */
    private static final Duration HERE_REFRESH = Duration.ofSeconds(5);

    private record Entry(URI source, List<JsonObject> models, boolean answered, long askedAt, Duration fresh) {
        boolean isOlderThan(Duration age) {
            return System.nanoTime() - askedAt > age.toNanos();
        }
    }

    @Inject
    ProviderRegistry registry;

    @Inject
    Settings settings;

    private final Map<String, Entry> known = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> fetching = new ConcurrentHashMap<>();

    /**
     * The models of all providers.
     *
     * @param models in the order of the providers
     * @param missing ids of the providers whose list is still being fetched
     */
    record Listed(List<JsonObject> models, List<String> missing) {}

    /** The models that can be asked for now. */
    Listed models() {
        List<Provider> providers = registry.current().usable().values().stream()
                .filter(provider -> provider.settings().missingSetting() == null)
                .toList();
        List<CompletableFuture<Void>> unknown = new ArrayList<>();
        for (Provider provider : providers) {
            Entry entry = known.get(provider.id());
            if (entry == null || !entry.source().equals(provider.settings().baseUrl())) {
                unknown.add(fetch(provider));
            } else if (entry.isOlderThan(entry.fresh())) {
                refresh(provider);
            }
        }
        await(unknown, FIRST_WAIT);
        List<JsonObject> models = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Provider provider : providers) {
            Entry entry = known.get(provider.id());
            if (entry == null) {
                missing.add(provider.id());
            } else {
                models.addAll(entry.models());
            }
        }
        return new Listed(models, missing);
    }

    /** An empty list says nothing: the provider was not asked, or gave none. Ollama calls a model without a tag {@code :latest}. */
    @Override
    public boolean lacks(String provider, String model) {
        Entry entry = known.get(provider);
        String named = provider + "/" + (model.contains(":") ? model : model + ":latest");
        return entry != null
                && !entry.models().isEmpty()
                && entry.models().stream().noneMatch(listed -> {
                    String id = listed.getString("id", "");
                    return id.equals(named) || id.equals(provider + "/" + model);
                });
    }

    @Override
    public boolean isSilent(String provider) {
        Entry entry = known.get(provider);
        return entry != null && !entry.answered();
    }

    @Override
    public void askThisMachine(Duration patience) {
        List<CompletableFuture<Void>> asked = registry.current().usable().values().stream()
                .filter(provider -> isHere(provider.settings()))
                .filter(provider -> {
                    Entry entry = known.get(provider.id());
                    return entry == null || entry.isOlderThan(HERE_REFRESH);
                })
                .map(this::fetch)
                .toList();
        await(asked, patience);
    }

    private static boolean isHere(ProviderSettings provider) {
        return provider.apiKey() == null
                && !provider.keyRequired()
                && HERE.contains(provider.baseUrl().getHost());
    }

    private void refresh(Provider provider) {
        // Nobody waits: the old list is served meanwhile.
        fetch(provider).isDone();
    }

    private static void await(List<CompletableFuture<Void>> unknown, Duration patience) {
        CompletableFuture.allOf(unknown.toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private CompletableFuture<Void> fetch(Provider provider) {
        return fetching.computeIfAbsent(provider.id(), id -> {
            CompletableFuture<Void> done = new CompletableFuture<>();
            PlatformThreads.execute(() -> {
                try {
                    known.put(id, fetched(provider));
                } finally {
                    fetching.remove(id);
                    done.complete(null);
                }
            });
            return done;
        });
    }

    /** A provider that fails keeps its last list, and is asked again soon. */
    private Entry fetched(Provider asked) {
        ProviderSettings provider = asked.settings();
        try {
            JsonObject list =
                    asked.dialect() instanceof ModelListing listing ? listing.models(provider) : ask(provider);
            List<JsonObject> models = ModelList.of(provider.id(), list);
            Duration refresh = settings.get(Setting.MODELS_REFRESH);
            return new Entry(provider.baseUrl(), models, true, System.nanoTime(), refresh);
        } catch (RuntimeException e) {
            Entry last = known.get(provider.id());
            boolean answered = !isSilence(e);
            // That a program of this machine does not run is no news: the report at the start has said so.
            boolean said = isHere(provider) && !answered && (last == null || !last.answered());
            LOG.log(
                    said ? Level.DEBUG : Level.WARNING,
                    "Provider " + provider.id() + " gave no list of models: " + reason(e)
                            + ". The last known list is kept.");
            return new Entry(
                    provider.baseUrl(), last == null ? List.of() : last.models(), answered, System.nanoTime(), RETRY);
        }
    }

    private static boolean isSilence(RuntimeException error) {
        return error instanceof ProcessingException
                || (error instanceof GatewayException failed
                        && failed.failure().kind() == FailureKind.UPSTREAM_UNREACHABLE);
    }

    /** Other messages quote what the provider sent, which may be the key. */
    private static String reason(RuntimeException error) {
        if (error instanceof GatewayException known) {
            return known.failure().message();
        }
        return error instanceof WebApplicationException answered
                ? "it answered " + answered.getResponse().getStatus()
                : error.getClass().getSimpleName();
    }

    private static JsonObject ask(ProviderSettings provider) {
        try (ModelListApi api = UpstreamNetwork.ofServer()
                .restClient(provider.baseUrl())
                .connectTimeout(provider.clocks().connect().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(READ_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .build(ModelListApi.class)) {
            return api.list(
                    provider.apiKey() == null
                            ? null
                            : "Bearer " + provider.apiKey().reveal(),
                    provider.userAgent());
        }
    }
}
