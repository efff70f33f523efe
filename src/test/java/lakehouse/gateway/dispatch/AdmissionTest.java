package lakehouse.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final MapSettings values = new MapSettings().set("gateway.max-concurrent-calls", "2");
    private final Admission admission = admission();

    @Test
    void letsInAsManyCallsAsAllowed() {
        Runnable first = admission.call();
        admission.call();

        assertThat(refusal(admission::call)).isEqualTo(FailureKind.GATEWAY_BUSY);
        first.run();
        admission.call();
        assertThat(refusal(admission::call)).isEqualTo(FailureKind.GATEWAY_BUSY);
    }

    @Test
    void countsEachProviderByItself() {
        Runnable leave = admission.provider("a", 1);

        assertThat(refusal(() -> admission.provider("a", 1))).isEqualTo(FailureKind.GATEWAY_BUSY);
        admission.provider("b", 1);
        leave.run();
        admission.provider("a", 1);
    }

    @Test
    void namesTheLimitThatIsReached() {
        admission.provider("a", 1);

        GatewayException refused = catchThrowableOfType(GatewayException.class, () -> admission.provider("a", 1));

        assertThat(refused.failure().message()).contains("gateway.provider.a.max-concurrent");
        assertThat(refused.failure().status()).isEqualTo(429);
    }

    @Test
    void waitsForAPlaceWhenToldSo() throws Exception {
        values.set("gateway.busy-wait", "PT30S");
        Runnable leave = admission.provider("a", 1);
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Runnable> second = CompletableFuture.supplyAsync(() -> {
            started.countDown();
            return admission.provider("a", 1);
        });
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();

        leave.run();

        assertThat(second.get(20, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void doesNotWaitForEver() {
        values.set("gateway.busy-wait", "PT0.01S");
        admission.provider("a", 1);

        assertThat(refusal(() -> admission.provider("a", 1))).isEqualTo(FailureKind.GATEWAY_BUSY);
    }

    @Test
    void turnsNewCallsAwayOnceItDrains() {
        assertThat(admission.drain()).isTrue();

        assertThat(refusal(admission::call)).isEqualTo(FailureKind.GATEWAY_STOPPING);
    }

    @Test
    void drainsUntilTheLastCallEnds() throws Exception {
        Runnable leave = admission.call();
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(admission::drain);

        leave.run();

        assertThat(drained.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void givesUpOnCallsThatDoNotEnd() {
        values.set("gateway.drain-timeout", "PT0.005S");
        admission.call();

        assertThat(admission.drain()).isFalse();
    }

    private Admission admission() {
        Admission made = new Admission();
        made.settings = values.settings();
        return made;
    }

    private static FailureKind refusal(Runnable entry) {
        return catchThrowableOfType(GatewayException.class, entry::run)
                .failure()
                .kind();
    }
}
