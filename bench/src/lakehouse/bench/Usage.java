package lakehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What processes use, as Linux tells it in /proc.
 *
 * @param cpuMicros CPU time so far, in user and kernel mode, in microseconds
 * @param residentMiB memory held
 * @param threads how many threads there are
 * @param descriptors how many files and sockets are open
 */
record Usage(long cpuMicros, double residentMiB, int threads, int descriptors) {
    /** The kernel counts in hundredths of a second on every Linux that matters; only its own headers say so. */
    private static final long MICROS_PER_TICK = 10_000;

    private static final int USER_TIME = 11;
    private static final int KERNEL_TIME = 12;

    /** Of all these processes together. One that has ended counts nothing. */
    static Usage of(List<ProcessHandle> processes) {
        Usage sum = new Usage(0, 0, 0, 0);
        for (ProcessHandle process : processes) {
            sum = sum.plus(of(Path.of("/proc", String.valueOf(process.pid()))));
        }
        return sum;
    }

    private Usage plus(Usage other) {
        return new Usage(
                cpuMicros + other.cpuMicros,
                residentMiB + other.residentMiB,
                threads + other.threads,
                descriptors + other.descriptors);
    }

    private static Usage of(Path process) {
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            // The name may hold spaces and brackets; what follows the last bracket does not.
            String stat = Files.readString(process.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            List<String> status = Files.readAllLines(process.resolve("status"));
            return new Usage(
                    (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[KERNEL_TIME])) * MICROS_PER_TICK,
                    number(status, "VmRSS:") / 1024.0,
                    (int) number(status, "Threads:"),
                    (int) open.count());
        } catch (IOException e) {
            return new Usage(0, 0, 0, 0);
        }
    }

    private static long number(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }
}
