package lakehouse.gateway.providers.openrouter;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.DialectContract;
import lakehouse.gateway.provider.Left;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;
import org.jspecify.annotations.Nullable;

class OpenRouterDialectTest extends DialectContract {
    @Override
    protected String folder() {
        return "openrouter";
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of();
    }

    @Override
    protected ChatTranslator translator(ProviderSettings provider, Inquiry call, ReasoningMemory memory) {
        return new OpenRouterTranslator(provider, call, memory);
    }

    @Override
    protected Left left(JsonObject sent) {
        return Left.openAi(sent, "reasoning", sent.containsKey("max_tokens") ? "max_tokens" : "max_completion_tokens");
    }

    @Override
    protected List<String> callIds() {
        return List.of("functions.get_weather:0", "functions.get_weather:1");
    }

    @Override
    protected String model() {
        return "moonshotai/kimi-k2.6-0420";
    }

    @Override
    protected @Nullable String vendorFinish(String common) {
        return common;
    }

    @Override
    protected Stream<String> errors() {
        return Stream.of(
                "error-401.json 401 UPSTREAM_AUTH_FAILED",
                "error-402.json 402 UPSTREAM_QUOTA_EXHAUSTED",
                "error-403-gate.json 403 CONTENT_FILTER",
                "error-429.json 429 UPSTREAM_RATE_LIMITED");
    }

    @Override
    protected FailureKind errorInStream() {
        return FailureKind.UPSTREAM_ERROR;
    }
}
