package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import lakehouse.gateway.json.JsonParts;

/**
 * Marks of where the prompt may be cached: four at most, and none of an hour behind one of five minutes. The last ones are
 * kept, because each covers all that stands before it. See platform.claude.com/docs/en/build-with-claude/prompt-caching.
 * For one thread.
 */
final class AnthropicCacheMarks {
    private static final String MARK = "cache_control";
    private static final int MOST = 4;

    private final AnthropicRepairs repairs;
    private int surplus;
    private boolean shortSeen;

    private AnthropicCacheMarks(AnthropicRepairs repairs) {
        this.repairs = repairs;
    }

    /** Tools, rules and turns as they are sent. */
    record Marked(JsonArray tools, JsonValue system, JsonArray turns) {
        Marked limited(AnthropicRepairs repairs) {
            int marks = count(tools) + count(system);
            for (JsonObject turn : JsonParts.objects(turns)) {
                marks += count(turn.get("content"));
            }
            if (marks == 0) {
                return this;
            }
            AnthropicCacheMarks limits = new AnthropicCacheMarks(repairs);
            limits.surplus = marks - MOST;
            return new Marked(
                    limits.blocks(tools),
                    system instanceof JsonArray rules ? limits.blocks(rules) : system,
                    limits.turns(turns));
        }
    }

    private static int count(@org.jspecify.annotations.Nullable JsonValue blocks) {
        int count = 0;
        for (JsonObject block : JsonParts.objects(blocks)) {
            count += block.containsKey(MARK) ? 1 : 0;
        }
        return count;
    }

    private JsonArray turns(JsonArray turns) {
        JsonArrayBuilder limited = JsonParts.array();
        for (JsonObject turn : JsonParts.objects(turns)) {
            limited.add(count(turn.get("content")) == 0 ? turn : turn(turn));
        }
        return limited.build();
    }

    private JsonObject turn(JsonObject turn) {
        return JsonParts.object(turn)
                .add("content", blocks(turn.getJsonArray("content")))
                .build();
    }

    private JsonArray blocks(JsonArray blocks) {
        if (count(blocks) == 0) {
            return blocks;
        }
        JsonArrayBuilder limited = JsonParts.array();
        for (JsonValue block : blocks) {
            limited.add(block instanceof JsonObject object && object.containsKey(MARK) ? marked(object) : block);
        }
        return limited.build();
    }

    private JsonObject marked(JsonObject block) {
        if (surplus-- > 0) {
            repairs.note("cache_control_left_out; a request may have " + MOST + " marks, and the last ones count");
            return JsonParts.object(block).remove(MARK).build();
        }
        if (!(block.get(MARK) instanceof JsonObject mark)) {
            return JsonParts.object(block).remove(MARK).build();
        }
        boolean hour = "1h".equals(JsonParts.string(mark, "ttl"));
        if (hour && shortSeen) {
            repairs.note("cache_control_shortened; a mark of an hour must not stand behind one of five minutes");
            JsonObjectBuilder shorter = JsonParts.object(mark).remove("ttl");
            return JsonParts.object(block).add(MARK, shorter).build();
        }
        shortSeen |= !hour;
        return block;
    }
}
