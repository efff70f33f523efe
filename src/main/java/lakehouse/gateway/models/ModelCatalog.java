package lakehouse.gateway.models;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
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
    private static final Duration REFRESH = Duration.ofMinutes(5);
    private static final Duration RETRY = Duration.ofSeconds(20);
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final long READ_TIMEOUT_SECONDS = 15;

    private record Entry(URI source, List<JsonObject> models, long staleAt) {}

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
            } else if (System.nanoTime() - entry.staleAt() > 0) {
                refresh(provider);
            }
        }
        await(unknown);
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
    public void askThisMachine() {
        await(registry.current().usable().values().stream()
                .filter(provider -> provider.settings().apiKey() == null
                        && !provider.settings().keyRequired()
                        && HERE.contains(provider.settings().baseUrl().getHost()))
                .map(this::fetch)
                .toList());
    }

    private void refresh(Provider provider) {
        // Nobody waits: the old list is served meanwhile.
        fetch(provider).isDone();
    }

    private static void await(List<CompletableFuture<Void>> unknown) {
        CompletableFuture.allOf(unknown.toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, FIRST_WAIT.toMillis(), TimeUnit.MILLISECONDS)
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
            Duration refresh = settings.duration(Setting.MODELS_REFRESH, "", REFRESH);
            return new Entry(provider.baseUrl(), models, System.nanoTime() + refresh.toNanos());
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "Provider " + provider.id() + " gave no list of models: " + reason(e)
                            + ". The last known list is kept.");
            Entry last = known.get(provider.id());
            return new Entry(
                    provider.baseUrl(), last == null ? List.of() : last.models(), System.nanoTime() + RETRY.toNanos());
        }
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
