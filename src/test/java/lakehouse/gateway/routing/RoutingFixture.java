package lakehouse.gateway.routing;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import lakehouse.gateway.config.Form;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.CommonFormTranslator;
import lakehouse.gateway.provider.Dialect;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.threads.Timer;
import lakehouse.gateway.threads.VirtualTimer;

/** A registry and a resolver without a container. */
public final class RoutingFixture {
    private RoutingFixture() {}

    public static RouteResolver resolver(Settings settings, String... dialects) {
        return resolver(settings, List.of(), dialects);
    }

    /** As {@link #resolver(Settings, String...)}, with more dialects. */
    public static RouteResolver resolver(Settings settings, List<Dialect> more, String... dialects) {
        RouteResolver resolver = new RouteResolver();
        resolver.settings = settings;
        resolver.registry = registry(settings, dialects);
        resolver.registry.dialects = new Beans<>(
                Stream.concat(Arrays.stream(dialects).map(Named::new), more.stream())
                        .toList());
        resolver.ladders = new Ladders();
        resolver.ladders.settings = settings;
        resolver.ladders.registry = resolver.registry;
        return resolver;
    }

    /** What it takes to say which rungs would be asked. */
    public record Looks(
            ProviderRegistry registry, Ladders ladders, LadderStates states, Instance<KnownModels> catalogs) {}

    /** Everything that looks at ladders, with one catalog of models. */
    public static Looks looks(Settings settings, KnownModels catalog, String... dialects) {
        LadderStates states = new LadderStates();
        states.resolver = resolver(settings, dialects);
        states.registry = states.resolver.registry;
        states.health = health(settings, new VirtualTimer());
        states.catalogs = new Beans<>(List.of(catalog));
        return new Looks(states.registry, states.resolver.ladders, states, states.catalogs);
    }

    /** Breakers that are all closed. */
    public static RouteHealth health(Settings settings, Timer timer) {
        RouteHealth health = new RouteHealth();
        health.settings = settings;
        health.timer = timer;
        return health;
    }

    static ProviderRegistry registry(Settings settings, String... dialects) {
        ProviderRegistry registry = new ProviderRegistry();
        registry.settings = settings;
        registry.dialects =
                new Beans<>(Arrays.stream(dialects).<Dialect>map(Named::new).toList());
        registry.checks = new Beans<>(List.of());
        return registry;
    }

    private record Named(String name) implements Dialect {
        @Override
        public List<Setting<?>> settings() {
            return List.of(Setting.optional("gateway.provider.<id>.spice", Form.NUMBER));
        }

        @Override
        public ChatTranslator translator(ProviderSettings provider, Inquiry call) {
            return new CommonFormTranslator(provider, call, new ReasoningMemory());
        }
    }

    /** What CDI would inject; only walking through it is of use here. */
    private record Beans<T>(List<T> beans) implements Instance<T> {
        @Override
        public Iterator<T> iterator() {
            return beans.iterator();
        }

        @Override
        public T get() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instance<T> select(Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends T> Instance<U> select(Class<U> type, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends T> Instance<U> select(TypeLiteral<U> type, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isUnsatisfied() {
            return beans.isEmpty();
        }

        @Override
        public boolean isAmbiguous() {
            return beans.size() > 1;
        }

        @Override
        public void destroy(T instance) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Handle<T> getHandle() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Iterable<? extends Handle<T>> handles() {
            throw new UnsupportedOperationException();
        }
    }
}
