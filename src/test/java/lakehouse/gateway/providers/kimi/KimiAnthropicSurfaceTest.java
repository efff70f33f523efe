package lakehouse.gateway.providers.kimi;

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
import lakehouse.gateway.providers.anthropic.AnthropicDialects;
import lakehouse.gateway.providers.anthropic.AnthropicLeft;
import org.jspecify.annotations.Nullable;

class KimiAnthropicSurfaceTest extends DialectContract {
    @Override
    protected String folder() {
        return "kimi-anthropic";
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("dialect", "kimi");
    }

    @Override
    protected ChatTranslator translator(ProviderSettings provider, Inquiry call, ReasoningMemory memory) {
        return KimiAnthropicTranslator.over(AnthropicDialects.with(memory), provider, call, memory);
    }

    @Override
    protected Left left(JsonObject sent) {
        return AnthropicLeft.read(sent);
    }

    @Override
    protected List<String> callIds() {
        return List.of("get_weather_0", "get_weather_1");
    }

    @Override
    protected String model() {
        return "kimi-for-coding";
    }

    @Override
    protected @Nullable String vendorFinish(String common) {
        return switch (common) {
            case "length" -> "max_tokens";
            case "tool_calls" -> "tool_use";
            default -> "end_turn";
        };
    }

    @Override
    protected Stream<String> errors() {
        return Stream.of(
                "error-401.json 401 UPSTREAM_AUTH_FAILED",
                "error-403-gate.json 403 UPSTREAM_CLIENT_NOT_ADMITTED",
                "error-403-quota.json 403 UPSTREAM_QUOTA_EXHAUSTED",
                "error-403-ban.json 403 UPSTREAM_ACCOUNT_BANNED",
                "error-429.json 429 UPSTREAM_OVERLOADED");
    }

    @Override
    protected FailureKind errorInStream() {
        return FailureKind.UPSTREAM_ERROR;
    }
}
