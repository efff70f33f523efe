package lakehouse.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.provider.Provider;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.providers.openai.OpenAiDialect;
import lakehouse.gateway.routing.Ladder;
import lakehouse.gateway.routing.Plan;
import lakehouse.gateway.routing.Route;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeoutWordsTest {
    private static final ProviderSettings PROVIDER = ProviderSettings.read(
            MapSettings.withProvider("p")
                    .set("gateway.provider.p.connect-timeout", "PT2S")
                    .set("gateway.provider.p.first-token-timeout", "PT1.5S")
                    .set("gateway.provider.p.idle-timeout", "PT3S")
                    .set("gateway.provider.p.timeout", "PT40S")
                    .settings(),
            "p");
    private static final Route ROUTE = new Route(new Provider(PROVIDER, new OpenAiDialect()), "m");

    @ParameterizedTest
    @CsvSource({
        "connect, true, 2 s, gateway.provider.p.connect-timeout",
        "first token, true, 1.5 s, gateway.provider.p.first-token-timeout",
        "idle, true, 3 s, gateway.provider.p.idle-timeout",
        "total, true, 40 s, gateway.provider.p.timeout",
        "first token, false, 40 s, gateway.provider.p.timeout",
        "connect, false, 2 s, gateway.provider.p.connect-timeout",
    })
    void nameTheSecondsOfAClockAndItsSetting(String clock, boolean stream, String seconds, String key) {
        Plan plan = new Plan(List.of("p/m"), null, ROUTE);

        assertThat(told(clock, plan, stream))
                .isEqualTo("Provider p failed: the " + clock + " clock ran out. It is " + seconds + "; " + key
                        + " sets it.");
    }

    @Test
    void nameTheLaddersSettingWhereItHasOne() {
        Ladder ladder =
                new Ladder("night", List.of("p/m"), true, Duration.ofMinutes(9), null, Duration.ofSeconds(7), null);
        Plan plan = new Plan(ladder.rungs(), ladder, null);

        assertThat(told("first token", plan, true))
                .endsWith("It is 7 s; gateway.ladder.night.first-token-timeout sets it.");
        assertThat(told("idle", plan, true)).endsWith("It is 3 s; gateway.provider.p.idle-timeout sets it.");
    }

    @Test
    void leaveOtherFailuresAlone() {
        Plan plan = new Plan(List.of("p/m"), null, ROUTE);
        Failure broken = Failure.broken("p", "Broken.");

        assertThat(new TimeoutWords(plan, ROUTE, true).told(broken)).isSameAs(broken);
        assertThat(told(null, plan, true)).isEqualTo("Provider p failed: the null clock ran out.");
    }

    private static String told(@Nullable String clock, Plan plan, boolean stream) {
        Failure failure = new Failure(
                FailureKind.UPSTREAM_TIMEOUT,
                "Provider p failed: the " + clock + " clock ran out.",
                null,
                "p",
                null,
                clock);
        return new TimeoutWords(plan, ROUTE, stream).told(failure).message();
    }
}
