package lakehouse.gateway.access;

import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lakehouse.gateway.config.Cached;
import lakehouse.gateway.config.ConfigurationCheck;
import lakehouse.gateway.config.ConfigurationProblem;
import lakehouse.gateway.platform.Shared;
import org.jspecify.annotations.Nullable;

/** The keys that callers may show, as SHA-256 hashes: who reads the configuration cannot call with what is there. */
@Shared
public class AccessKeys implements ConfigurationCheck {
    private static final Logger LOG = System.getLogger(AccessKeys.class.getName());

    @Inject
    AccessKeyReader reader;

    private final Cached<AccessKeyReader.Reading> known = new Cached<>(Duration.ofSeconds(1), this::read);

    private volatile List<ConfigurationProblem> reported = List.of();

    /**
     * Whether callers need a key. Nothing but a configuration that surely has none opens the gateway, and after keys were
     * there, only {@code none} does.
     */
    public boolean required() {
        return known.get().required();
    }

    /** Whether no key at all can be read, so that nobody gets in until the operator mends the configuration. */
    public boolean closed() {
        AccessKeyReader.Reading now = known.get();
        return now.required() && now.hashes().isEmpty();
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

    /** What is wrong with the keys. It is logged as they are read. */
    @Override
    public List<ConfigurationProblem> problems() {
        return known.get().problems();
    }

    @Override
    public boolean logsThemItself() {
        return true;
    }

    private AccessKeyReader.Reading read() {
        AccessKeyReader.Reading now = reader.read();
        for (ConfigurationProblem problem : now.problems()) {
            if (!reported.contains(problem)) {
                LOG.log(Level.ERROR, "Configuration: " + problem.message());
            }
        }
        reported = now.problems();
        return now;
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
