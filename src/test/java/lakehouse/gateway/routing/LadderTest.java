package lakehouse.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.upstream.Clock;
import lakehouse.gateway.upstream.ClockLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final MapSettings values = new MapSettings()
            .set("gateway.providers", "a,b,secret,broken")
            .provider("a")
            .provider("b")
            .provider("secret")
            .set("gateway.provider.secret.explicit-only", "true")
            .provider("broken")
            .set("gateway.provider.broken.timeout", "soon");

    @Test
    void readsItsRungsInOrder() {
        values.set("gateway.ladder.x.rungs", " a/m , b/vendor/m:free ");

        Ladder ladder = ladders().find("x").orElseThrow();

        assertThat(ladder.rungs()).containsExactly("a/m", "b/vendor/m:free");
        assertThat(ladder.holds()).isTrue();
        assertThat(ladder.total()).isEqualTo(Duration.ofMinutes(30));
        assertThat(ladders().problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "rungs, ',', has no rung",
        "rungs, m, names no provider and model",
        "rungs, a/, names no provider and model",
        "rungs, /m, names no provider and model",
        "rungs, c/m, 'providers are a, b, secret, broken'",
        "rungs, 'a/m,secret/m', 'explicit-only: its terms do not fit unattended use'",
        "recovery, always, 'Write hold or first-token.'",
        "timeout, PT0S, ISO-8601",
        "connect-timeout, x, ISO-8601",
        "first-token-timeout, 5, ISO-8601",
        "idle-timeout, -PT1S, ISO-8601"
    })
    void saysWhatIsWrongWithALadder(String key, String value, String words) {
        values.set("gateway.ladder.x.rungs", "a/m").set("gateway.ladder.x." + key, value);

        assertThat(ladders().find("x")).isEmpty();
        assertThat(ladders().problems().get("x"))
                .contains("gateway.ladder.x." + key)
                .contains(words);
    }

    @Test
    void keepsTheGoodLaddersWhenOneIsWrong() {
        values.set("gateway.ladder.bad.rungs", "secret/m").set("gateway.ladder.good.rungs", "a/m");

        assertThat(ladders().usable()).containsOnlyKeys("good");
        assertThat(ladders().problems()).containsOnlyKeys("bad");
    }

    @Test
    void allowsARungWhoseProviderCannotBeUsedNow() {
        values.set("gateway.ladder.x.rungs", "broken/m,a/m");

        assertThat(ladders().usable()).containsOnlyKeys("x");
    }

    @Test
    void commitsAtTheFirstTokenWhenToldSo() {
        values.set("gateway.ladder.x.rungs", "a/m").set("gateway.ladder.x.recovery", "first-token");

        assertThat(ladders().find("x").orElseThrow().holds()).isFalse();
    }

    @Test
    void replacesTheClocksThatItNames() {
        values.set("gateway.ladder.x.rungs", "a/m").set("gateway.ladder.x.idle-timeout", "PT7S");

        ClockLimits clocks = ladders().find("x").orElseThrow().clocks(new ClockLimits(LONG, LONG, LONG, LONG));

        assertThat(clocks.of(Clock.IDLE)).isEqualTo(Duration.ofSeconds(7));
        assertThat(clocks.of(Clock.CONNECT)).isEqualTo(LONG);
        assertThat(clocks.of(Clock.FIRST_TOKEN)).isEqualTo(LONG);
        assertThat(clocks.of(Clock.TOTAL)).isEqualTo(LONG);
    }

    private Ladders ladders() {
        return RoutingFixture.resolver(values.settings(), "openai").ladders;
    }
}
