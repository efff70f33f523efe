package lakehouse.gateway.audit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgementsTest {

    @Test
    void readsDecisions() {
        assertThat(Judgements.json("""
                        # Looked at in May.
                        findings:
                          - fingerprint: 0123456789abcdef0123456789abcdef
                            state: accepted
                            reason: "Only tests: nobody else calls it."   # said the owner
                            owner: alice@example.org
                            date: 2025-05-01
                            until: 2025-12-31

                          - fingerprint: 'ff-2'
                            state: false
                            reason: It is checked above.
                            owner: bob
                            date: 2025-05-02
                        """))
                .isEqualTo("[{\"fingerprint\":\"0123456789abcdef0123456789abcdef\",\"state\":\"accepted\","
                        + "\"reason\":\"Only tests: nobody else calls it.\",\"owner\":\"alice@example.org\","
                        + "\"date\":\"2025-05-01\",\"until\":\"2025-12-31\"},{\"fingerprint\":\"ff-2\",\"state\":\"false\","
                        + "\"reason\":\"It is checked above.\",\"owner\":\"bob\",\"date\":\"2025-05-02\"}]");
        assertThat(Judgements.json("findings: []\n")).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "findings:\n  - fingerprint: a\n    why: b",
                "findings:\n    state: accepted",
                "findings:\n  - fingerprint: a\n    fingerprint: b",
                "findings:\n  - reason: |\n      more",
                "findings:\n  - reason: \"never closed",
                "findings:\n\t- reason: x",
                "other:\n",
                "findings:\n  - state: *alias",
            })
    void refusesAllElseWithItsLine(String yaml) {
        assertThatThrownBy(() -> Judgements.json(yaml)).hasMessageMatching("\\.gateway-audit\\.yml:\\d+: .*");
    }

    @Test
    void wantsAReasonAnOwnerAndADate() {
        assertThatThrownBy(() -> Judgements.json("findings:\n  - fingerprint: a\n    state: accepted\n"))
                .hasMessageContaining("has no reason");
    }
}
