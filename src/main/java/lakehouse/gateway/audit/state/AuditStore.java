package lakehouse.gateway.audit.state;

import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.platform.Shared;
import org.jspecify.annotations.Nullable;

/** All audits on disk: a directory for each under {@code gateway.audit.directory}. */
@Shared
public class AuditStore {
    private static final Logger LOG = System.getLogger(AuditStore.class.getName());
    private static final String ID = "audit_[0-9a-f]{32}";
    private static final String UNFINISHED = ".new-";

    /** Far longer than a request takes. Another gateway may be at work in the same directory. */
    private static final Duration HALF_MADE = Duration.ofHours(1);

    @Inject
    Settings settings;

    private final SecureRandom random = new SecureRandom();

    /** Takes a request in. */
    @FunctionalInterface
    public interface Intake {
        /**
         * Reads the request.
         *
         * @param place where to keep its body meanwhile
         * @param material takes its files
         */
        AuditRequest read(AuditDirectory place, MaterialWriter material) throws IOException;
    }

    private Path root() {
        String set = settings.find(Setting.AUDIT_DIRECTORY);
        return set == null ? Path.of(System.getProperty("user.home"), ".lakehouse", "audits") : Path.of(set);
    }

    /** Makes an audit. It exists whole when this returns, or not at all. */
    public AuditDirectory create(Intake intake) throws IOException {
        byte[] name = new byte[16];
        random.nextBytes(name);
        String id = "audit_" + HexFormat.of().formatHex(name);
        DurableFiles.makePrivate(root());
        Path making = root().resolve(UNFINISHED + id);
        DurableFiles.makePrivate(making);
        try {
            AuditDirectory place = new AuditDirectory(making);
            try (MaterialWriter material = place.materialWriter()) {
                AuditRequest request = intake.read(place, material);
                Files.deleteIfExists(place.body());
                place.write(request, material.finish());
            }
            Path made = root().resolve(id);
            DurableFiles.moveInto(making, made);
            return new AuditDirectory(made);
        } finally {
            if (Files.exists(making)) {
                DurableFiles.delete(making);
            }
        }
    }

    /** An audit of this caller. Another caller's audit is not found. */
    public Optional<AuditDirectory> find(String id, String owner) throws IOException {
        // Checked before it becomes part of a path.
        if (!id.matches(ID) || !Files.isDirectory(root().resolve(id))) {
            return Optional.empty();
        }
        AuditDirectory found = new AuditDirectory(root().resolve(id));
        return found.request().owner().equals(owner) ? Optional.of(found) : Optional.empty();
    }

    /** The audits of a caller, the newest first. */
    public List<AuditDirectory> of(String owner) throws IOException {
        Map<AuditDirectory, Instant> found = new LinkedHashMap<>();
        if (Files.isDirectory(root())) {
            List<Path> all;
            try (Stream<Path> listed = Files.list(root())) {
                all = listed.filter(path -> String.valueOf(path.getFileName()).matches(ID))
                        .toList();
            }
            for (Path path : all) {
                AuditDirectory audit = new AuditDirectory(path);
                try {
                    AuditRequest request = audit.request();
                    if (request.owner().equals(owner)) {
                        found.put(audit, request.createdAt());
                    }
                } catch (IOException e) {
                    // Deleted at this moment, or damaged: the sweep tells of it.
                    LOG.log(Level.DEBUG, "The audit in " + path + " cannot be read: " + e);
                }
            }
        }
        return found.entrySet().stream()
                .sorted(Map.Entry.<AuditDirectory, Instant>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The newest other audit of the same caller that does the same with the same material, unless it was cut short. */
    public @Nullable AuditDirectory same(AuditDirectory audit) throws IOException {
        AuditRequest request = audit.request();
        String material = audit.material().index().sha256();
        for (AuditDirectory other : of(request.owner())) {
            if (!other.id().equals(audit.id())
                    && other.request().isLike(request)
                    && other.material().index().sha256().equals(material)
                    && other.end()
                            .map(end -> end.state().equals(AuditEnd.COMPLETED))
                            .orElse(true)) {
                return other;
            }
        }
        return null;
    }

    /** Deletes an audit. It is gone at once; a crash leaves nothing that looks like one. */
    public void delete(AuditDirectory audit) throws IOException {
        Path going = root().resolve(UNFINISHED + "deleted-" + audit.id());
        DurableFiles.moveInto(audit.path(), going);
        DurableFiles.delete(going);
    }

    /** The audits whose work is not done. Deletes what a crash left half made, and what ended long ago. */
    public List<AuditDirectory> sweep() throws IOException {
        if (!Files.isDirectory(root())) {
            return List.of();
        }
        List<Path> all;
        try (Stream<Path> found = Files.list(root())) {
            all = found.toList();
        }
        Instant old = Instant.now().minus(settings.get(Setting.AUDIT_KEEP));
        return all.stream()
                .filter(path -> isUnfinished(path, old))
                .map(AuditDirectory::new)
                .toList();
    }

    private boolean isUnfinished(Path path, Instant old) {
        String name = String.valueOf(path.getFileName());
        try {
            if (name.startsWith(UNFINISHED)
                    && Files.getLastModifiedTime(path)
                            .toInstant()
                            .isBefore(Instant.now().minus(HALF_MADE))) {
                DurableFiles.delete(path);
            }
            if (!name.matches(ID)) {
                return false;
            }
            AuditDirectory audit = new AuditDirectory(path);
            Optional<AuditEnd> end = audit.end();
            if (end.isPresent() && end.get().endedAt().isBefore(old)) {
                delete(audit);
            }
            return end.isEmpty();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The audit in " + path + " cannot be read: " + e + ". Repair or delete it.");
            return false;
        }
    }
}
