package lakehouse.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import lakehouse.gateway.audit.StandInAuditor.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes an audit fit for a sign-off: it is paid once, found again, compared with the one before, and judged. */
class AuditSignOffIT {
    private static final String NONE = "{\"findings\":[]}";
    /** Each of so many files makes two parts. */
    private static final int FILES = 22;

    @TempDir
    static Path directory;

    private static StandInAuditor auditor;
    private static AuditServer server;
    private static AuditClient client;

    @BeforeAll
    static void start() throws Exception {
        auditor = new StandInAuditor();
        server = new AuditServer(directory, auditor.port());
        client = new AuditClient(server);
        server.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.kill();
        auditor.close();
    }

    @BeforeEach
    void resetAuditor() {
        auditor.reset();
    }

    /** Half of the kills hit the command, half the gateway, each while eight requests are without an answer. */
    @Test
    void paysForEachPartOnceThoughCommandAndGatewayAreKilledTenTimes() throws Exception {
        var repository = repository("killed");
        for (int i = 0; i < FILES; i++) {
            Files.writeString(repository.resolve("file-" + i + ".txt"), ("line of file " + i + "\n").repeat(2_000));
        }
        commit(repository);
        var paid = new ConcurrentHashMap<String, Integer>();
        var permits = new AtomicReference<>(new Semaphore(0));
        auditor.behaviour = asked -> {
            // A request that a kill cut off is never answered, and so never paid.
            permits.get().acquireUninterruptibly();
            paid.merge(asked.part(), 1, Integer::sum);
            return Reply.of(NONE);
        };
        String[] audit = {"none"};
        Process command = command(repository, "--files");
        for (int kill = 1; kill <= 10; kill++) {
            int done = 2 * kill;
            permits.get().release(2);
            await().atMost(Duration.ofMinutes(2)).until(() -> {
                audit[0] = audit[0].equals("none") ? found(repository) : audit[0];
                return !audit[0].equals("none") && client.partsDone(audit[0]) == done;
            });
            if (kill % 2 == 0) {
                permits.set(new Semaphore(0));
                server.kill();
                server.start();
            } else {
                command.destroyForcibly().waitFor();
                command = command(repository, "--files");
                // A gateway that is away when the command first asks is none; only later a restart is waited for.
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> output(repository).contains("audited already"));
            }
        }
        permits.get().release(1_000);

        assertThat(command.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(command.exitValue()).as(output(repository)).isZero();
        assertThat(output(repository))
                .contains("audited already")
                .contains("0 of 0 findings grounded; the audit is completed");
        assertThat(paid)
                .hasSize(2 * FILES)
                .allSatisfy((part, times) -> assertThat(times).isEqualTo(1));
        assertThat(list()).hasSize(1);
    }

    @Test
    void findsAnAuditOfTheSameMaterialAgainUnlessToldNotTo() throws Exception {
        var repository = repository("again");
        Files.writeString(repository.resolve("a.txt"), "some text\n");
        commit(repository);

        var first = run(repository, "--files");
        var second = run(repository, "--files");
        var third = run(repository, "--files", "--focus", "races");
        var fourth = run(repository, "--files", "--new");

        assertThat(second.audit()).isEqualTo(first.audit());
        assertThat(second.output()).contains("audited already");
        assertThat(third.audit()).isNotEqualTo(first.audit());
        assertThat(fourth.audit()).isNotEqualTo(first.audit());
        assertThat(auditor.asked).hasSize(3);
        assertThat(tool(repository, "--list")).contains(first.audit().substring("/v1/audits/".length()), "completed");
        assertThat(tool(
                        repository,
                        "--attach",
                        first.audit(),
                        "--out",
                        repository.resolve("out.md").toString()))
                .contains("Report: ");
        assertThat(repository.resolve("out.md")).content().contains("## Coverage");
        assertThat(tool(repository, "--cancel", first.audit())).contains("has ended already");
        assertThat(server.send("GET", "/v1/audits", "test-key-bob", null).body())
                .contains("\"data\":[]");
    }

    @Test
    void comparesWithAnEarlierAuditAndHonoursDecisions() throws Exception {
        auditor.behaviour = asked -> {
            var list = Json.createArrayBuilder();
            for (var file : ShownFile.in(asked.material())) {
                file.lines().stream()
                        .filter(line -> line.text().contains("flaw"))
                        .forEach(line -> list.add(Json.createObjectBuilder()
                                .add("path", "=== file " + file.path() + " (lines 1 to 9 of 9)")
                                .add("start_line", line.number())
                                .add("quote", line.text())
                                .add("severity", "high")
                                .add("category", "wrong")
                                .add("explanation", line.text())));
            }
            return Reply.of(
                    Json.createObjectBuilder().add("findings", list).build().toString());
        };
        var repository = repository("compared");
        Files.writeString(repository.resolve("a.c"), "flaw_one();\nflaw_two();\nflaw_three();\n");
        commit(repository);
        var before = run(repository, "--files", "--fail-on", "high");
        assertThat(before.exitCode()).isEqualTo(2);
        Files.writeString(repository.resolve("a.c"), "// new\n// new\nflaw_one();\nflaw_four();\nflaw_three();\n");
        commit(repository);

        var after = run(
                repository,
                "--files",
                "--fail-on",
                "high",
                "--baseline",
                before.audit().substring(11));

        assertThat(after.exitCode()).isEqualTo(2);
        assertThat(after.output()).contains("3 of 3 findings grounded, 1 new, 2 known, 1 gone");
        assertThat(after.report()).contains("- `a.c:2` · high · wrong · flaw_two();");
        SarifSchema.assertValid(after.sarif());
        var names = Pattern.compile("\"lakehouseAudit/v1\":\"([0-9a-f-]+)\"")
                .matcher(after.sarif())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(names).hasSize(3);
        var decisions = new StringBuilder("findings:\n");
        names.forEach(name -> decisions
                .append("  - fingerprint: ")
                .append(name)
                .append("\n    state: accepted\n    reason: Known.\n    owner: alice\n    date: 2025-01-01\n"));
        Files.writeString(repository.resolve(".gateway-audit.yml"), decisions);

        var judged = run(repository, "--files", "--fail-on", "high");

        assertThat(judged.audit()).isEqualTo(after.audit());
        assertThat(judged.exitCode()).as(judged.output()).isZero();
        assertThat(judged.output()).contains("3 accepted");
        SarifSchema.assertValid(judged.sarif());
    }

    /** Ten flaws and ten lines without one are claimed. The second model is right about nine of ten, and once makes up its quote. */
    @Test
    void hasASecondModelThrowOutWhatIsNotThere() throws Exception {
        var code = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            code.append("flaw_").append(i).append("();\nfine_").append(i).append("();\n");
        }
        auditor.behaviour = asked -> {
            if (asked.provider().equals("other")) {
                var claim = Pattern.compile("CLAIM: wrong\\. (\\w+)_(\\d)").matcher(asked.material());
                assertThat(claim.find()).isTrue();
                boolean there = claim.group(1).equals("flaw");
                boolean blind = claim.group(2).equals("9");
                var quote = blind && !there ? "nowhere();" : claim.group(1) + "_" + claim.group(2) + "();";
                return Reply.of(Json.createObjectBuilder()
                        .add("verdict", there || blind ? "agree" : "disagree")
                        .add("quote", quote)
                        .add("reason", "I looked.")
                        .build()
                        .toString());
            }
            var list = Json.createArrayBuilder();
            ShownFile.in(asked.material())
                    .get(0)
                    .lines()
                    .forEach(line -> list.add(Json.createObjectBuilder()
                            .add("path", "a.c")
                            .add("start_line", line.number())
                            .add("quote", line.text())
                            .add("severity", "high")
                            .add("category", "wrong")
                            .add("explanation", line.text())));
            return Reply.of(
                    Json.createObjectBuilder().add("findings", list).build().toString());
        };
        var repository = repository("confirmed");
        Files.writeString(repository.resolve("a.c"), code);
        commit(repository);

        var run = run(repository, "--files", "--confirm", "other/stand-in");

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("20 of 20 findings grounded, 10 agreed, 9 denied");
        assertThat(run.report())
                .contains("## Denied by the second model (9)")
                .contains("`other/stand-in` disagrees: I looked.")
                .contains(
                        "has no opinion that counts: It said \"agree\" with a quote that does not stand in the code.");
        SarifSchema.assertValid(run.sarif());
        var figures = AuditClient.json(server.send("POST", run.audit() + "/figures", AuditServer.KEY, "{}")
                .body());
        System.out.printf(
                "Second opinion: precision %.2f before, %.2f after, with all ten flaws kept%n",
                10 / 20.0, 10.0 / figures.getInt("open"));
        assertThat(figures.getInt("open")).isEqualTo(11);
        assertThat(auditor.asked).hasSize(21);
    }

    @Test
    void saysWhatItWouldTakeAndSendsNothing() throws Exception {
        var repository = repository("dry");
        Files.writeString(repository.resolve("a.txt"), "some text\n".repeat(40_000));
        commit(repository);

        assertThat(run(repository, "--files", "--dry-run").output())
                .contains("About 6 parts", "no price known", "Nothing was sent");
        assertThat(run(repository, "--files", "--max-parts", "2").exitCode()).isEqualTo(1);
        var priced = run(repository, "--files", "--max-cost", "0.01", "--price-in", "2", "--price-out", "10");
        assertThat(priced.exitCode()).isEqualTo(1);
        assertThat(priced.output()).contains("--max-cost allows $0.01");
        assertThat(auditor.asked).isEmpty();
        Files.writeString(repository.resolve("a.txt"), "");
        commit(repository);
        var empty = run(repository, "--files");
        assertThat(empty.exitCode()).as(empty.output()).isZero();
        assertThat(empty.output()).contains("Nothing to audit");
    }

    private static List<String> list() throws Exception {
        List<String> ids = new ArrayList<>();
        Pattern.compile("\"id\":\"(audit_[0-9a-f]{32})\"[^}]*\"title\":\"Audit of killed\"")
                .matcher(server.send("GET", "/v1/audits", AuditServer.KEY, null).body())
                .results()
                .forEach(found -> ids.add(found.group(1)));
        return ids;
    }

    private static Path repository(String name) throws Exception {
        var repository = Files.createDirectories(directory.resolve(name));
        git(repository, "init", "--quiet", "--initial-branch=main");
        return repository;
    }

    private static void commit(Path repository) throws Exception {
        git(repository, "add", "--all");
        git(repository, "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "--quiet", "--message", "x");
    }

    private static void git(Path repository, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git", "-C", repository.toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static AuditProgram run(Path repository, String... options) throws Exception {
        var all = new ArrayList<>(List.of("--model", "auditor/stand-in", "--path", repository.toString()));
        all.addAll(List.of(options));
        return AuditProgram.run(server, directory, all.toArray(String[]::new));
    }

    private static String tool(Path repository, String... options) throws Exception {
        var process = start(repository, options);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return output(repository);
    }

    private static Process command(Path repository, String what) throws IOException {
        return start(
                repository,
                "--model",
                "auditor/stand-in",
                "--path",
                repository.toString(),
                what,
                "--out",
                directory.resolve("killed.md").toString());
    }

    private static Process start(Path repository, String... options) throws IOException {
        var command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                "target/classes",
                "lakehouse.gateway.audit.command.AuditCommand",
                "--gateway",
                server.address().toString()));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("GATEWAY_API_KEY", AuditServer.KEY);
        builder.redirectOutput(outputFile(repository).toFile());
        return builder.start();
    }

    private static Path outputFile(Path repository) {
        return directory.resolve(repository.getFileName() + ".txt");
    }

    private static String output(Path repository) throws IOException {
        return Files.readString(outputFile(repository));
    }

    private static String found(Path repository) throws IOException {
        var audit = Pattern.compile("/v1/audits/audit_[0-9a-f]{32}").matcher(output(repository));
        return audit.find() ? audit.group() : "none";
    }
}
