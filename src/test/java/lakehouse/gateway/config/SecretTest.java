package lakehouse.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
    private final Secret secret = new Secret("test-key-kimi");

    @Test
    void isShownNowhereButWhereItIsRevealed() {
        assertThat(secret).hasToString("***");
        assertThat("key: " + secret).isEqualTo("key: ***");
        assertThat(secret.reveal()).isEqualTo("test-key-kimi");
    }

    @Test
    void removesItselfWhereverItOccurs() {
        assertThat(secret.redact("test-key-kimi, \"test-key-kimi\"")).isEqualTo("***, \"***\"");
        assertThat(secret.redact("nothing")).isEqualTo("nothing");
    }

    @Test
    void leavesTextsAloneWhenItIsTooShortToBeASecret() {
        assertThat(new Secret("a").redact("a banana")).isEqualTo("a banana");
    }
}
