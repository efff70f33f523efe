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

    private record Ended(int code, String printed) {}

    /** Runs a command in a folder and gives what it printed, errors included. */
    static String run(Path folder, Map<String, String> environment, List<String> command) {
        Ended ended = await(folder, environment, command);
        if (ended.code() != 0) {
            throw new Problem(String.join(" ", command) + " ended with code " + ended.code() + ": "
                    + ended.printed().strip());
        }
        return ended.printed();
    }

    private static Ended await(Path folder, Map<String, String> environment, List<String> command) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.redirectInput(new File("/dev/null"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), printed);
        } catch (IOException e) {
            throw new Problem(command.get(0) + " cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(command.get(0) + " was interrupted.");
        }
    }

    /** The first line that a command prints, however it ends: wrk says its version and fails. A dash when it cannot be run. */
    static String firstLine(String... command) {
        try {
            return await(Path.of("."), Map.of(), List.of(command))
                    .printed()
                    .strip()
                    .lines()
                    .findFirst()
                    .orElse("–");
        } catch (Problem e) {
            return "–";
        }
    }
}
