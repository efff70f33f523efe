package lakehouse.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteResolverTest {
    private final MapSettings settings = new MapSettings()
            .set("gateway.providers", "kimi,openrouter,keyless,broken")
            .provider("kimi")
            .set("gateway.provider.kimi.default-model", "kimi-for-coding")
            .set("gateway.provider.kimi.explicit-only", "true")
            .provider("openrouter")
            .set("gateway.provider.openrouter.whole-models", "openrouter/auto,openrouter/free")
            .provider("keyless")
            .set("gateway.provider.keyless.key-required", "true")
            .set("gateway.provider.keyless.default-model", "m");

    @ParameterizedTest
    @CsvSource({
        // selector, model, provider, upstream model
        ", kimi/kimi-for-coding, kimi, kimi-for-coding",
        "kimi, kimi-for-coding, kimi, kimi-for-coding",
        "kimi, kimi/kimi-for-coding, kimi, kimi-for-coding",
        "kimi, , kimi, kimi-for-coding",
        ", kimi/, kimi, kimi-for-coding",
        ", openrouter/moonshotai/kimi-k2.6:free, openrouter, moonshotai/kimi-k2.6:free",
        "openrouter, moonshotai/kimi-k2.6, openrouter, moonshotai/kimi-k2.6",
        "openrouter, openrouter/moonshotai/kimi-k2.6, openrouter, moonshotai/kimi-k2.6",
        ", openrouter/auto, openrouter, openrouter/auto",
        "openrouter, openrouter/free, openrouter, openrouter/free",
        ", openrouter/auto:x, openrouter, auto:x",
        ", openrouter/kimi/k, openrouter, kimi/k",
        "openrouter, /kimi, openrouter, /kimi",
        "openrouter, kimi, openrouter, kimi"
    })
    void findsProviderAndModel(@Nullable String selector, @Nullable String model, String provider, String upstream) {
        Route route = resolver().resolve(selector, model);

        assertThat(route.provider().id()).isEqualTo(provider);
        assertThat(route.model()).isEqualTo(upstream);
    }

    @Test
    void refusesAProviderAndAPrefixThatDisagree() {
        Failure failure = failure("openrouter", "kimi/kimi-for-coding");

        assertThat(failure.kind()).isEqualTo(FailureKind.PROVIDER_CONFLICT);
        assertThat(failure.param()).isEqualTo("provider");
        assertThat(failure.message()).contains("\"openrouter\"", "\"kimi\"", "kimi/kimi-for-coding");
        assertThat(failure("kimi", "broken/m").kind()).isEqualTo(FailureKind.PROVIDER_CONFLICT);
    }

    @ParameterizedTest
    @CsvSource({"nobody, kimi/m", "keyless, kimi/m", "kimi, keyless/m", "nobody, keyless/m", "broken, kimi/m"})
    void sayThatTheTwoDifferBeforeTheySayWhatOneOfThemLacks(String selector, String model) {
        assertThat(failure(selector, model).kind()).isEqualTo(FailureKind.PROVIDER_CONFLICT);
    }

    @ParameterizedTest
    @CsvSource({"other, m, provider", ", moonshotai/kimi-k2.6, model", ", kimi-for-coding, model", ", /kimi, model"})
    void listsWhatExistsWhenNothingOfThatNameDoes(@Nullable String selector, String model, String param) {
        Failure failure = failure(selector, model);

        assertThat(failure.kind()).isEqualTo(FailureKind.MODEL_NOT_FOUND);
        assertThat(failure.param()).isEqualTo(param);
        assertThat(failure.message()).contains("kimi, openrouter, keyless, broken", "GET /v1/models");
    }

    @Test
    void namesTheSettingOfAMissingKey() {
        Failure failure = failure(null, "keyless/m");

        assertThat(failure.kind()).isEqualTo(FailureKind.PROVIDER_NOT_CONFIGURED);
        assertThat(failure.provider()).isEqualTo("keyless");
        assertThat(failure.message()).contains("gateway.provider.keyless.api-key");
    }

    @Test
    void saysWhatIsWrongWithABrokenProvider() {
        Failure failure = failure("broken", "m");

        assertThat(failure.kind()).isEqualTo(FailureKind.PROVIDER_NOT_CONFIGURED);
        assertThat(failure.message()).contains("gateway.provider.broken.base-url is not set");
    }

    @ParameterizedTest
    @CsvSource({"openrouter, ", ", openrouter/"})
    void asksForAModelWhenTheProviderHasNoDefault(@Nullable String selector, @Nullable String model) {
        Failure failure = failure(selector, model);

        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(failure.param()).isEqualTo("model");
        assertThat(failure.message()).contains("gateway.provider.openrouter.default-model is not set");
    }

    @Test
    void takesTheDefaultModelWhenTheRequestNamesNothing() {
        settings.set("gateway.chat.default-model", "openrouter/moonshotai/kimi-k2.6");

        Route route = resolver().resolve(null, null);

        assertThat(route.provider().id()).isEqualTo("openrouter");
        assertThat(route.model()).isEqualTo("moonshotai/kimi-k2.6");
    }

    @Test
    void listsWhatExistsWhenThereIsNoDefaultModel() {
        Failure failure = failure(null, null);

        assertThat(failure.kind()).isEqualTo(FailureKind.MODEL_NOT_FOUND);
        assertThat(failure.message()).contains("gateway.chat.default-model is not set", "kimi, openrouter");
    }

    @Test
    void neverGoesByDefaultToAProviderThatIsExplicitOnly() {
        settings.set("gateway.chat.default-model", "kimi/kimi-for-coding");

        Failure failure = failure(null, null);

        assertThat(failure.kind()).isEqualTo(FailureKind.MODEL_NOT_FOUND);
        assertThat(failure.message()).contains("explicit-only");
    }

    @ParameterizedTest
    @CsvSource({"ladder/work, ", "ladder/default, ladder/default"})
    void findsALadderWithItsRungsInOrder(String model, @Nullable String asDefault) {
        settings.set("gateway.ladder.work.rungs", "openrouter/a/b, keyless/m")
                .set("gateway.ladder.default.rungs", "openrouter/a/b,keyless/m")
                .set("gateway.chat.default-model", asDefault == null ? "" : asDefault);

        Plan plan = resolver().plan(null, asDefault == null ? model : null);

        assertThat(plan.rungs()).containsExactly("openrouter/a/b", "keyless/m");
        assertThat(plan.holds()).isTrue();
        assertThat(plan.first()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "kimi/kimi-for-coding, explicit-only",
        "nobody/m, names no provider and model",
        "openrouter, names no provider and model",
        "openrouter/, names no provider and model"
    })
    void refusesALadderWithARungThatCannotBeUsed(String rung, String words) {
        settings.set("gateway.ladder.work.rungs", "openrouter/a," + rung);

        Failure failure = refusedPlan(null, "ladder/work");

        assertThat(failure.kind()).isEqualTo(FailureKind.PROVIDER_NOT_CONFIGURED);
        assertThat(failure.message()).contains("gateway.ladder.work.rungs", words);
        // What names no provider may be a key in the wrong line.
        assertThat(failure.message().contains("\"" + rung + "\"")).isEqualTo(words.equals("explicit-only"));
    }

    @Test
    void refusesAnUnknownLadderAndALadderAtAProvider() {
        settings.set("gateway.ladder.work.rungs", "openrouter/a");

        assertThat(refusedPlan(null, "ladder/play").kind()).isEqualTo(FailureKind.MODEL_NOT_FOUND);
        assertThat(refusedPlan(null, "ladder/play").message()).contains("Ladders: work.");
        assertThat(refusedPlan("openrouter", "ladder/work").kind()).isEqualTo(FailureKind.PROVIDER_CONFLICT);
    }

    private Failure refusedPlan(@Nullable String selector, String model) {
        RouteResolver resolver = resolver();
        GatewayException thrown = catchThrowableOfType(GatewayException.class, () -> resolver.plan(selector, model));
        assertThat(thrown).isNotNull();
        return thrown.failure();
    }

    private Failure failure(@Nullable String selector, @Nullable String model) {
        RouteResolver resolver = resolver();
        GatewayException thrown = catchThrowableOfType(GatewayException.class, () -> resolver.resolve(selector, model));
        assertThat(thrown).isNotNull();
        return thrown.failure();
    }

    private RouteResolver resolver() {
        return RoutingFixture.resolver(settings.settings(), "openai");
    }
}
