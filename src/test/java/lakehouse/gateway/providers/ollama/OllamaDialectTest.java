package lakehouse.gateway.providers.ollama;

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
import lakehouse.gateway.upstream.Framing;
import org.jspecify.annotations.Nullable;

class OllamaDialectTest extends DialectContract {
    @Override
    protected String folder() {
        return "ollama-native";
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("dialect", "ollama");
    }

    @Override
    protected ChatTranslator translator(ProviderSettings provider, Inquiry call, ReasoningMemory memory) {
        OllamaDialect dialect = new OllamaDialect();
        dialect.memory = memory;
        return dialect.translator(provider, call);
    }

    @Override
    protected Left left(JsonObject sent) {
        return OllamaLeft.read(sent);
    }

    @Override
    protected List<String> callIds() {
        return List.of("call_x1", "call_x2");
    }

    @Override
    protected String model() {
        return "kimi-k2.6";
    }

    @Override
    protected @Nullable String vendorFinish(String common) {
        return common.equals("tool_calls") ? "stop" : common;
    }

    @Override
    protected Stream<String> errors() {
        return Stream.of(
                "error-401.json 401 UPSTREAM_AUTH_FAILED",
                "error-404.json 404 UPSTREAM_MODEL_MISSING",
                "error-429-quota.json 429 UPSTREAM_QUOTA_EXHAUSTED",
                "error-500.json 500 UPSTREAM_ERROR");
    }

    @Override
    protected FailureKind errorInStream() {
        return FailureKind.UPSTREAM_ERROR;
    }

    @Override
    protected Framing framing() {
        return Framing.NDJSON;
    }
}
