package lakehouse.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import lakehouse.gateway.config.AccessKeySource;
import lakehouse.gateway.config.MapSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessKeysTest {

    @Test
    void knowsTheNameOfAnAcceptedKey() {
        AccessKeys keys = keys("batch:" + sha256("test-key-batch") + ", web.1:"
                + sha256("test-key-web").toUpperCase(Locale.ROOT));

        assertThat(keys.required()).isTrue();
        assertThat(keys.nameOf("test-key-batch")).isEqualTo("batch");
        assertThat(keys.nameOf("test-key-web")).isEqualTo("web.1");
    }

    @Test
    void acceptsNeitherAnUnknownKeyNorTheHashItself() {
        AccessKeys keys = keys("batch:" + sha256("test-key-batch"));

        assertThat(keys.nameOf("test-key-other")).isNull();
        assertThat(keys.nameOf("")).isNull();
        assertThat(keys.nameOf("Test-Key-Batch")).isNull();
        assertThat(keys.nameOf(sha256("test-key-batch"))).isNull();
    }

    @Test
    void needsNoKeyWhenNoneIsConfigured() {
        assertThat(keys(new MapSettings()).required()).isFalse();
        assertThat(keys("none").required()).isFalse();
        assertThat(keys(" None ").required()).isFalse();
        assertThat(keys("none").problems()).isEmpty();
        assertThat(keys("none").nameOf("test-key-batch")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " , ",
                ",",
                "none,",
                "none,batch:x",
                "null",
                "${TEAM_KEYS}",
                "test-key-batch",
                "batch:test-key-batch",
                "batch:",
                "batch:abc123",
                ":",
                "no hash:here"
            })
    void staysClosedWhenAnEntryIsBadlyWritten(String entry) {
        AccessKeys keys = keys(entry);

        assertThat(keys.required()).isTrue();
        assertThat(keys.nameOf("test-key-batch")).isNull();
        assertThat(keys.nameOf("")).isNull();
    }

    @Test
    void keepsTheGoodEntriesBesideABadOne() {
        assertThat(keys("oops,batch:" + sha256("test-key-batch")).nameOf("test-key-batch"))
                .isEqualTo("batch");
    }

    @Test
    void saysHowManyEntriesAreBadlyWrittenAndShowsNone() {
        assertThat(keys("oops,test-key-web,batch:" + sha256("test-key-batch")).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("2 of 3 items of gateway.access.keys", "name:SHA-256-in-hex")
                        .doesNotContain("test-key-web"));
        assertThat(keys("batch:" + sha256("test-key-batch")).problems()).isEmpty();
    }

    @Test
    void acceptsTwoKeysOfOneNameWhileOneReplacesTheOther() {
        AccessKeys keys = keys("batch:" + sha256("test-key-old") + ",batch:" + sha256("test-key-new"));

        assertThat(keys.nameOf("test-key-old")).isEqualTo("batch");
        assertThat(keys.nameOf("test-key-new")).isEqualTo("batch");
    }

    private static AccessKeys keys(String configured) {
        return keys(new MapSettings().set("gateway.access.keys", configured));
    }

    private static AccessKeys keys(MapSettings configured) {
        AccessKeys keys = new AccessKeys();
        keys.reader = new AccessKeyReader();
        keys.reader.settings = configured.settings();
        keys.reader.doubts = AccessKeySource.doubts(keys.reader.settings);
        return keys;
    }

    private static String sha256(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
