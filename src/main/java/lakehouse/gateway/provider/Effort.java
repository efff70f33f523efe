package lakehouse.gateway.provider;

import jakarta.json.JsonObject;
import java.util.List;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** How hard the caller wants the model to think, whichever way it says so. */
public final class Effort {
    /** The request fields that say it in the common form. A dialect that speaks otherwise takes them out. */
    public static final List<String> FIELDS = List.of("reasoning_effort", "reasoning");

    private Effort() {}

    /**
     * The caller's word for it: {@code none}, {@code minimal}, {@code low}, {@code medium}, {@code high}, {@code xhigh} or
     * {@code max}, or one that is newer than this; null when it said nothing.
     */
    public static @Nullable String of(JsonDocument body) {
        String effort = body.string("reasoning_effort");
        if (effort != null) {
            return effort;
        }
        if (!(body.value("reasoning") instanceof JsonObject reasoning)) {
            return null;
        }
        if (reasoning.getBoolean("enabled", true)) {
            return JsonParts.string(reasoning, "effort");
        }
        return "none";
    }
}
