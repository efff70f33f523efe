package lakehouse.gateway.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Runs the programs of a server with the Java that runs the tests, so that the build's choice of Java is the server's. */
final class Command {
    private static final long TIMEOUT_SECONDS = 180;
    private static final long END_SECONDS = 45;

    private Command() {}

    /**
     * Runs a program to its end.
     *
     * @return what it printed
     * @throws IOException when it fails, with what it printed
     */
    static String run(List<String> command) throws IOException {
        var output = Files.createTempFile("server-command", ".out");
        try {
            var process = start(command, output);
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                end(process);
                throw new IOException(command + " took longer than " + TIMEOUT_SECONDS + " s.\n" + read(output));
            }
            if (process.exitValue() != 0) {
                throw new IOException(command + " ended with " + process.exitValue() + ".\n" + read(output));
            }
            return read(output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** Starts a program that goes on running. */
    static Process start(List<String> command, Path output) throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("AS_JAVA", System.getProperty("java.home"));
        return builder.start();
    }

    /** Ends a process and those that it started: a script of a server ends before the server, whose calls may take a while. */
    static void end(Process process) {
        var all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        all.forEach(ProcessHandle::destroy);
        try {
            CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            System.err.println("Not ended in " + END_SECONDS + " s, so killed: " + process.info());
        }
        all.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
