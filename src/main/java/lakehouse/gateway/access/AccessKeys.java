package lakehouse.gateway.access;

import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lakehouse.gateway.config.Cached;
import lakehouse.gateway.config.ConfigurationCheck;
import lakehouse.gateway.config.ConfigurationProblem;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.platform.Shared;
import org.jspecify.annotations.Nullable;

/** The keys that callers may show, as SHA-256 hashes: who reads the configuration cannot call with what is there. */
@Shared
public class AccessKeys implements ConfigurationCheck {
    private static final Logger LOG = System.getLogger(AccessKeys.class.getName());
    private static final String ENTRY = "[A-Za-z0-9._-]+:[0-9A-Fa-f]{64}";

    /** No map: two keys may share a name, so that one can replace the other without an outage. */
    private record Known(
            boolean required, List<Map.Entry<String, byte[]>> hashes, List<ConfigurationProblem> problems) {}

    @Inject
    Settings settings;

    private final Cached<Known> known = new Cached<>(Duration.ofSeconds(1), this::read);

    private volatile List<ConfigurationProblem> reported = List.of();

    /** Whether callers need a key. A badly written entry counts too, so that a typing mistake never opens the gateway. */
    public boolean required() {
        return known.get().required();
    }

    /** Name of the entry that a key matches; null when it matches none. Takes the same time whichever it is. */
    public @Nullable String nameOf(String key) {
        byte[] shown = sha256(key);
        String name = null;
        for (Map.Entry<String, byte[]> entry : known.get().hashes()) {
            if (MessageDigest.isEqual(entry.getValue(), shown)) {
                name = entry.getKey();
            }
        }
        return name;
    }

    /** Entries that are badly written. They are logged as they are read. */
    @Override
    public List<ConfigurationProblem> problems() {
        return known.get().problems();
    }

    @Override
    public boolean logsThemItself() {
        return true;
    }

    private Known read() {
        List<String> entries = settings.list(Setting.ACCESS_KEYS, "");
        List<Map.Entry<String, byte[]>> read = new ArrayList<>();
        for (String entry : entries) {
            if (entry.matches(ENTRY)) {
                int colon = entry.indexOf(':');
                read.add(Map.entry(
                        entry.substring(0, colon),
                        HexFormat.of().parseHex(entry.substring(colon + 1).toLowerCase(Locale.ROOT))));
            }
        }
        List<ConfigurationProblem> problems = problems(entries.size() - read.size(), entries.size());
        if (!problems.equals(reported)) {
            problems.forEach(problem -> LOG.log(Level.ERROR, "Configuration: " + problem.message()));
        }
        reported = problems;
        return new Known(!entries.isEmpty(), read, problems);
    }

    private static List<ConfigurationProblem> problems(int bad, int all) {
        String key = Setting.ACCESS_KEYS.pattern();
        return bad == 0
                ? List.of()
                : List.of(ConfigurationProblem.of(
                        key,
                        bad + " of " + all + " items of " + key
                                + " cannot be used. Write each as name:SHA-256-in-hex."));
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
