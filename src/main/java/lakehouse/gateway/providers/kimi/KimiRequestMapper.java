package lakehouse.gateway.providers.kimi;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.Effort;
import lakehouse.gateway.provider.OfferedTools;
import lakehouse.gateway.provider.Repairs;
import lakehouse.gateway.provider.TokenLimit;
import org.jspecify.annotations.Nullable;

/** What Kimi wants otherwise in a request in the common form, on both of its surfaces. */
final class KimiRequestMapper {
    /** What the caller hears when its tool choice could not be kept. */
    static final String TOOL_CHOICE_RELAXED =
            "tool_choice_relaxed; the model always thinks, and then takes tool_choice auto or none only";

    private static final List<String> FIXED = List.of("temperature", "top_p", "presence_penalty", "frequency_penalty");

    private KimiRequestMapper() {}

    /** Adds the changes that both surfaces share. */
    static void edit(JsonDocument body, JsonEdits edits, KimiToolNames names, Repairs repairs) {
        // Each model accepts one value only, and refuses every other. https://platform.kimi.ai/docs/api/models-overview
        FIXED.forEach(edits::remove);
        if (JsonParts.present(body.value(TokenLimit.CURRENT))) {
            edits.remove(TokenLimit.EARLIER);
        }
        OfferedTools offered = OfferedTools.of(body);
        if (offered.tools() == null) {
            edits.remove("tools");
        } else {
            JsonArray tools = names.sent(KimiTools.tools(offered.tools(), repairs));
            if (tools != body.value("tools")) {
                edits.set("tools", tools);
            }
        }
        JsonValue choice = offered.choice();
        if (choice == null) {
            edits.remove("tool_choice");
        } else if (forcesTool(body)) {
            edits.set("tool_choice", "auto");
        } else if (names.sent(choice) != body.value("tool_choice")) {
            edits.set("tool_choice", names.sent(choice));
        }
    }

    /** Whether the caller demands a tool, which a thinking model refuses. */
    static boolean forcesTool(JsonDocument body) {
        return thinks(body) && OfferedTools.of(body).forces();
    }

    /** Kimi's coding models always think unless a request says otherwise. */
    static boolean thinks(JsonDocument body) {
        return !(body.value("thinking") instanceof JsonObject thinking
                && "disabled".equals(JsonParts.string(thinking, "type")));
    }

    /** The effort in Kimi's three steps; null when the caller said nothing that Kimi can follow. */
    static @Nullable String effort(JsonDocument body) {
        String effort = Effort.of(body);
        if (effort == null || body.has("thinking")) {
            return null;
        }
        return switch (effort) {
            case "none" -> null;
            case "minimal", "low" -> "low";
            case "medium", "high" -> "high";
            case "xhigh", "max" -> "max";
            default -> effort;
        };
    }

    /** A key that stays the same through a conversation, which Kimi documents as the condition for cache hits. */
    static String cacheKey(JsonArray messages) {
        StringBuilder opening = new StringBuilder();
        for (JsonObject message : JsonParts.objects(messages)) {
            opening.append(message.get("content"));
            if ("user".equals(JsonParts.string(message, "role"))) {
                break;
            }
        }
        return "gateway-" + digest(opening.toString());
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** Takes the common form's fields for effort out. */
    static void removeEffort(JsonEdits edits) {
        Effort.FIELDS.forEach(edits::remove);
    }
}
