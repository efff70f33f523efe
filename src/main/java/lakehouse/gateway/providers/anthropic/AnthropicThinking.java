package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonObject;
import java.util.Locale;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.Effort;
import lakehouse.gateway.provider.ProviderSettings;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how a request thinks.
 *
 * @param wanted the {@code thinking} member to send; null to send none
 * @param signed whether the endpoint checks signatures, so that thoughts without one must not be sent
 */
record AnthropicThinking(@Nullable JsonObject wanted, boolean signed) {
    /** The API's least budget. */
    private static final int LEAST = 1024;

    static AnthropicThinking of(ProviderSettings provider, JsonDocument body, int maxTokens) {
        String host = String.valueOf(provider.baseUrl().getHost()).toLowerCase(Locale.ROOT);
        boolean signed = host.equals("anthropic.com") || host.endsWith(".anthropic.com");
        JsonObject given = body.value("thinking") instanceof JsonObject own ? own : fromEffort(body, maxTokens);
        return new AnthropicThinking(given, signed);
    }

    /** Thinking counts against the limit, as reasoning does in the common form, so each effort is a share of it. */
    private static @Nullable JsonObject fromEffort(JsonDocument body, int maxTokens) {
        String effort = Effort.of(body);
        if (effort == null || effort.equals("none") || maxTokens <= LEAST) {
            return null;
        }
        int share = switch (effort) {
            case "minimal", "low" -> maxTokens / 5;
            case "medium" -> maxTokens / 2;
            default -> maxTokens / 5 * 4;
        };
        return JsonParts.object()
                .add("type", "enabled")
                .add("budget_tokens", Math.max(LEAST, share))
                .build();
    }

    boolean on() {
        return wanted != null && !"disabled".equals(JsonParts.string(wanted, "type"));
    }

    /** This without thinking, for a conversation whose last tool turn has lost its signed thoughts. */
    AnthropicThinking off() {
        return new AnthropicThinking(null, signed);
    }

    void edit(JsonEdits edits) {
        if (wanted == null) {
            edits.remove("thinking");
        } else {
            edits.set("thinking", wanted);
        }
    }
}
