package lakehouse.gateway.audit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import lakehouse.gateway.audit.grounding.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {

    @Test
    void readsTheCommandLine() {
        var options = Options.of(List.of(
                "--model",
                "kimi/",
                "--since",
                "last week",
                "--fail-on",
                "HIGH",
                "--gateway",
                "http://127.0.0.1:9/gw/"));

        assertThat(options.since()).isEqualTo("last week");
        assertThat(options.failOn()).isEqualTo(Severity.HIGH);
        assertThat(options.gateway()).hasToString("http://127.0.0.1:9/gw");
        assertThat(options.out()).hasToString("audit-report.md");
    }

    @Test
    void tellsItsOptions() {
        var out = new ByteArrayOutputStream();
        var code = AuditCommand.run(
                List.of("--model", "m", "--help"), null, new PrintStream(out), new PrintStream(out), false);

        assertThat(code).isZero();
        assertThat(out.toString()).startsWith("Usage: ./gateway audit").contains("--max-cost", "GATEWAY_API_KEY");
    }

    @Test
    void saysWhatIsWrongWithIt() {
        assertThatThrownBy(() -> Options.of(List.of("--model", "m")))
                .hasMessage("Give either --since WHEN or --files.");
        assertThatThrownBy(() -> Options.of(List.of("--files"))).hasMessageStartingWith("Give --model");
        assertThatThrownBy(() -> Options.of(List.of("--model", "m", "--since", "--output=x")))
                .hasMessageStartingWith("--since: give a date");
        assertThatThrownBy(() -> Options.of(List.of("--nonsense"))).hasMessageContaining("this is no option");
        assertThatThrownBy(() -> Options.of(List.of("--files", "--model", "m", "--fail-on", "bad")))
                .hasMessageContaining("critical, high, medium, low, info");
    }

    @Test
    void endsWithOneWhenNoGatewayAnswers(@TempDir Path directory) throws Exception {
        GitRepository.create(directory).write("a.txt", "text\n").commit("2025-01-01");
        var err = new ByteArrayOutputStream();
        int code = AuditCommand.run(
                List.of("--files", "--model", "m", "--path", directory.toString(), "--gateway", "http://127.0.0.1:1"),
                null,
                new PrintStream(new ByteArrayOutputStream()),
                new PrintStream(err),
                false);

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("cannot be reached").contains("./gateway run");
    }

    @Test
    void writesTextsAsJson() {
        var json = new StringBuilder();
        JsonText.quote(json, "a\"\\\n\t\u0001\ud800 😀");

        assertThat(json).hasToString("\"a\\\"\\\\\\n\\t\\u0001\\ud800 😀\"");
        assertThat(JsonText.string("{\"message\":\"a \\\"b\\\" c\"}", "message"))
                .isEqualTo("a \"b\" c");
    }
}
