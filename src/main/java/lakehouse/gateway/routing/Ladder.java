package lakehouse.gateway.routing;

import java.time.Duration;
import java.util.List;
import lakehouse.gateway.config.InvalidSettingException;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.upstream.ClockLimits;
import org.jspecify.annotations.Nullable;

/**
 * A named, ordered list of routes for unattended work. Immutable.
 *
 * @param name its name, addressed as model {@code ladder/<name>}
 * @param rungs {@code provider/model} of each rung, best first; at least one
 * @param holds whether a stream is held back until the answer is whole and usable; otherwise its first token commits
 * @param total limit of the whole call, all rungs together
 * @param connect limit that replaces the providers' own; null to keep theirs. The same holds for the next two
 */
public record Ladder(
        String name,
        List<String> rungs,
        boolean holds,
        Duration total,
        @Nullable Duration connect,
        @Nullable Duration firstToken,
        @Nullable Duration idle) {

    /** First segment of a model that names a ladder. */
    public static final String PREFIX = "ladder/";

    /**
     * Reads a ladder.
     *
     * @throws InvalidSettingException when it cannot be climbed
     */
    static Ladder read(Settings settings, String name, Providers providers) {
        List<String> rungs = settings.find(Setting.LADDER_RUNGS, name);
        if (rungs == null || rungs.isEmpty()) {
            throw new InvalidSettingException(
                    Setting.LADDER_RUNGS.key(name) + " has no rung. Write provider/model, separated by commas.");
        }
        for (int place = 1; place <= rungs.size(); place++) {
            checkRung(name, place, rungs.get(place - 1), providers);
        }
        return new Ladder(
                name,
                rungs,
                settings.get(Setting.LADDER_RECOVERY, name).equals("hold"),
                settings.get(Setting.LADDER_TIMEOUT, name),
                settings.find(Setting.LADDER_CONNECT_TIMEOUT, name),
                settings.find(Setting.LADDER_FIRST_TOKEN_TIMEOUT, name),
                settings.find(Setting.LADDER_IDLE_TIMEOUT, name));
    }

    private static void checkRung(String name, int place, String rung, Providers providers) {
        String key = Setting.LADDER_RUNGS.key(name);
        int slash = rung.indexOf('/');
        String id = slash < 1 ? rung : rung.substring(0, slash);
        if (slash < 1 || slash == rung.length() - 1 || !providers.names(id)) {
            // What it is instead may be a key, and is not shown.
            throw new InvalidSettingException("Rung " + place + " of " + key
                    + " names no provider and model. Write provider/model; providers are "
                    + String.join(", ", providers.ids()) + ".");
        }
        boolean explicitOnly = providers
                .find(id)
                .map(provider -> provider.settings().explicitOnly())
                .orElse(false);
        if (explicitOnly) {
            throw new InvalidSettingException(key + " has the rung \"" + rung + "\", but " + id
                    + " is explicit-only: its terms do not fit unattended use. Take the rung out.");
        }
    }

    /** A provider's clocks with those of the ladder that are set. */
    public ClockLimits clocks(ClockLimits provider) {
        return new ClockLimits(
                connect == null ? provider.connect() : connect,
                firstToken == null ? provider.firstToken() : firstToken,
                idle == null ? provider.idle() : idle,
                provider.total());
    }
}
