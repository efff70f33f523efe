package lakehouse.gateway.audit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * One run of the command as its own program, with nothing but its classes.
 *
 * @param audit path of the audit at the gateway
 */
record AuditProgram(int exitCode, String output, String audit, String report, String sarif) {

    /** Audits the directory that the tests run in. */
    static AuditProgram run(AuditServer server, Path work, String... options) throws Exception {
        var place = Files.createTempDirectory(work, "command");
        var command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                "target/classes",
                "lakehouse.gateway.audit.command.AuditCommand",
                "--gateway",
                server.address().toString(),
                "--out",
                place.resolve("reports/audit.md").toString(),
                "--sarif",
                place.resolve("audit.sarif").toString()));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("GATEWAY_API_KEY", AuditServer.KEY);
        builder.redirectOutput(place.resolve("output.txt").toFile());
        var process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        var output = Files.readString(place.resolve("output.txt"), StandardCharsets.UTF_8);
        var audit = Pattern.compile("/v1/audits/audit_[0-9a-f]{32}").matcher(output);
        return new AuditProgram(
                process.exitValue(),
                output,
                audit.find() ? audit.group() : "none",
                text(place.resolve("reports/audit.md")),
                text(place.resolve("audit.sarif")));
    }

    static boolean isShallowClone() throws Exception {
        var git = new ProcessBuilder("git", "rev-parse", "--is-shallow-repository").start();
        return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .strip()
                .equals("true");
    }

    private static String text(Path file) throws Exception {
        return Files.exists(file) ? Files.readString(file) : "";
    }
}
