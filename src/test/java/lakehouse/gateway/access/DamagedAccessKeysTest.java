package lakehouse.gateway.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import lakehouse.gateway.config.AccessKeySource;
import lakehouse.gateway.config.MapSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mistake where the access keys stand closes the gateway; it never opens it. */
class DamagedAccessKeysTest {
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final String GOOD = "GATEWAY_ACCESS_KEYS=batch:" + HASH + "\n";

    @TempDir
    Path directory;

    static Stream<Arguments> damages() {
        return Stream.of(
                        Map.entry("a quote never closed", "GATEWAY_ACCESS_KEYS=\"batch:" + HASH + "\n"),
                        Map.entry("a single quote never closed", "GATEWAY_ACCESS_KEYS='batch:" + HASH + "\nA=b\n"),
                        Map.entry("a quote of another line closed here", "A=\"b\nGATEWAY_ACCESS_KEYS=\"batch:" + HASH),
                        Map.entry("a line continued into it", "A=b\\\nGATEWAY_ACCESS_KEYS=batch:" + HASH),
                        Map.entry("two assignments in a line", "A=b GATEWAY_ACCESS_KEYS=batch:" + HASH),
                        Map.entry("no equals sign", "GATEWAY_ACCESS_KEYS batch:" + HASH),
                        Map.entry("a colon for the equals sign", "gateway.access.keys: batch:" + HASH),
                        Map.entry("the value on the next line", "GATEWAY_ACCESS_KEYS\nbatch:" + HASH),
                        Map.entry("no name", "=batch:" + HASH),
                        Map.entry("the value alone", "batch:" + HASH),
                        Map.entry("a mistyped name", "GATEWAY_ACESS_KEYS=batch:" + HASH),
                        Map.entry("another mistyped name", "GATEWAY_ACCESS_KEY=batch:" + HASH),
                        Map.entry("a name in mixed case", "Gateway.Access.Keys=batch:" + HASH),
                        Map.entry("a name of another kind", "TEAM=batch:" + HASH),
                        Map.entry("a mistyped name and no hash", "GATEWAY_ACCESKEYS=secret"),
                        Map.entry("an empty file", ""),
                        Map.entry("a file of blank lines", "\n \n\t\n"),
                        Map.entry("a blank value", "GATEWAY_ACCESS_KEYS=\n"),
                        Map.entry("a blank value in quotes", "GATEWAY_ACCESS_KEYS=\"  \"\n"),
                        Map.entry("commas only", "GATEWAY_ACCESS_KEYS=,,\n"),
                        Map.entry("a later blank value", GOOD + "GATEWAY_ACCESS_KEYS=\n"),
                        Map.entry("a variable nobody expands", "GATEWAY_ACCESS_KEYS=$TEAM_KEYS\n"),
                        Map.entry("a name cut off", "KIMI_API_KEY=x\nGATEWAY_ACC"),
                        Map.entry("a hash cut off", "GATEWAY_ACCESS_KEYS=batch:0123456789abc"),
                        Map.entry(
                                "none and a broken line of keys", "GATEWAY_ACCESS_KEYS=none\nGATEWAY_ACCESS_KEYS=\"a:"))
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue(), UTF_8));
    }

    static Stream<Arguments> encodings() {
        return Stream.of(
                Arguments.of("a byte that is no UTF-8", "GATEWAY_ACCESS_KEYS=b\u00e4tch:" + HASH, ISO_8859_1),
                Arguments.of("no UTF-8 in the name", "GATEWAY_ACCESS_K\u00c9YS=batch:" + HASH, ISO_8859_1),
                Arguments.of("a space that is none", "\u00a0GATEWAY_ACCESS_KEYS=batch:" + HASH, UTF_8),
                Arguments.of("UTF-16 with a mark", GOOD, UTF_16),
                Arguments.of("UTF-16 without a mark", GOOD, UTF_16LE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"damages", "encodings"})
    void staysClosedWhenTheFileIsBrokenBeforeTheStart(String damage, String text, Charset encoding) throws IOException {
        new AccessKeySource(directory).write(text.getBytes(encoding));
        AccessKeyReader reader = reader(new AccessKeySource(directory));

        assertClosed(reader.read());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"damages", "encodings"})
    void staysClosedWhenTheFileBreaksWhileItRuns(String damage, String text, Charset encoding) throws IOException {
        AccessKeySource source = new AccessKeySource(directory);
        AccessKeyReader reader = reader(source);
        source.write(GOOD.getBytes(UTF_8));
        assertThat(reader.read().hashes()).hasSize(1);

        source.write(text.getBytes(encoding));

        assertClosed(reader.read());
        source.write(GOOD.getBytes(UTF_8));
        assertThat(reader.read().hashes()).hasSize(1);
    }

    @Test
    void staysClosedWhenTheLineOrTheFileIsGoneUntilAnOperatorWritesNone() throws IOException {
        AccessKeySource source = new AccessKeySource(directory);
        AccessKeyReader reader = reader(source);
        source.write(GOOD.getBytes(UTF_8));
        assertThat(reader.read().required()).isTrue();

        source.write("# nothing".getBytes(UTF_8));
        assertClosed(reader.read());
        assertClosed(reader.read());
        source.remove();
        assertClosed(reader.read());

        source.write("GATEWAY_ACCESS_KEYS=none".getBytes(UTF_8));
        assertThat(reader.read().required()).isFalse();
        source.write("# nothing".getBytes(UTF_8));
        assertThat(reader.read().required()).isFalse();
    }

    @Test
    void staysClosedWhenALineThatMayHaveBeenKeysIsGone() throws IOException {
        AccessKeySource source = new AccessKeySource(directory);
        AccessKeyReader reader = reader(source);
        source.write(("GATEWAY_ACESS_KEYS=batch:" + HASH).getBytes(UTF_8));
        assertClosed(reader.read());

        source.write("# nothing".getBytes(UTF_8));

        assertClosed(reader.read());
    }

    @Test
    void keepsTheKeysForTheMomentInWhichAnEditorHasEmptiedTheFile() throws IOException {
        AccessKeySource source = new AccessKeySource(directory);
        AccessKeyReader reader = reader(source);
        source.write(GOOD.getBytes(UTF_8));
        assertThat(reader.read().hashes()).hasSize(1);

        source.writeJustNow(new byte[0]);
        assertThat(reader.read().hashes()).hasSize(1);

        source.rest();
        assertClosed(reader.read());
    }

    @Test
    void staysClosedWhileAFileCannotBeRead() throws IOException {
        AccessKeySource source = new AccessKeySource(directory);
        AccessKeyReader reader = reader(source);
        source.write(("# long\n" + "x=1\n".repeat(100_000)).getBytes(UTF_8));
        assertClosed(reader.read());

        source.write("x=1".getBytes(UTF_8));
        assertThat(reader.read().required()).isFalse();
        Files.createDirectory(directory.resolve("b.env"));
        source.rest();
        assertClosed(reader.read());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# nothing",
                "#GATEWAY_ACCESS_KEYS=batch:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "KIMI_API_KEY=\"never closed",
                "this is no assignment",
                "KIMI_API_KEY=sk-kimi\nGATEWAY_CHAT_DEFALT_MODEL=ollama/x",
                "IMAGE=app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "AWS_ACCESS_KEY_ID=x",
            })
    void staysOpenToThisMachineWhenNothingCanBeMeantAsKeys(String text) throws IOException {
        AccessKeySource source = new AccessKeySource(directory);
        source.write(text.getBytes(UTF_8));

        assertThat(reader(source).read().required()).isFalse();
    }

    @Test
    void staysClosedForNamesAndValuesInTheEnvironment() {
        AccessKeyReader mistyped = new AccessKeyReader();
        mistyped.settings = new MapSettings().set("GATEWAY_ACESS_KEYS", "x").settings();
        mistyped.doubts = AccessKeySource.doubts(mistyped.settings);
        assertClosed(mistyped.read());

        AccessKeyReader otherName = new AccessKeyReader();
        otherName.settings = new MapSettings().settings();
        otherName.doubts = AccessKeySource.doubts(otherName.settings, Map.of("TEAM", "batch:" + HASH));
        assertClosed(otherName.read());

        AccessKeyReader variableAsProperty = new AccessKeyReader();
        variableAsProperty.settings =
                new MapSettings().set("GATEWAY_ACCESS_KEYS", "batch:" + HASH).settings();
        variableAsProperty.doubts = AccessKeySource.doubts(variableAsProperty.settings);
        assertClosed(variableAsProperty.read());
    }

    @Test
    void staysOpenToThisMachineWhenTheEnvironmentHoldsTheKeyOfTheAuditCommand() {
        AccessKeyReader reader = new AccessKeyReader();
        reader.settings = new MapSettings().set("GATEWAY_API_KEY", "x").settings();
        reader.doubts = AccessKeySource.doubts(reader.settings, Map.of("GATEWAY_API_KEY", "x"));
        assertThat(reader.read().required()).isFalse();

        reader.doubts = AccessKeySource.doubts(reader.settings);
        assertClosed(reader.read());
    }

    private static AccessKeyReader reader(AccessKeySource source) {
        AccessKeyReader reader = new AccessKeyReader();
        reader.settings = source.settings();
        reader.doubts = source.doubts();
        return reader;
    }

    private static void assertClosed(AccessKeyReader.Reading reading) {
        assertThat(reading.required()).isTrue();
        assertThat(reading.hashes()).isEmpty();
        assertThat(reading.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("gateway.access.keys")
                        .doesNotContain(HASH, "secret"));
    }
}
