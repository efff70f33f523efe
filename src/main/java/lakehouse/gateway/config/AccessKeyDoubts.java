package lakehouse.gateway.config;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import lakehouse.gateway.platform.Shared;

/** Looks for access keys that are not read as such: broken lines, mistyped names, files that cannot be read. */
@Shared
public class AccessKeyDoubts {
    private static final String OF_THE_COMMAND = "GATEWAY_API_KEY";

    /**
     * Something that may hold access keys.
     *
     * @param what where it is and what is wrong, without any value
     */
    public record Doubt(KeyDoubt kind, String what) {}

    @Inject
    Settings settings;

    @Inject
    DeclaredSettings declared;

    private final Supplier<List<EnvFileProblem>> files;
    private final Map<String, String> environment;

    /** Looks at the server's configuration. */
    public AccessKeyDoubts() {
        this(EnvFilesCheck::found, System.getenv());
    }

    AccessKeyDoubts(Supplier<List<EnvFileProblem>> files, Map<String, String> environment) {
        this.files = files;
        this.environment = environment;
    }

    /** All that there are now. To be asked where no access key can be read; reads the names of the whole configuration. */
    public List<Doubt> find() {
        List<Doubt> found = new ArrayList<>();
        for (EnvFileProblem problem : files.get()) {
            if (problem.doubt() != KeyDoubt.NONE) {
                found.add(new Doubt(problem.doubt(), problem.where()));
            }
        }
        for (String name : suspiciousNames()) {
            found.add(new Doubt(KeyDoubt.LOOKALIKE, name));
        }
        return List.copyOf(found);
    }

    private NavigableSet<String> suspiciousNames() {
        NavigableSet<String> names = new TreeSet<>();
        settings.names().stream()
                .filter(AccessKeyText::mayBeName)
                .filter(name -> !isOfTheCommand(name))
                .forEach(names::add);
        environment.forEach((name, value) -> {
            if (AccessKeyText.mayBeValue(value)) {
                names.add(name);
            }
        });
        if (!names.isEmpty()) {
            KnownKeys known = KnownKeys.of(settings, declared);
            // The key's own name stays: as a system property in capitals, for one, nobody reads it.
            names.removeIf(name -> known.has(name) && !AccessKeyText.isVariable(name));
        }
        return names;
    }

    /** {@code ./gateway audit} takes its key from the environment, which it may share with the server. */
    private boolean isOfTheCommand(String name) {
        return EnvFileNames.asVariable(name).equals(OF_THE_COMMAND) && environment.containsKey(OF_THE_COMMAND);
    }
}
