package lakehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the benchmark ran on. */
final class Machine {
    private Machine() {}

    static List<String> lines() {
        return List.of(
                "Processor: " + field("/proc/cpuinfo", "model name") + ", "
                        + Runtime.getRuntime().availableProcessors()
                        + " cores for everything, load and upstream included",
                "Memory: " + memory(),
                "System: " + System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "Java: " + System.getProperty("java.vendor.version", "") + " " + System.getProperty("java.version"),
                "Load: " + Commands.firstLine("wrk", "-v").replaceAll(" Copyright.*", "")
                        + " for calls, a program of our own for streams");
    }

    private static String memory() {
        String kibibytes = field("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "");
        return kibibytes.isEmpty() ? "unknown" : Long.parseLong(kibibytes) / 1024 / 1024 + " GiB";
    }

    private static String field(String file, String name) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
