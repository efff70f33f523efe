package lakehouse.gateway.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The fields of a request beside messages and tools. */
final class RandomFields {
    private final Dice dice;

    RandomFields(Dice dice) {
        this.dice = dice;
    }

    void addTo(Members request) {
        sampling(request);
        limits(request);
        stop(request);
        effort(request);
        format(request);
        stream(request);
        labels(request);
        rest(request);
    }

    private void sampling(Members request) {
        maybe(request, 3, "temperature", dice.one("0", "1", "1.0", "0.7", "2", "1.5", "1e0", "0.0000001", "null"));
        maybe(request, 5, "top_p", dice.one("1", "0", "0.9", "1.0", "9e-1", "null"));
        maybe(request, 12, "frequency_penalty", dice.one("0", "-2", "0.5", "null"));
        maybe(request, 12, "presence_penalty", dice.one("0", "2.0", "null"));
        maybe(request, 12, "seed", dice.one("0", "42", "9007199254740993", "-1", "null"));
        maybe(request, 12, "logit_bias", dice.one("{}", "{\"50256\":-100}", "null"));
        maybe(request, 12, "n", dice.one("1", "2", "1.0", "null"));
        if (dice.onceIn(15)) {
            request.put("logprobs", dice.one("true", "false", "null"));
            maybe(request, 2, "top_logprobs", dice.one("0", "5", "20", "null"));
        }
    }

    private void limits(Members request) {
        maybe(
                request,
                3,
                "max_tokens",
                dice.one("1", "16", "1024", "1025", "4096", "8192.0", "1e3", "64000", "1000000", "null"));
        maybe(request, 3, "max_completion_tokens", dice.one("1", "100", "2048", "32000", "128000", "200001", "null"));
    }

    private void stop(Members request) {
        if (!dice.onceIn(4)) {
            return;
        }
        request.put(
                "stop", dice.one("null", "[]", "\"END\"", "\"\\n\"", "\"\"", "\" \"", stops(1), stops(4), stops(6)));
    }

    private String stops(int count) {
        List<String> all = new ArrayList<>();
        IntStream.range(0, count)
                .forEach(i ->
                        all.add(dice.one("\"</s>\"", "\"\\n\\n\"", "\"\"", "\"User:\"", "\"🛑\"", "\"END" + i + "\"")));
        return Members.list(all);
    }

    private void effort(Members request) {
        maybe(
                request,
                4,
                "reasoning_effort",
                dice.one("\"none\"", "\"minimal\"", "\"low\"", "\"medium\"", "\"high\"", "\"xhigh\"", "null"));
        maybe(
                request,
                20,
                "reasoning",
                dice.one(
                        "{\"effort\":\"low\"}",
                        "{\"enabled\":false}",
                        "{\"enabled\":true}",
                        "{\"max_tokens\":2000}",
                        "{\"effort\":\"max\",\"exclude\":false}",
                        "{}",
                        "null"));
        maybe(
                request,
                20,
                "thinking",
                dice.one(
                        "{\"type\":\"enabled\",\"keep\":\"all\"}",
                        "{\"type\":\"enabled\"}",
                        "{\"type\":\"disabled\"}",
                        "{\"type\":\"enabled\",\"budget_tokens\":100}",
                        "{\"type\":\"enabled\",\"budget_tokens\":4096}",
                        "{\"type\":\"adaptive\"}",
                        "null"));
    }

    private void format(Members request) {
        if (!dice.onceIn(6)) {
            return;
        }
        RandomSchemas schemas = new RandomSchemas(dice);
        request.put(
                "response_format",
                dice.one(
                        "null",
                        "{\"type\":\"text\"}",
                        "{\"type\":\"json_object\"}",
                        schema("true", schemas.strict(3)),
                        schema("false", schemas.object(3)),
                        schema("null", schemas.object(2)),
                        "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"bare\"}}"));
    }

    private static String schema(String strict, String schema) {
        return new Members()
                .text("type", "json_schema")
                .put(
                        "json_schema",
                        new Members()
                                .text("name", "answer")
                                .text("description", "how to answer")
                                .put("strict", strict)
                                .put("schema", schema)
                                .toString())
                .toString();
    }

    private void stream(Members request) {
        if (dice.onceIn(2)) {
            request.put("stream", dice.one("true", "true", "false", "null"));
            maybe(
                    request,
                    2,
                    "stream_options",
                    dice.one(
                            "{\"include_usage\":true}",
                            "{\"include_usage\":true,\"include_obfuscation\":false}",
                            "null"));
        }
    }

    private void labels(Members request) {
        maybe(
                request,
                8,
                "metadata",
                dice.one("{}", "{\"trace\":\"t1\",\"session\":\"s\"}", "{\"user_id\":\"u\"}", "null"));
        maybe(
                request,
                6,
                "user",
                dice.one(
                        "\"user-1\"",
                        "\"\"",
                        "\"" + "u".repeat(300) + "\"",
                        "\"jane@example.org\"",
                        "\"Zoë\"",
                        "null"));
        maybe(request, 12, "safety_identifier", dice.one("\"sha-1234\"", "\"\"", "null"));
        maybe(request, 12, "prompt_cache_key", dice.one("\"key-1\"", "\"\"", "null"));
        maybe(request, 20, "prompt_cache_retention", dice.one("\"24h\"", "null"));
        maybe(request, 12, "service_tier", dice.one("\"auto\"", "\"default\"", "\"flex\"", "\"priority\"", "null"));
        maybe(request, 12, "store", dice.one("true", "false", "null"));
    }

    private void rest(Members request) {
        maybe(request, 12, "verbosity", dice.one("\"low\"", "\"high\"", "null"));
        maybe(request, 15, "modalities", dice.one("[\"text\"]", "null"));
        maybe(request, 20, "prediction", dice.one("{\"type\":\"content\",\"content\":\"guess\"}", "null"));
        maybe(request, 25, "audio", dice.one("{\"voice\":\"alloy\",\"format\":\"wav\"}", "null"));
        maybe(request, 25, "web_search_options", dice.one("{}", "{\"search_context_size\":\"low\"}", "null"));
        maybe(request, 25, "top_k", dice.one("40", "1", "null"));
    }

    private void maybe(Members request, int times, String name, String json) {
        if (dice.onceIn(times)) {
            request.put(name, json);
        }
    }
}
