package lakehouse.gateway.access;

import jakarta.enterprise.context.ApplicationScoped;
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
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import org.jspecify.annotations.Nullable;

/** The keys that callers may show, as SHA-256 hashes: who reads the configuration cannot call with what is there. */
@ApplicationScoped
public class AccessKeys {
    private static final Logger LOG = System.getLogger(AccessKeys.class.getName());
    private static final String ENTRY = "[A-Za-z0-9._-]+:[0-9A-Fa-f]{64}";

    /** No map: two keys may share a name, so that one can replace the other without an outage. */
    private record Known(boolean required, List<Map.Entry<String, byte[]>> hashes) {}

    @Inject
    Settings settings;

    private final Cached<Known> known = new Cached<>(Duration.ofSeconds(1), this::read);

    private volatile List<String> reported = List.of();

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
        if (read.size() < entries.size() && !entries.equals(reported)) {
            reported = entries;
            LOG.log(
                    Level.ERROR,
                    (entries.size() - read.size()) + " of " + entries.size() + " items of "
                            + Setting.ACCESS_KEYS.pattern() + " cannot be used. Write each as name:SHA-256-in-hex.");
        }
        return new Known(!entries.isEmpty(), read);
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
