package lakehouse.gateway.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The keys that have a meaning, given the providers and ladders there are, and what a mistyped one was meant to be. */
final class KnownKeys {
    private final List<Setting<?>> settings;
    private final Set<String> keys = new LinkedHashSet<>();
    private final Set<String> variables = new LinkedHashSet<>();

    KnownKeys(List<Setting<?>> settings, Collection<String> providers, Collection<String> ladders) {
        this.settings = settings;
        Setting.each(settings, providers, ladders, (setting, id) -> add(setting.key(id)));
    }

    /** The keys that have a meaning now. */
    static KnownKeys of(Settings settings, DeclaredSettings declared) {
        SortedSet<String> providers = new TreeSet<>(settings.get(Setting.PROVIDERS));
        // The WAR has defaults for providers that an operator took out of the list.
        providers.addAll(DefaultKeys.providers());
        return new KnownKeys(declared.all(), providers, settings.ids(Setting.LADDER_RUNGS));
    }

    private void add(String key) {
        keys.add(key);
        variables.add(EnvFileNames.asVariable(key));
    }

    /** Whether the gateway reads this key or variable. */
    boolean has(String name) {
        return keys.contains(name) || variables.contains(name);
    }

    /** Whether a key would be read if its provider or ladder were there. */
    boolean fitsPattern(String key) {
        for (Setting<?> setting : settings) {
            String[] around = setting.pattern().split("<id>", -1);
            if (around.length == 2
                    && Pattern.matches(
                            Pattern.quote(around[0]) + "[a-z0-9][a-z0-9._-]*" + Pattern.quote(around[1]), key)) {
                return true;
            }
        }
        return false;
    }

    /** The known key, or variable for a variable, that takes the fewest strokes to get to. */
    String nearest(String name) {
        return (name.startsWith("gateway.") ? keys : variables)
                .stream()
                        .min(Comparator.comparingInt(known -> Strokes.between(known, name)))
                        .orElseThrow();
    }
}
