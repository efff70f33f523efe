package lakehouse.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Clients of {@code src/test/clients}, installed from npm below {@code target}, and run there.
 *
 * @param folder where they are
 */
public record Npm(Path folder) {
    /**
     * What a command did.
     *
     * @param code its exit code, 0 when all went well
     * @param text all that it printed
     */
    public record Said(int code, String text) {}

    /**
     * Installs a {@code package.json}; what is installed in its versions already is left alone.
     *
     * @param from the folder with the files
     * @param files of it that are wanted
     */
    public static Npm install(Path from, String... files) throws Exception {
        var npm = new Npm(Files.createDirectories(
                        Path.of("target").resolve(Path.of("src/test").relativize(from)))
                .toAbsolutePath());
        for (String file : files) {
            Files.copy(from.resolve(file), npm.folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        try {
            // No scripts of packages: they fetch what is not needed here, and build what is not used.
            var said = npm.run(
                    540,
                    npm.folder,
                    Map.of(),
                    List.of("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"));
            assertThat(said.code()).as(said.text()).isZero();
        } catch (IOException e) {
            System.err.println("==== NO npm: THE CLIENTS FROM npm WERE NOT TESTED ====");
            Assumptions.abort("There is no npm here: " + e.getMessage());
        }
        return npm;
    }

    /**
     * Runs a command to its end, with the installed programs before all others.
     *
     * @param environment added to this process's own
     */
    public Said run(int seconds, Path in, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        var said = Files.createTempFile(folder, "said", ".txt");
        var builder = program(in, command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new AssertionError(String.join(" ", command) + " did not end in " + seconds + " s, and said: "
                        + Files.readString(said, StandardCharsets.UTF_8));
            }
            return new Said(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.deleteIfExists(said);
        }
    }

    /** Starts a command that goes on until its standard input ends, and lets the caller read what it prints. */
    public Process start(String... command) throws IOException {
        return program(folder, List.of(command)).start();
    }

    private ProcessBuilder program(Path in, List<String> command) {
        var programs = folder.resolve("node_modules/.bin");
        var words = new ArrayList<>(command);
        // A program is looked for in the path of this process, not in that of the new one.
        var installed = programs.resolve(words.get(0));
        if (Files.exists(installed)) {
            words.set(0, installed.toString());
        }
        var builder = new ProcessBuilder(words).directory(in.toFile()).redirectErrorStream(true);
        // opencode believes this rather than the system.
        builder.environment().put("PWD", in.toString());
        builder.environment().merge("PATH", programs + ":", (path, own) -> own + path);
        return builder;
    }
}
