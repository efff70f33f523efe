package lakehouse.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EnvFileParserTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource({"plain", "quoted", "lines", "names"})
    void readsWhatSystemdReads(String what, String text, Map<String, String> expected) {
        EnvFileContent content = EnvFileParser.parse("test.env", text);

        assertThat(content.values()).isEqualTo(expected);
        assertThat(content.problems()).isEmpty();
    }

    static Stream<Arguments> plain() {
        return Stream.of(
                row("plain value", "A=one\n", "A", "one"),
                row("last line without newline", "A=one", "A", "one"),
                row("blanks inside are kept", "A=one  two\tthree", "A", "one  two\tthree"),
                row("blanks around are dropped", "A=  one \t \n", "A", "one"),
                row("empty value", "A=\nB=", "A", "", "B", ""),
                row("blanks only", "A= \t \nB=x", "A", "", "B", "x"),
                row("equals sign in value", "A=b=c==", "A", "b=c=="),
                row("quotes after the start are plain", "A=it's \"so\"", "A", "it's \"so\""),
                row("hash in value is plain", "A=one # two", "A", "one # two"),
                row("no variable expansion", "A=$HOME ${A} `id`", "A", "$HOME ${A} `id`"),
                row("backslash takes the next character", "A=\\x\\\\\\'\\\"\\$", "A", "x\\'\"$"),
                row("escaped blank at the end stays", "A=one\\  \n", "A", "one "),
                row("escaped blank at the start stays", "A=\\ one", "A", " one"),
                row("escaped hash at the start", "A=\\#one", "A", "#one"),
                row("backslash at the end of the file", "A=one\\", "A", "one"),
                row("other scripts", "A=schlüssel 鍵", "A", "schlüssel 鍵"));
    }

    static Stream<Arguments> quoted() {
        return Stream.of(
                row("double quotes", "A=\"one  two \"", "A", "one  two "),
                row("single quotes", "A=' one two '", "A", " one two "),
                row("empty quotes", "A=''\nB=\"\"", "A", "", "B", ""),
                row("single quotes are literal", "A='\\n \\\\ \\\" $x'", "A", "\\n \\\\ \\\" $x"),
                row("escapes that double quotes know", "A=\"\\\" \\\\ \\` \\$\"", "A", "\" \\ ` $"),
                row("other backslashes stay in double quotes", "A=\"\\n\\t\\x41\\'\"", "A", "\\n\\t\\x41\\'"),
                row("value over several lines", "A=\"one\ntwo\"\nB='x\ny'", "A", "one\ntwo", "B", "x\ny"),
                row("continuation in double quotes", "A=\"one\\\ntwo\"", "A", "onetwo"),
                row("no continuation in single quotes", "A='one\\\ntwo'", "A", "one\\\ntwo"),
                row("comment signs in quotes", "A=\"#one\n;two\"", "A", "#one\n;two"),
                row("blanks after quotes are dropped", "A='one'  \nB=x", "A", "one", "B", "x"),
                row("pieces join", "A='one' \"two\" three ", "A", "onetwothree"),
                row("hash after quotes is plain", "A=\"one\" # two", "A", "one# two"));
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                row("nothing", ""),
                row("blank lines", "\n \n\t\n"),
                row("comments", "# A=1\n; B=2\n  # C=3\n\t;D=4\nE=5", "E", "5"),
                row("backslash does not continue a comment", "# one \\\nA=1", "A", "1"),
                row("continuation", "A=one\\\ntwo\nB=x", "A", "onetwo", "B", "x"),
                row("continuation keeps leading blanks", "A=one\\\n  two", "A", "one  two"),
                row("continuation keeps blanks before it", "A=one \\\ntwo", "A", "one two"),
                row("continuation takes a comment line in", "A=one\\\n# two", "A", "one# two"),
                row("continuation of nothing", "A=\\\n\\\none", "A", "one"),
                row("continuation into the end", "A=one\\\n", "A", "one"),
                row("CRLF", "A=one\r\n\r\n# x\r\nB=\"two\"\r\n", "A", "one", "B", "two"),
                row("CRLF continuation", "A=one\\\r\ntwo\r\nB=\"three\\\r\nfour\"", "A", "onetwo", "B", "threefour"),
                row("lone CR ends a line", "A=one\rB=two", "A", "one", "B", "two"),
                row("byte order mark", "\uFEFFA=one", "A", "one"),
                row("last assignment counts", "A=one\nA=two", "A", "two"));
    }

    static Stream<Arguments> names() {
        return Stream.of(
                row("indented", "  A=one", "A", "one"),
                row("blanks before the equals sign", "A \t=one", "A", "one"),
                row("underscore and digits", "_A1=one", "_A1", "one"),
                row("export", "export A=one\nexport \t B=two", "A", "one", "B", "two"),
                row("a variable called export", "export=one", "export", "one"),
                row("a name that starts with export", "exported=one", "exported", "one"),
                row(
                        "MicroProfile name",
                        "gateway.provider.kimi.api-key=test-key-kimi",
                        "gateway.provider.kimi.api-key",
                        "test-key-kimi"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenLines")
    void reportsTheBrokenLineAndUsesTheRest(String what, String broken, String hint) {
        String text = "A=one\n# comment\nC='x\ny'\n" + broken + "\nB=two\n";

        EnvFileContent content = EnvFileParser.parse("test.env", text);

        assertThat(content.values()).isEqualTo(Map.of("A", "one", "B", "two", "C", "x\ny"));
        assertThat(content.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("test.env");
            assertThat(problem.line()).isEqualTo(5);
            assertThat(problem.message()).contains(hint).doesNotContain("test-key");
        });
    }

    static Stream<Arguments> brokenLines() {
        return Stream.of(
                Arguments.of("no equals sign", "test-key-kimi", "no name or no \"=\""),
                Arguments.of("no name", "=test-key-kimi", "no name or no \"=\""),
                Arguments.of("no name, two equals signs", "==test-key-kimi", "name before \"=\""),
                Arguments.of("name starts with a digit", "1A=test-key-kimi", "name before \"=\""),
                Arguments.of("blank in the name", "A B=test-key-kimi", "name before \"=\""),
                Arguments.of("no name after export", "export =test-key-kimi", "name before \"=\""),
                Arguments.of("letter outside ASCII in the name", "É=test-key-kimi", "name before \"=\""),
                Arguments.of("double quote not closed", "A=\"test-key-kimi", "never closed"),
                Arguments.of("single quote not closed", "A='test-key-kimi\"", "never closed"),
                Arguments.of("NUL", "A=test-key\0kimi", "not UTF-8"),
                Arguments.of("bytes that are not UTF-8", "A=test-key\uFFFDkimi", "not UTF-8"));
    }

    @Test
    void countsTheLinesOfContinuedAndQuotedValues() {
        EnvFileContent content = EnvFileParser.parse("test.env", "A=1\\\n2\r\nbroken\rB=\"\n\n\"\nbroken\n");

        assertThat(content.problems()).extracting(EnvFileProblem::line).containsExactly(3, 7);
    }

    @Test
    void limitsHowManyProblemsAreListed() {
        EnvFileContent content = EnvFileParser.parse("test.env", "broken\n".repeat(1000) + "A=one");

        assertThat(content.problems())
                .hasSize(21)
                .last()
                .extracting(EnvFileProblem::line)
                .isEqualTo(0);
        assertThat(content.values()).containsExactly(Map.entry("A", "one"));
    }

    @Test
    void hidesValuesInToString() {
        assertThat(EnvFileParser.parse("test.env", "A=test-key-kimi"))
                .hasToString("EnvFileContent[names=[A], problems=[]]");
    }

    private static Arguments row(String what, String text, String... namesAndValues) {
        Map<String, String> expected = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            expected.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Arguments.of(what, text, expected);
    }
}
