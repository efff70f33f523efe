package lakehouse.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server that the benchmark started, in processes of its own. Closing it ends them, and nothing else. */
final class Server implements AutoCloseable {
    private static final Set<Server> RUNNING = ConcurrentHashMap.newKeySet();
    private static final long PATIENCE_SECONDS = 40;

    private final String name;
    private final Process process;
    private final Path log;
    private final int port;
    private final long startedAt = System.nanoTime();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Server::close)));
    }

    private Server(String name, Process process, Path log, int port) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.port = port;
        RUNNING.add(this);
    }

    /**
     * Starts a server. What it prints goes to {@code server.log} in the folder it runs in.
     *
     * @param port where it will listen
     */
    static Server start(String name, Path folder, int port, Map<String, String> environment, List<String> command) {
        try {
            Path log = Files.createDirectories(folder).resolve("server.log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            return new Server(name, builder.start(), log, port);
        } catch (IOException e) {
            throw new Problem(name + " cannot be started: " + e.getMessage());
        }
    }

    /** Waits until it accepts connections. */
    void awaitListening() {
        while (!Ports.listens(port)) {
            pause(50);
        }
    }

    /**
     * Waits until it answers a call as it should.
     *
     * @return milliseconds since its start
     */
    long awaitAnswer(Call call) {
        while (!call.isAnswered()) {
            pause(20);
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
    }

    private void pause(long millis) {
        boolean late = System.nanoTime() - startedAt > TimeUnit.SECONDS.toNanos(180);
        if (late || !process.isAlive()) {
            throw new Problem(
                    name + (late ? " gave no answer within 180 s." : " ended by itself.") + " Its log: " + log);
        }
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("The benchmark was interrupted.");
        }
    }

    int port() {
        return port;
    }

    /**
     * What its Java objects take that are still in use, in MiB. It stands still for a collection meanwhile.
     *
     * @param java the JDK that it runs on
     */
    double liveMiB(Path java) {
        String jcmd = java.resolveSibling("jcmd").toString();
        String printed = Commands.run(
                Path.of("."), Map.of(), List.of(jcmd, String.valueOf(process.pid()), "GC.class_histogram"));
        // The last line: Total, objects, bytes.
        String total = printed.strip();
        return Long.parseLong(total.substring(total.lastIndexOf(' ') + 1)) / 1024.0 / 1024.0;
    }

    Usage usage() {
        return Usage.of(processes());
    }

    private List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    @Override
    public void close() {
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroy);
        for (ProcessHandle one : all) {
            try {
                one.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (Exception e) {
                one.destroyForcibly();
            }
        }
        RUNNING.remove(this);
    }
}
