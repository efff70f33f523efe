package lakehouse.gateway.providers.openai;

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

class OpenAiDialectTest extends DialectContract {
    @Override
    protected String folder() {
        return "openai";
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of();
    }

    @Override
    protected ChatTranslator translator(ProviderSettings provider, Inquiry call, ReasoningMemory memory) {
        OpenAiDialect dialect = new OpenAiDialect();
        dialect.memory = memory;
        return dialect.translator(provider, call);
    }

    @Override
    protected Left left(JsonObject sent) {
        return Left.openAi(
                sent, "reasoning_content", sent.containsKey("max_tokens") ? "max_tokens" : "max_completion_tokens");
    }

    @Override
    protected List<String> callIds() {
        return List.of("call_a1", "call_b2");
    }

    @Override
    protected String model() {
        return "gpt-5.2-mini";
    }

    @Override
    protected @Nullable String vendorFinish(String common) {
        return null;
    }

    @Override
    protected Stream<String> errors() {
        return Stream.of(
                "error-400.json 400 UPSTREAM_REJECTED",
                "error-401.json 401 UPSTREAM_AUTH_FAILED",
                "error-429.json 429 UPSTREAM_RATE_LIMITED",
                "error-429-quota.json 429 UPSTREAM_QUOTA_EXHAUSTED");
    }

    @Override
    protected FailureKind errorInStream() {
        return FailureKind.UPSTREAM_ERROR;
    }

    @Override
    protected String textBeforeError() {
        return "Olá";
    }
}
