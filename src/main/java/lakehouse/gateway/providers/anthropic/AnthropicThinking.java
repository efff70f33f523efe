package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
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
 * @param effort the {@code output_config.effort} to send; null to send none
 * @param signed whether the endpoint checks signatures, so that thoughts without one must not be sent
 */
record AnthropicThinking(
        @Nullable JsonObject wanted, @Nullable String effort, boolean signed) {
    /** The API's least budget. */
    private static final int LEAST = 1024;

    private static final String LEFT_OUT = "thinking_left_out; ";

    /** @param forced whether a tool is forced, which goes before thinking where there cannot be both */
    static AnthropicThinking of(
            ProviderSettings provider,
            AnthropicModel model,
            JsonDocument body,
            int maxTokens,
            boolean forced,
            AnthropicRepairs repairs) {
        String host = String.valueOf(provider.baseUrl().getHost()).toLowerCase(Locale.ROOT);
        boolean signed = model.claude() || host.equals("anthropic.com") || host.endsWith(".anthropic.com");
        AnthropicThinking none = new AnthropicThinking(null, null, signed);
        JsonObject given = body.value("thinking") instanceof JsonObject own ? own : null;
        String effort = Effort.of(body);
        Integer budget = budget(given, body);
        String type = given == null ? "" : JsonParts.textOf(given, "type");
        if (type.equals("disabled") || (given == null && "none".equals(effort))) {
            return none.stopped(given, model, repairs);
        }
        if (given == null && effort == null && budget == null && !asksInAnyWay(body)) {
            return none;
        }
        if (!type.isEmpty() && !type.equals("enabled") && !type.equals("adaptive")) {
            return new AnthropicThinking(given, null, signed);
        }
        if (!model.thinks()) {
            repairs.note(LEFT_OUT + "this model cannot think");
            return none;
        }
        if (forced) {
            repairs.note(LEFT_OUT + "a tool cannot be forced while the model thinks");
            return none;
        }
        boolean adaptive = type.equals("adaptive") || (type.isEmpty() && model.prefersAdaptive());
        if (!model.takesBudget() || (adaptive && model.takesAdaptive())) {
            return none.adaptive(given, model, effort, budget, maxTokens, repairs);
        }
        if (maxTokens <= LEAST) {
            repairs.note(LEFT_OUT + "it takes " + LEAST + " tokens at least, which is all that max_tokens allows");
            return none;
        }
        return none.budgeted(given, effort, budget, maxTokens, repairs);
    }

    private static @Nullable Integer budget(@Nullable JsonObject given, JsonDocument body) {
        JsonValue budget = given != null ? given.get("budget_tokens") : null;
        if (given == null && body.value("reasoning") instanceof JsonObject reasoning) {
            budget = reasoning.get("max_tokens");
        }
        return budget instanceof JsonNumber number ? (Integer) number.intValue() : null;
    }

    private static boolean asksInAnyWay(JsonDocument body) {
        return body.value("reasoning") instanceof JsonObject reasoning
                && JsonValue.TRUE.equals(reasoning.get("enabled"));
    }

    private AnthropicThinking stopped(@Nullable JsonObject given, AnthropicModel model, AnthropicRepairs repairs) {
        if (model.thinksUnasked()) {
            repairs.note("effort_lowered; this model always thinks, so it is asked for little of it");
            return new AnthropicThinking(null, model.effort("low"), signed);
        }
        JsonObject off = given == null || model.refusesToStopThinking() || !model.thinks()
                ? null
                : JsonParts.object().add("type", "disabled").build();
        return new AnthropicThinking(off, null, signed);
    }

    private AnthropicThinking adaptive(
            @Nullable JsonObject given,
            AnthropicModel model,
            @Nullable String effort,
            @Nullable Integer budget,
            int maxTokens,
            AnthropicRepairs repairs) {
        String asked = effort;
        if (asked == null && budget != null) {
            repairs.note("thinking_adaptive; this model takes no budget, so it is asked for an effort");
            asked = budget <= maxTokens / 3 ? "low" : budget <= maxTokens / 3 * 2 ? "medium" : "high";
        }
        JsonObjectBuilder wanted = JsonParts.object().add("type", "adaptive");
        if (given != null && given.containsKey("display")) {
            wanted.add("display", given.get("display"));
        } else if (!model.takesBudget()) {
            // Since 4.7 the text of thoughts is left out unless it is asked for.
            wanted.add("display", "summarized");
        }
        return new AnthropicThinking(wanted.build(), asked == null ? null : model.effort(asked), signed);
    }

    /** Thinking counts against the limit, as reasoning does in the common form, so each effort is a share of it. */
    private AnthropicThinking budgeted(
            @Nullable JsonObject given,
            @Nullable String effort,
            @Nullable Integer budget,
            int maxTokens,
            AnthropicRepairs repairs) {
        int share = switch (effort == null ? "medium" : effort) {
            case "minimal", "low" -> maxTokens / 5;
            case "medium" -> maxTokens / 2;
            default -> maxTokens / 5 * 4;
        };
        int sent = Math.max(LEAST, Math.min(budget == null ? share : budget, maxTokens - 1));
        if (budget != null && budget != sent) {
            repairs.note("thinking_budget_changed; it must be " + LEAST + " at least and below max_tokens");
        }
        JsonObjectBuilder wanted = JsonParts.object().add("type", "enabled").add("budget_tokens", sent);
        if (given != null && given.containsKey("display")) {
            wanted.add("display", given.get("display"));
        }
        return new AnthropicThinking(wanted.build(), null, signed);
    }

    boolean on() {
        return wanted != null && !"disabled".equals(JsonParts.string(wanted, "type"));
    }

    /** Whether a tool turn whose thoughts are lost would be refused. */
    boolean demandsThoughts() {
        return wanted != null && "enabled".equals(JsonParts.string(wanted, "type"));
    }

    /** This without thinking, for a conversation whose last tool turn has lost its signed thoughts. */
    AnthropicThinking off() {
        return new AnthropicThinking(null, null, signed);
    }

    void edit(JsonEdits edits) {
        if (wanted == null) {
            edits.remove("thinking");
        } else {
            edits.set("thinking", wanted);
        }
    }
}
