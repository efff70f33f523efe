package lakehouse.gateway.providers.kimi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.Upstream;
import lakehouse.gateway.provider.UpstreamReply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys, hosts, plans, and what Kimi says about them. */
class KimiAccountTest {
    @ParameterizedTest
    @CsvSource({
        "sk-kimi-test, https://api.moonshot.ai/v1, Open Platform",
        "sk-kimi-test, https://api.moonshot.cn/v1, Open Platform",
        "sk-kimi-test, https://moonshot.cn/v1, Open Platform",
        "sk-test, https://api.kimi.com/coding/v1, does not begin with sk-kimi-",
        "sk-test, https://API.kimi.ai/coding/v1, does not begin with sk-kimi-",
    })
    void findsAKeyThatBelongsToAnotherHost(String key, String host, String words) {
        for (String dialect : new String[] {"kimi", "openai"}) {
            assertThat(new KimiSettingsCheck().problem(provider(key, host, dialect, null)))
                    .hasValueSatisfying(problem -> assertThat(problem)
                            .contains(
                                    words,
                                    "gateway.provider.p.api-key",
                                    "gateway.provider.p.base-url",
                                    "Nothing was sent")
                            .doesNotContain(key));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sk-kimi-test, https://api.kimi.com/coding/v1",
        "sk-kimi-test, https://api.kimi.ai/coding/v1",
        "sk-kimi-test, http://127.0.0.1:1/v1",
        "sk-test, https://api.moonshot.ai/v1",
        "sk-test, https://notmoonshot.ai/v1",
        "sk-test, http://127.0.0.1:1/v1",
        ", https://api.kimi.com/coding/v1",
    })
    void takesKeysWhereTheyBelong(String key, String host) {
        assertThat(new KimiSettingsCheck().problem(provider(key, host, "kimi", null)))
                .isEmpty();
    }

    @Test
    void knowsItsSurfaces() {
        String host = "http://127.0.0.1:1/v1";

        assertThat(surface(provider(null, host, "kimi", "openai"))).isEqualTo("openai");
        assertThat(surface(provider(null, host, "kimi", "anthropic"))).isEqualTo("anthropic");
        assertThatThrownBy(() -> surface(provider(null, host, "kimi", "native")))
                .hasMessageContainingAll("gateway.provider.p.surface", "anthropic or openai");
    }

    private static @Nullable String surface(ProviderSettings provider) {
        return provider.own().find(KimiDialect.SURFACE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | only available for Coding Agents | UPSTREAM_CLIENT_NOT_ADMITTED | gateway.provider.p.surface=anthropic",
                "403 | reached your usage limit | UPSTREAM_QUOTA_EXHAUSTED | /v1/providers/p/usage",
                "403 | Your quota is gone | UPSTREAM_QUOTA_EXHAUSTED | /v1/providers/p/usage",
                "403 | Review our Community Guidelines | UPSTREAM_ACCOUNT_BANNED | closed the account",
                "403 | Access terminated. | UPSTREAM_ACCOUNT_BANNED | closed the account",
                "403 | something new | UPSTREAM_FORBIDDEN | something new",
                "402 | unable to verify your membership benefits | UPSTREAM_QUOTA_EXHAUSTED | membership of the account",
                "429 | engine is currently overloaded | UPSTREAM_OVERLOADED | no room",
                "429 | reached your usage limit for this period | UPSTREAM_QUOTA_EXHAUSTED | larger plan",
                "429 | suspended due to insufficient balance | UPSTREAM_QUOTA_EXHAUSTED | larger plan",
                "429 | exceeded_current_quota_error | UPSTREAM_QUOTA_EXHAUSTED | larger plan",
                "429 | too many requests | UPSTREAM_RATE_LIMITED | too many requests",
                "401 | The API Key appears to be invalid | UPSTREAM_AUTH_FAILED | keys that begin with sk-kimi- belong to api.kimi.com",
                "500 | oops | UPSTREAM_ERROR | oops",
            })
    void tellsErrorsApartByTheirWords(int status, String words, FailureKind kind, String advice) {
        String body = "{\"error\":{\"message\":\"" + words + "\",\"type\":\"access_terminated\"}}";
        if (status == 403 && kind == FailureKind.UPSTREAM_FORBIDDEN) {
            body = body.replace("access_terminated", "other");
        }

        Failure failure = KimiFailures.failure(
                provider("sk-kimi-x", "http://127.0.0.1:1/v1", "kimi", null),
                new UpstreamReply(status, body, "3", "trace"));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.message()).contains(words, advice);
        assertThat(failure.evidence().retryAfter()).isEqualTo("3");
    }

    @Test
    void leavesAFailureOfTheGatewayAlone() {
        Failure own = Failure.at(FailureKind.INTERNAL_ERROR, "p", "x");

        assertThat(KimiFailures.refined(provider(null, "http://127.0.0.1:1/v1", "kimi", null), own))
                .isSameAs(own);
    }

    @Test
    void readsWindowsThatCount() throws Exception {
        JsonObject report = KimiUsageMapper.report(fixture("kimi/usages-counts.json"));

        assertThat(report.getJsonArray("windows"))
                .hasToString("[{\"name\":\"plan\",\"limit\":100,\"used\":0,\"remaining\":100,\"used_ratio\":0,"
                        + "\"resets_at\":\"2026-09-21T03:17:42Z\"},{\"name\":\"5h\",\"limit\":100,\"used\":1,"
                        + "\"remaining\":99,\"used_ratio\":0.01,\"resets_at\":\"2026-09-14T10:17:42Z\"}]");
        assertThat(report.getInt("parallel_limit")).isEqualTo(30);
        assertThat(report.getJsonObject("raw").containsKey("authentication")).isTrue();
    }

    @Test
    void readsWindowsThatAreRatios() throws Exception {
        JsonObject report = KimiUsageMapper.report(fixture("kimi/usages-ratios.json"));

        assertThat(report.getJsonArray("windows"))
                .hasToString(
                        "[{\"name\":\"5h\",\"limit\":null,\"used\":null,\"remaining\":null,\"used_ratio\":0.25,"
                                + "\"resets_at\":\"2026-09-14T10:17:42Z\"},{\"name\":\"month_total\",\"limit\":null,\"used\":null,"
                                + "\"remaining\":null,\"used_ratio\":0.5,\"resets_at\":\"2026-10-01T00:00:00Z\"},"
                                + "{\"name\":\"month_code\",\"limit\":null,\"used\":null,\"remaining\":null,\"used_ratio\":0,\"resets_at\":null}]");
        assertThat(report.containsKey("parallel_limit")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"90, TIME_UNIT_MINUTE, 90m", "7, TIME_UNIT_DAY, 7d", "2,, 2", "120, TIME_UNIT_MINUTE, 2h"})
    void namesWindowsByTheirLength(int duration, String unit, String name) throws Exception {
        String window = "{\"duration\":" + duration + (unit == null ? "" : ",\"timeUnit\":\"" + unit + "\"") + "}";
        JsonObject raw = JsonSyntax.object(
                "{\"limits\":[{\"window\":" + window + ",\"detail\":{}},{\"detail\":{\"limit\":\"x\"}},{}]}");

        JsonObject report = KimiUsageMapper.report(raw);

        assertThat(report.getJsonArray("windows")).hasSize(2);
        assertThat(report.getJsonArray("windows").getJsonObject(0).getString("name"))
                .isEqualTo(name);
        assertThat(report.getJsonArray("windows").getJsonObject(1).getString("name"))
                .isEqualTo("window");
        assertThat(report.getJsonArray("windows").getJsonObject(1).isNull("limit"))
                .isTrue();
    }

    private static JsonObject fixture(String file) throws Exception {
        return JsonSyntax.object(new String(Upstream.bytes(file), StandardCharsets.UTF_8));
    }

    private static ProviderSettings provider(String key, String host, String dialect, String surface) {
        MapSettings settings = MapSettings.withProvider("p").set("gateway.provider.p.base-url", host);
        settings.set("gateway.provider.p.dialect", dialect);
        if (key != null) {
            settings.set("gateway.provider.p.api-key", key);
        }
        if (surface != null) {
            settings.set("gateway.provider.p.surface", surface);
        }
        return ProviderSettings.read(settings.settings(), "p");
    }
}
