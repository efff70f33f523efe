package lakehouse.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.form.Usage;
import lakehouse.gateway.threads.VirtualTimer;
import org.junit.jupiter.api.Test;

class CallLedgerTest {
    private final VirtualTimer time = new VirtualTimer();
    private final CallLedger ledger = new CallLedger();

    @Test
    void findsACallOfItsCaller() {
        Call call = keep("request-1", "alice");

        assertThat(ledger.find("request-1", "alice")).contains(call.record());
    }

    @Test
    void hidesACallFromOtherCallers() {
        keep("request-1", "alice");

        assertThat(ledger.find("request-1", "bob")).isEmpty();
        assertThat(ledger.find("request-2", "alice")).isEmpty();
    }

    @Test
    void keepsACallWhenAnotherCallerUsesTheSameId() {
        Call call = keep("request-1", "alice");
        keep("request-1", "bob");

        assertThat(ledger.find("request-1", "alice")).contains(call.record());
    }

    @Test
    void keepsTheLastThousand() {
        for (int i = 0; i <= 1000; i++) {
            keep("request-" + i, "alice");
        }

        assertThat(ledger.find("request-0", "alice")).isEmpty();
        assertThat(ledger.find("request-1", "alice")).isPresent();
        assertThat(ledger.find("request-1000", "alice")).isPresent();
    }

    @Test
    void countsAnIdUsedAgainAsNew() {
        keep("request-0", "alice");
        for (int i = 1; i < 1000; i++) {
            keep("request-" + i, "alice");
        }
        Call again = keep("request-0", "alice");
        keep("request-1000", "alice");

        assertThat(ledger.find("request-0", "alice")).contains(again.record());
        assertThat(ledger.find("request-1", "alice")).isEmpty();
    }

    @Test
    void keepsNoTokensOfAFailedAttempt() {
        Call call = keep("request-1", "alice");
        call.routed("primary", "m", 1);
        call.attempted();
        call.attemptFailed(Failure.at(FailureKind.UPSTREAM_ERROR, "primary", "It broke."));
        call.routed("fallback", "m", 2);
        call.attempted();
        call.attemptAnswered(Usage.of(
                jakarta.json.Json.createObjectBuilder().add("total_tokens", 3).build()));
        call.ended("ok");

        assertThat(call.trail()).extracting(AttemptRecord::outcome).containsExactly("upstream_error", "ok");
        assertThat(call.trail().get(0).usage()).isNull();
        assertThat(call.trail().get(1).usage()).isNotNull();
        assertThat(call.attempts()).isEqualTo(2);
        assertThat(call.record().outcome()).isEqualTo("ok");
    }

    private Call keep(String id, String caller) {
        Call call = new Call(id, time);
        call.caller(caller);
        ledger.keep(call);
        return call;
    }
}
