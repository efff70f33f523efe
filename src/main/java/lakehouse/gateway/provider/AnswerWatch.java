package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * Watches one answer on its way through: what the model thought before it called tools goes into the memory, and an answer
 * whose whole budget went into thinking gets a warning. For one thread.
 */
public final class AnswerWatch implements Warnings {
    private final ProviderSettings provider;
    private final Inquiry call;
    private final ReasoningMemory memory;
    private final TokenLimit limit;
    private final boolean mayCallTools;
    private final List<String> warnings = new ArrayList<>();
    private final StringBuilder reasoning = new StringBuilder();
    private final ReasoningDetails details = new ReasoningDetails();
    private final Set<String> toolCalls = new LinkedHashSet<>();
    private final Set<Integer> visible = new HashSet<>();
    private final Set<Integer> cut = new HashSet<>();
    private String field = Reasoning.CONTENT;
    private @Nullable JsonObject usage;

    AnswerWatch(ProviderSettings provider, Inquiry call, ReasoningMemory memory, TokenLimit limit) {
        this.provider = provider;
        this.call = call;
        this.memory = memory;
        this.limit = limit;
        this.mayCallTools = call.body().has("tools");
        if (limit.warning() != null) {
            warnings.add(limit.warning());
        }
    }

    /** For the translator of one attempt. */
    public static AnswerWatch of(ProviderSettings provider, Inquiry call, ReasoningMemory memory) {
        return new AnswerWatch(provider, call, memory, TokenLimit.of(call.body(), provider));
    }

    /** The limit that the call is sent with. */
    public TokenLimit limit() {
        return limit;
    }

    /** Adds a warning of the dialect's own: one line of printable ASCII. */
    public void warn(String warning) {
        warnings.add(warning);
    }

    /**
     * Sees a message, or a delta of one.
     *
     * @param choice index of the choice
     * @param part in the common form, the vendor's own fields kept
     */
    public void part(int choice, JsonObject part) {
        if (isVisible(part)) {
            visible.add(choice);
        }
        if (choice == 0 && mayCallTools) {
            thought(part);
            if (part.get("tool_calls") instanceof JsonArray calls) {
                JsonParts.objects(calls).forEach(toolCall -> called(JsonParts.string(toolCall, "id")));
            }
        }
    }

    private static boolean isVisible(JsonObject part) {
        return filled(part.get("content"))
                || filled(part.get("tool_calls"))
                || filled(part.get("refusal"))
                || filled(part.get("audio"))
                || filled(part.get("function_call"));
    }

    private static boolean filled(@Nullable JsonValue value) {
        if (value instanceof JsonString text) {
            return !text.getString().isEmpty();
        }
        return value instanceof JsonArray list ? !list.isEmpty() : value instanceof JsonObject;
    }

    private void thought(JsonObject part) {
        Reasoning piece = Reasoning.of(part);
        if (piece.isEmpty()) {
            return;
        }
        if (reasoning.isEmpty()) {
            // A dialect adds reasoning_content beside the vendor's own field: the vendor's is the one to send back.
            field = JsonParts.textOf(part, Reasoning.PLAIN).isEmpty() ? piece.field() : Reasoning.PLAIN;
        }
        reasoning.append(piece.text());
        if (piece.details() != null) {
            details.add(piece.details());
        }
    }

    private void called(@Nullable String id) {
        if (id != null && !id.isEmpty()) {
            toolCalls.add(id);
        }
    }

    /** Sees visible text of the first choice, for dialects that write their chunks themselves. */
    public void text() {
        visible.add(0);
    }

    /** Sees a piece of reasoning of the first choice. */
    public void thought(String piece) {
        if (mayCallTools) {
            reasoning.append(piece);
        }
    }

    /** Sees reasoning in the structured form. */
    public void thought(JsonArray pieces) {
        if (mayCallTools) {
            details.add(pieces);
        }
    }

    /** Sees a tool call of the first choice. */
    public void toolCall(String id) {
        visible.add(0);
        called(id);
    }

    /** Sees usage figures; the last ones count. */
    public void usage(@Nullable JsonObject figures) {
        if (figures != null) {
            usage = figures;
        }
    }

    /** The last usage figures seen; null when there were none. */
    public @Nullable JsonObject usage() {
        return usage;
    }

    /** Sees the common finish reason of a choice. */
    public void finished(int choice, String reason) {
        if (reason.equals(FinishReasons.LENGTH)) {
            cut.add(choice);
        }
        if (choice == 0 && !toolCalls.isEmpty() && call.body().value("messages") instanceof JsonArray messages) {
            memory.remember(
                    provider.id(),
                    messages,
                    List.copyOf(toolCalls),
                    new Reasoning(reasoning.toString(), details.whole(), field));
            toolCalls.clear();
        }
    }

    /** The answer is not whole, and cannot become so. */
    public GatewayException broken(String words) {
        return Failure.broken(provider.id(), "Provider " + provider.id() + " failed: " + words + ".")
                .exception();
    }

    @Override
    public List<String> warnings() {
        List<String> all = new ArrayList<>(warnings);
        if (!visible.containsAll(cut)) {
            all.add(exhausted());
        }
        return all;
    }

    private String exhausted() {
        StringBuilder words = new StringBuilder("reasoning_exhausted_budget;");
        if (limit.sent() != null) {
            words.append(" max_tokens=").append(limit.sent());
        }
        if (usage != null) {
            figure(words, "completion_tokens", usage);
            if (usage.get("completion_tokens_details") instanceof JsonObject parts) {
                figure(words, "reasoning_tokens", parts);
            }
        }
        Integer floor = provider.budget().floor();
        return words.append("; the answer has no text because reasoning used up the limit: ask for ")
                .append(floor == null ? "more tokens" : "at least " + floor + " tokens")
                .append(", or have the operator set ")
                .append(
                        limit.field() == null
                                ? Setting.PROVIDER_MAX_TOKENS.key(provider.id()) + " higher"
                                : Setting.PROVIDER_MAX_TOKENS_POLICY.key(provider.id()) + "=raise and "
                                        + Setting.PROVIDER_MAX_TOKENS_FLOOR.key(provider.id()))
                .toString();
    }

    private static void figure(StringBuilder words, String name, JsonObject holder) {
        if (holder.get(name) instanceof JsonNumber number) {
            words.append(' ').append(name).append('=').append(number);
        }
    }
}
