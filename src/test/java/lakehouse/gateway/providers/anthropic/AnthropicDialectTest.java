package lakehouse.gateway.providers.anthropic;

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

class AnthropicDialectTest extends DialectContract {
    @Override
    protected String folder() {
        return "anthropic";
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("dialect", "anthropic");
    }

    @Override
    protected ChatTranslator translator(ProviderSettings provider, Inquiry call, ReasoningMemory memory) {
        return AnthropicDialects.with(memory).translator(provider, call);
    }

    @Override
    protected Left left(JsonObject sent) {
        return AnthropicLeft.read(sent);
    }

    @Override
    protected List<String> callIds() {
        return List.of("toolu_01N2eM4V43kGCDkq2Lw7ChWQ", "toolu_02");
    }

    @Override
    protected String model() {
        return "claude-sonnet-4-20250514";
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
                "error-400-length.json 400 CONTEXT_LENGTH_EXCEEDED",
                "error-401.json 401 UPSTREAM_AUTH_FAILED",
                "error-429.json 429 UPSTREAM_RATE_LIMITED",
                "error-529.json 529 UPSTREAM_ERROR");
    }

    @Override
    protected FailureKind errorInStream() {
        return FailureKind.UPSTREAM_ERROR;
    }
}
