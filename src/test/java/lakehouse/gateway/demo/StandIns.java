package lakehouse.gateway.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;

/** Runs the stand-ins for the four providers until standard input ends. {@code ./gateway demo} starts it. */
public final class StandIns {

    private StandIns() {}

    /**
     * Starts the stand-ins on free loopback ports and writes where they are.
     *
     * @param args the properties file to write, with the MicroProfile Config keys that lead the gateway to the stand-ins
     * @throws IOException if the file cannot be written
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("Give one argument: the properties file to write.");
        }
        List<StandIn> all = List.of(
                new StandIn("kimi", "/coding/v1", new KimiAnswers()),
                new StandIn("openrouter", "/api/v1", new OpenRouterAnswers()),
                new StandIn("ollama-cloud", "/v1", new OllamaAnswers("kimi-k2.6")),
                new StandIn("ollama", "/v1", new OllamaAnswers("llama3.2:latest")));
        announce(all, Path.of(args[0]).toAbsolutePath());
        // The launcher holds the other end: when it goes, even by SIGKILL, the stand-ins go too.
        while (System.in.read() >= 0) {}
        all.forEach(StandIn::stop);
    }

    private static void announce(List<StandIn> all, Path file) throws IOException {
        // All of a provider's settings that decide where a call goes: nothing an operator configured may leak in.
        String ids = all.stream().map(StandIn::id).collect(Collectors.joining(","));
        String settings = all.stream().map(StandIn::settings).collect(Collectors.joining());
        // Audits of the demo stay in the demo's folder, which goes with it.
        String audits = "gateway.audit.directory=" + file.resolveSibling("audits") + "\n";
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.writeString(draft, "gateway.providers=" + ids + "\n" + settings + audits);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
