package lakehouse.gateway.requests;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.Set;
import java.util.TreeSet;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.MalformedJsonException;
import org.junit.jupiter.api.Test;

class OpenAiRequestsTest {
    @Test
    void makesTheSameRequestOfTheSameSeed() {
        assertThat(OpenAiRequests.random(7)).isEqualTo(OpenAiRequests.random(7)).isNotEqualTo(OpenAiRequests.random(8));
    }

    @Test
    void makesRequestsOfAllKinds() {
        Set<String> seen = new TreeSet<>();
        for (long seed = 0; seed < 3_000; seed++) {
            JsonObject request = parsed(seed);
            seen.addAll(request.keySet());
            for (JsonObject message : JsonParts.objects(request.get("messages"))) {
                seen.add("role " + message.getString("role"));
                if (message.get("content") instanceof JsonArray parts) {
                    JsonParts.objects(parts).forEach(part -> seen.add("part " + JsonParts.textOf(part, "type")));
                }
            }
        }

        assertThat(seen)
                .contains("part text", "part image_url", "part file", "part input_audio", "part refusal")
                .contains("role system", "role developer", "role user", "role assistant", "role tool")
                .contains("tools", "tool_choice", "response_format", "stop", "thinking", "reasoning_effort", "n");
    }

    /** What OpenAI itself checks: each call has its result behind it, and no result stands without its call. */
    @Test
    void keepsCallsAndResultsTogether() {
        for (long seed = 0; seed < 3_000; seed++) {
            int open = 0;
            for (JsonObject message : JsonParts.objects(parsed(seed).get("messages"))) {
                if (message.getString("role").equals("tool")) {
                    open--;
                } else {
                    assertThat(open).as("seed %d", seed).isZero();
                }
                open += JsonParts.objects(message.get("tool_calls")).size();
            }
            assertThat(open).as("seed %d", seed).isZero();
        }
    }

    private static JsonObject parsed(long seed) {
        try {
            return JsonDocument.parse(OpenAiRequests.random(seed)).tree();
        } catch (MalformedJsonException e) {
            throw new AssertionError("seed " + seed + ": " + OpenAiRequests.random(seed), e);
        }
    }
}
