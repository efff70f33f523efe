package lakehouse.gateway.config;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Configuration from env files in systemd's {@code EnvironmentFile=} syntax, {@code /etc/lakehouse/*.env} by default.
 *
 * <p>At most once a second a caller looks at the files and reads those that changed; other callers go on with the last
 * snapshot meanwhile and never wait. A property is found by its exact name, else by the name that it would have as an
 * environment variable.
 */
public final class EnvFileConfigSource implements ConfigSource {
    // The defaults in the WAR have 50, and the sources that servers bring have 90 or more.
    private static final int ORDINAL = 60;
    private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final System.Logger LOG = System.getLogger(EnvFileConfigSource.class.getName());

    private final EnvFileSettings settings;
    private final EnvFileReader reader;
    private final LongSupplier nanoTime;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long lastLook;
    private volatile EnvFileSnapshot snapshot = EnvFileSnapshot.EMPTY;

    /** Reads its settings from system properties and the environment. Used by {@link java.util.ServiceLoader}. */
    public EnvFileConfigSource() {
        this(EnvFileSettings.read(System.getProperties(), System.getenv()), System::nanoTime, InstantSource.system());
    }

    /**
     * @param nanoTime the clock that times the looks, as {@link System#nanoTime()}
     * @param timeOfDay the clock that file times are compared to
     */
    EnvFileConfigSource(EnvFileSettings settings, LongSupplier nanoTime, InstantSource timeOfDay) {
        this.settings = settings;
        this.reader = new EnvFileReader(settings.strict(), timeOfDay);
        this.nanoTime = nanoTime;
        this.lastLook = nanoTime.getAsLong();
        look();
    }

    @Override
    public String getName() {
        return "lakehouse-env-files";
    }

    /** Fixed: a {@code config_ordinal} in a file cannot lift the files above the server's own configuration. */
    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    /** The names as the files spell them. */
    @Override
    public Set<String> getPropertyNames() {
        return getProperties().keySet();
    }

    /** All names and values of one moment, not modifiable. The values are secrets. */
    @Override
    public Map<String, String> getProperties() {
        return upToDate().values();
    }

    /** The value of a property; null when no file has it. */
    @Override
    public @Nullable String getValue(String propertyName) {
        return EnvFileNames.find(getProperties(), propertyName);
    }

    /** What is wrong with the files now: broken lines, files that cannot be read, permissions. Holds no value. */
    public List<EnvFileProblem> problems() {
        return upToDate().problems();
    }

    @Override
    public String toString() {
        return getName() + settings.paths();
    }

    private EnvFileSnapshot upToDate() {
        // No lock that its owner may enter twice: logging, too, may read configuration and so come back here.
        if (isLookDue() && looking.compareAndSet(false, true)) {
            try {
                if (isLookDue()) {
                    lastLook = nanoTime.getAsLong();
                    look();
                }
            } finally {
                looking.set(false);
            }
        }
        return snapshot;
    }

    private boolean isLookDue() {
        return nanoTime.getAsLong() - lastLook >= LOOK_EVERY_NANOS;
    }

    private void look() {
        EnvFileSnapshot earlier = snapshot;
        EnvFileListing listing =
                EnvFileListing.of(settings.paths(), earlier.files().keySet());
        Map<Path, EnvFileState> files = new LinkedHashMap<>();
        for (Path file : listing.files()) {
            files.put(file, reader.look(file, earlier.files().get(file)));
        }
        EnvFileSnapshot now = EnvFileSnapshot.of(files, listing.problems());
        snapshot = now;
        now.newsAfter(earlier).forEach(problem -> LOG.log(System.Logger.Level.WARNING, problem.describe()));
    }
}
