package lakehouse.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs tools to their end. */
final class Commands {
    private Commands() {}

    /** Whether a program is on the PATH, or where Debian keeps servers. */
    static boolean has(String program) {
        return Arrays.stream((System.getenv("PATH") + ":/usr/sbin").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** The file of a program. */
    static String find(String program) {
        return Arrays.stream((System.getenv("PATH") + ":/usr/sbin").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new Problem(program + " is not installed."))
                .toString();
    }

    /** Runs a command in a folder and gives what it printed, errors included. */
    static String run(Path folder, Map<String, String> environment, List<String> command) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.redirectInput(new File("/dev/null"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new Problem(String.join(" ", command) + " ended with code " + code + ": " + printed.strip());
            }
            return printed;
        } catch (IOException e) {
            throw new Problem(command.get(0) + " cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(command.get(0) + " was interrupted.");
        }
    }

    /** The first line that a command prints; a dash when it cannot be run. */
    static String firstLine(String... command) {
        try {
            return run(Path.of("."), Map.of(), List.of(command))
                    .strip()
                    .lines()
                    .findFirst()
                    .orElse("–");
        } catch (Problem e) {
            return e.getMessage()
                    .lines()
                    // wrk says its version and ends with 1.
                    .filter(line -> line.contains("wrk "))
                    .map(line -> line.replaceFirst("^.* ended with code \\d+: ", ""))
                    .findFirst()
                    .orElse("–");
        }
    }
}
