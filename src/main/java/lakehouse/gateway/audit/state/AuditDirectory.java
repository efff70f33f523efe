package lakehouse.gateway.audit.state;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lakehouse.gateway.audit.material.Part;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/** The directory of one audit. Every file but the growing material appears whole or not at all. */
public final class AuditDirectory {
    private static final String REQUEST = "audit.json";
    private static final String MATERIAL = "material.txt";
    private static final String INDEX = "material.json";
    private static final String PLAN = "parts.json";
    private static final String RESULTS = "parts";
    private static final String OPINIONS = "opinions";
    private static final String END = "end.json";

    private final Path directory;

    AuditDirectory(Path directory) {
        this.directory = directory;
    }

    /** The audit's id. */
    public String id() {
        return String.valueOf(directory.getFileName());
    }

    Path path() {
        return directory;
    }

    /** Where a request's body can be kept while it is read. */
    public Path body() {
        return directory.resolve("body.tmp");
    }

    MaterialWriter materialWriter() throws IOException {
        return new MaterialWriter(directory.resolve(MATERIAL));
    }

    void write(AuditRequest request, MaterialIndex index) throws IOException {
        write(INDEX, index.json());
        write(REQUEST, request.json());
    }

    /** Keeps the plan, before the first part is asked. */
    public void write(List<Part> plan) throws IOException {
        Files.createDirectories(directory.resolve(RESULTS));
        write(PLAN, PartsJson.write(plan));
    }

    /** Keeps a part's result. */
    public void write(PartResult result) throws IOException {
        write(RESULTS + "/" + result.id() + ".json", PartResultJson.write(result));
    }

    /** Keeps a part's first reply, which could not be used. */
    public void write(String part, InvalidReply reply) throws IOException {
        write(RESULTS + "/" + part + ".invalid", reply.json());
    }

    /** Keeps what a second model says of a finding. */
    public void write(Opinion opinion) throws IOException {
        Files.createDirectories(directory.resolve(OPINIONS));
        write(OPINIONS + "/" + opinion.finding() + ".json", opinion.json());
    }

    /** What a second model has said so far, by the fingerprint of the finding. */
    public Map<String, Opinion> opinions() throws IOException {
        Map<String, Opinion> opinions = new LinkedHashMap<>();
        for (Path file : jsonFiles(OPINIONS)) {
            Opinion opinion = Opinion.of(read(file));
            opinions.put(opinion.finding(), opinion);
        }
        return opinions;
    }

    private List<Path> jsonFiles(String folder) throws IOException {
        if (!Files.isDirectory(directory.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(directory.resolve(folder))) {
            return found.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    /** Keeps how the audit ended. */
    public void write(AuditEnd end) throws IOException {
        write(END, end.json());
    }

    private void write(String name, JsonObject json) throws IOException {
        DurableFiles.write(directory.resolve(name), json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What was asked for. */
    public AuditRequest request() throws IOException {
        return AuditRequest.of(read(directory.resolve(REQUEST)));
    }

    /** The material. */
    public Material material() throws IOException {
        return new Material(directory.resolve(MATERIAL), MaterialIndex.of(read(directory.resolve(INDEX))));
    }

    /** The parts as first planned; empty while they are not. */
    public Optional<List<Part>> plan() throws IOException {
        return readIfThere(directory.resolve(PLAN)).map(PartsJson::read);
    }

    /** The results so far, by part. */
    public Map<String, PartResult> results() throws IOException {
        Map<String, PartResult> results = new LinkedHashMap<>();
        for (Path file : jsonFiles(RESULTS)) {
            PartResult result = PartResultJson.read(read(file));
            results.put(result.id(), result);
        }
        return results;
    }

    /** A part's first reply, which could not be used. */
    public Optional<InvalidReply> invalidReply(String part) throws IOException {
        return readIfThere(directory.resolve(RESULTS).resolve(part + ".invalid"))
                .map(InvalidReply::of);
    }

    /** How the audit ended; empty while it has not. */
    public Optional<AuditEnd> end() throws IOException {
        return readIfThere(directory.resolve(END)).map(AuditEnd::of);
    }

    private static Optional<JsonObject> readIfThere(Path file) throws IOException {
        try {
            return Optional.of(read(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static JsonObject read(Path file) throws IOException {
        try {
            return JsonSyntax.object(Files.readString(file));
        } catch (MalformedJsonException e) {
            throw new IOException(file.getFileName() + " of " + file.getParent() + " is damaged: " + e.getMessage(), e);
        }
    }

    /**
     * Takes the audit for this process, so that two gateways on one directory do not both run it.
     *
     * @return null when another has it; else closing it gives the audit back, as does the end of the process
     */
    public @Nullable FileChannel take() throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Another deployment inside this server has it.
        }
        channel.close();
        return null;
    }
}
