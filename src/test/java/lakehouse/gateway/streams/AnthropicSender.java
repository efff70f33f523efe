package lakehouse.gateway.streams;

import java.util.ArrayList;
import java.util.List;

/** The Messages API as vendors and front ends write it. */
final class AnthropicSender {
    private final Chance chance;
    private final boolean typed;
    private final boolean named;
    private final boolean ids;
    private final List<String[]> events = new ArrayList<>();

    private AnthropicSender(Chance chance) {
        this.chance = chance;
        typed = !chance.in(6);
        named = !typed || !chance.in(4);
        ids = !chance.in(5);
    }

    static Sent stream(long seed) {
        Chance chance = new Chance(seed);
        return new AnthropicSender(chance).send(chance.meaning(false));
    }

    private Sent send(Meaning meaning) {
        Meaning.Said said = meaning.choices().get(0);
        boolean[] broken = {false};
        Integer input = meaning.prompt();
        String usage = input == null ? "" : ",\"usage\":{\"input_tokens\":" + input + ",\"output_tokens\":1}";
        add(
                "message_start",
                "\"message\":{\"id\":\"msg\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[]"
                        + usage + "}");
        if (chance.in(15)) {
            events.add(events.get(0));
        }
        int index = 0;
        boolean early = chance.in(6);
        boolean late = chance.in(4);
        if (!said.reasoning().isEmpty()) {
            block(index++, "thinking", said.reasoning());
        }
        if (early) {
            finish(said, meaning, late);
        }
        if (!said.text().isEmpty()) {
            block(index++, "text", said.text());
        }
        for (Meaning.Call call : said.calls()) {
            call(index++, call);
        }
        if (chance.in(25)) {
            broken[0] = true;
            add("message_start", "\"message\":{\"id\":\"other\",\"model\":\"m\",\"content\":[]}");
        }
        if (!early) {
            finish(said, meaning, late);
        }
        if (late && meaning.prompt() != null) {
            add("message_delta", "\"delta\":{},\"usage\":{\"output_tokens\":5}");
        }
        if (!chance.in(4)) {
            add("message_stop", "\"x\":1");
        }
        List<Meaning.Call> calls = new ArrayList<>();
        said.calls().forEach(call -> calls.add(new Meaning.Call(ids ? call.id() : "", call.name(), call.arguments())));
        String body = framed(broken);
        Meaning meant =
                new Meaning(List.of(new Meaning.Said(said.text(), said.reasoning(), calls, said.finish())), input);
        return early ? Chance.uncut(body, meant, !broken[0]) : chance.cut(body, meant, !broken[0]);
    }

    private void add(String type, String members) {
        events.add(new String[] {type, "{" + (typed ? "\"type\":\"" + type + "\"," : "") + members + "}"});
    }

    private void block(int index, String kind, String text) {
        boolean opened = !chance.in(8);
        if (opened) {
            add(
                    "content_block_start",
                    "\"index\":" + index + ",\"content_block\":{\"type\":\"" + kind + "\",\"" + kind + "\":\"\"}");
        }
        for (String piece : chance.pieces(text)) {
            add(
                    "content_block_delta",
                    "\"index\":" + index + ",\"delta\":{\"type\":\"" + kind + "_delta\",\"" + kind + "\":"
                            + chance.quoted(piece) + "}");
        }
        if (!chance.in(8)) {
            add("content_block_stop", "\"index\":" + index);
        }
    }

    private void call(int index, Meaning.Call call) {
        boolean whole = call.arguments().equals("{}") && chance.in(2);
        String id = ids ? "\"id\":" + chance.quoted(call.id()) + "," : chance.one("", "\"id\":\"\",", "\"id\":null,");
        add(
                "content_block_start",
                "\"index\":" + index + ",\"content_block\":{\"type\":\"tool_use\"," + id + "\"name\":"
                        + chance.quoted(call.name()) + ",\"input\":{}}");
        if (!whole) {
            for (String piece : chance.pieces(call.arguments())) {
                add(
                        "content_block_delta",
                        "\"index\":" + index + ",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":"
                                + chance.quoted(piece) + "}");
            }
        }
        if (!chance.in(8)) {
            add("content_block_stop", "\"index\":" + index);
        }
    }

    private void finish(Meaning.Said said, Meaning meaning, boolean late) {
        String word = switch (said.finish()) {
            case "stop" -> chance.one("end_turn", "stop_sequence", "stop");
            case "tool_calls" -> chance.one("tool_use", "tool_use", "end_turn", "stop");
            case "length" -> "max_tokens";
            default -> "refusal";
        };
        if (chance.in(5)) {
            add("message_delta", "\"delta\":{\"stop_reason\":" + chance.one("null", "\"\"", "\"null\"") + "}");
        }
        String usage = late || meaning.prompt() == null ? "" : ",\"usage\":{\"output_tokens\":5}";
        add("message_delta", "\"delta\":{\"stop_reason\":\"" + word + "\",\"stop_sequence\":null}" + usage);
    }

    private String framed(boolean[] broken) {
        StringBuilder body = new StringBuilder(chance.in(8) ? "\uFEFF" : "");
        String end = chance.one("\n", "\r\n");
        int bad = chance.in(12) ? chance.upTo(events.size() - 1) : -1;
        for (int i = 0; i < events.size(); i++) {
            String[] event = events.get(i);
            if (chance.in(8)) {
                body.append(chance.one(
                                ": ping",
                                "event: ping" + end + "data: {\"type\":\"ping\"}",
                                "event: later" + end + "data: {\"type\":\"later\"}"))
                        .append(end)
                        .append(end);
            }
            if (named) {
                body.append("event: ").append(event[0]).append(end);
            }
            String data = event[1];
            if (i == bad) {
                broken[0] = true;
                data = chance.one(
                        data.substring(0, data.length() - 1),
                        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"m\"}}",
                        data.substring(1));
            }
            body.append("data: ").append(data);
            if (typed && i != bad && i + 1 < events.size() && i + 1 != bad && chance.in(10)) {
                body.append(chance.one(end + "data: ", "", " ")).append(events.get(++i)[1]);
            }
            body.append(end).append(end);
        }
        return body.append(chance.in(6) ? "data: [DONE]\n\n" : "").toString();
    }

    static Sent reply(long seed) {
        Chance chance = new Chance(seed);
        Meaning meaning = chance.meaning(false);
        Meaning.Said said = meaning.choices().get(0);
        boolean given = !chance.in(5);
        List<Meaning.Call> calls = new ArrayList<>();
        StringBuilder blocks = new StringBuilder();
        if (!said.reasoning().isEmpty()) {
            blocks.append("{\"type\":\"thinking\",\"thinking\":")
                    .append(chance.quoted(said.reasoning()))
                    .append("},");
        }
        if (!said.text().isEmpty()) {
            blocks.append("{\"type\":\"text\",\"text\":")
                    .append(chance.quoted(said.text()))
                    .append("},");
        }
        for (Meaning.Call call : said.calls()) {
            String arguments = "{\"a\":1}";
            calls.add(new Meaning.Call(given ? call.id() : "", call.name(), arguments));
            blocks.append("{\"type\":\"tool_use\",")
                    .append(
                            given
                                    ? "\"id\":" + chance.quoted(call.id()) + ","
                                    : chance.one("", "\"id\":\"\",", "\"id\":null,"))
                    .append("\"name\":")
                    .append(chance.quoted(call.name()))
                    .append(",\"input\":")
                    .append(chance.one(arguments, chance.quoted(arguments)))
                    .append("},");
        }
        String content = blocks.isEmpty() ? "" : blocks.substring(0, blocks.length() - 1);
        String word = switch (said.finish()) {
            case "stop" -> chance.one("\"end_turn\"", "\"\"", "null");
            case "tool_calls" -> chance.one("\"tool_use\"", "\"end_turn\"", "\"null\"", "null");
            case "length" -> "\"max_tokens\"";
            default -> "\"refusal\"";
        };
        String usage = meaning.prompt() == null
                ? ""
                : ",\"usage\":{\"input_tokens\":" + meaning.prompt() + ",\"output_tokens\":5}";
        String body = chance.one("", "\uFEFF", "\n")
                + "{\"id\":\"msg\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[" + content
                + "],\"stop_reason\":" + word + usage + "}";
        return chance.cut(
                body,
                new Meaning(
                        List.of(new Meaning.Said(said.text(), said.reasoning(), calls, said.finish())),
                        meaning.prompt()),
                true);
    }
}
