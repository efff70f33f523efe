package lakehouse.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessKeyTextTest {
    private static final String HASH = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GATEWAY_ACESS_KEYS",
                "GATEWAY_ACCESS_KEY",
                "GATWAY_ACCESS_KEYS",
                "GATEWAY_ACCSES_KEYS",
                "GATEWAY_ACCES_KEY",
                "GATEWAYACCESSKEYS",
                "GATEWAY_ACCESSKEYS",
                "GTW_ACCESS_KEYS",
                "GATEWAY_KEYS",
                "GATEWAY_API_KEY",
                "GATEWAY_ACCESS",
                "GATEWAY_ACCESS_TOKENS",
                "ACCESS_KEYS",
                "LAKEHOUSE_ACCESS_KEYS",
                "Gateway.Access.Keys",
                "gateway.acces.keys",
                "gateway-access-keys",
                "gateway.access.keys.batch",
                "_PROD_GATEWAY_ACCESS_KEYS",
            })
    void takesAMistypedNameForTheKeys(String name) {
        assertThat(AccessKeyText.mayBeName(name)).isTrue();
        assertThat(AccessKeyText.mayBeBrokenLine(name + " batch")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KIMI_API_KEY",
                "AWS_ACCESS_KEY_ID",
                "AWS_SECRET_ACCESS_KEY",
                "OPENROUTER_APIKEY",
                "GATEWAY_PROVIDERS_KIMI_API_KEY",
                "gateway.provider.kimi.api-key",
                "GATEWAY_LADDER_KEYS_RUNGS",
                "GATEWAY_CHAT_DEFALT_MODEL",
                "GATEWAY_AUDIT_KEPT",
                "GATEWAY_KEYS_SERVICE_HOST",
                "GATEWAY_KEYS_PORT_8080_TCP_ADDR",
                "PATH",
            })
    void takesNoOtherNameForTheKeys(String name) {
        assertThat(AccessKeyText.mayBeName(name)).isFalse();
        assertThat(AccessKeyText.mayBeBrokenLine(name + "=\"never closed")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GATEWAY_ACCESS_KEYS",
                "GATEWAY_ACCESS_KEYS: batch:abc",
                "export GATEWAY_ACCESS_KEYS batch:abc",
                "set GATEWAY_ACCESS_KEYS=batch:abc",
                "-e GATEWAY_ACCESS_KEYS=batch:abc",
                "GATEWAY ACCESS KEYS=batch:abc",
                "GATEWAY_AC",
                "G",
                "=batch:abc",
                "\u00a0GATEWAY=batch",
                "G\0A\0T\0E\0=\0",
                "\ufffd\ufffd=x",
                "batch:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
            })
    void takesABrokenLineForTheKeysWhenItLooksLikeThemOrHasNoReadableName(String line) {
        assertThat(AccessKeyText.mayBeBrokenLine(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"this is no assignment", "KIMI_API_KEY sk-abc", "export KIMI_API_KEY", "[Service]", "1PASSWORD=x"
            })
    void takesNoOtherBrokenLineForTheKeys(String line) {
        assertThat(AccessKeyText.mayBeBrokenLine(line)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "batch:" + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "abc\nGATEWAY_ACCESS_KEYS=",
                "abc GATEWAY_ACCESS_KEYS=none",
                "abcgateway.access.keys: x",
            })
    void findsKeysThatAnotherValueHolds(String value) {
        assertThat(AccessKeyText.mayBeValue(value)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sk-abc", "https://example.org:8443/v1", "app@sha256:", "see gateway.access.keys"})
    void findsNoneInOtherValues(String value) {
        assertThat(AccessKeyText.mayBeValue(value)).isFalse();
        assertThat(AccessKeyText.mayBeValue("repo/app@sha256:" + HASH)).isFalse();
    }
}
