package lakehouse.gateway.streams;

import java.util.ArrayList;
import java.util.List;

/** Ollama's own API, one document on each line. */
final class OllamaSender {
    private final Chance chance;
    private final boolean ids;

    private OllamaSender(Chance chance) {
        this.chance = chance;
        ids = chance.in(2);
    }

    static Sent stream(long seed) {
        Chance chance = new Chance(seed);
        return new OllamaSender(chance).send(chance.meaning(false));
    }

    private Sent send(Meaning meaning) {
        Meaning.Said said = meaning.choices().get(0);
        List<Meaning.Call> calls = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        chance.pieces(said.reasoning())
                .forEach(piece -> lines.add(line("\"content\":\"\",\"thinking\":" + chance.quoted(piece), "")));
        chance.pieces(said.text()).forEach(piece -> lines.add(line("\"content\":" + chance.quoted(piece), "")));
        for (int i = 0; i < said.calls().size(); i++) {
            String all = call(said.calls().get(i), calls);
            while (i + 1 < said.calls().size() && chance.in(2)) {
                all += "," + call(said.calls().get(++i), calls);
            }
            lines.add(line("\"content\":\"\",\"tool_calls\":[" + all + "]", ""));
        }
        String done = ",\"done_reason\":" + reason(said)
                + (meaning.prompt() == null ? "" : ",\"prompt_eval_count\":" + meaning.prompt() + ",\"eval_count\":5");
        int at = chance.in(6) ? chance.upTo(lines.size()) : lines.size();
        lines.add(at, line("\"content\":\"\"", done));
        if (chance.in(8)) {
            lines.add(line("\"content\":\"\"", done));
        }
        boolean[] broken = {false};
        boolean early = at < lines.size() - 1;
        String body = framed(lines, broken);
        Meaning meant = new Meaning(
                List.of(new Meaning.Said(said.text(), said.reasoning(), calls, said.finish())), meaning.prompt());
        return early ? Chance.uncut(body, meant, !broken[0]) : chance.cut(body, meant, !broken[0]);
    }

    private String reason(Meaning.Said said) {
        return switch (said.finish()) {
            case "stop" -> chance.one("\"stop\"", "\"stop\"", "\"\"", "null", "\"load\"");
            case "tool_calls" -> chance.one("\"stop\"", "\"tool_calls\"", "\"\"");
            case "length" -> "\"length\"";
            default -> "\"content_filter\"";
        };
    }

    private String call(Meaning.Call call, List<Meaning.Call> calls) {
        String arguments =
                call.arguments().equals("{}") ? chance.one("{}", "\"{}\"", "null") : chance.quoted(call.arguments());
        calls.add(new Meaning.Call(ids ? call.id() : "", call.name(), call.arguments()));
        String id = ids ? "\"id\":" + chance.quoted(call.id()) + "," : chance.one("", "\"id\":\"\",", "\"id\":null,");
        return "{" + id + "\"function\":{\"index\":0,\"name\":" + chance.quoted(call.name()) + ",\"arguments\":"
                + arguments + "}}";
    }

    private static String line(String message, String done) {
        return "{\"model\":\"m\",\"created_at\":\"2023-08-04T08:52:19.385406455-07:00\",\"message\":{\"role\":\"assistant\","
                + message + "},\"done\":" + !done.isEmpty() + done + "}";
    }

    private String framed(List<String> lines, boolean[] broken) {
        String end = chance.one("\n", "\r\n");
        StringBuilder body = new StringBuilder(chance.in(8) ? "\uFEFF" : "");
        int bad = chance.in(12) ? chance.upTo(lines.size() - 1) : -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (i == bad) {
                broken[0] = true;
                line = chance.one(line.substring(0, line.length() - 2), line.substring(2), "{\"error\":\"m\"}");
            }
            body.append(line).append(i == bad || !chance.in(10) ? end + chance.one("", "", end) : chance.one("", " "));
        }
        return body.toString();
    }

    static Sent reply(long seed) {
        Chance chance = new Chance(seed);
        Meaning meaning = chance.meaning(false);
        Meaning.Said said = meaning.choices().get(0);
        OllamaSender sender = new OllamaSender(chance);
        List<Meaning.Call> calls = new ArrayList<>();
        StringBuilder all = new StringBuilder();
        said.calls().forEach(call -> all.append(all.isEmpty() ? "" : ",").append(sender.call(call, calls)));
        String done = ",\"done_reason\":" + sender.reason(said)
                + (meaning.prompt() == null ? "" : ",\"prompt_eval_count\":" + meaning.prompt() + ",\"eval_count\":5");
        String message = "\"content\":" + chance.quoted(said.text())
                + (said.reasoning().isEmpty() ? "" : ",\"thinking\":" + chance.quoted(said.reasoning()))
                + (all.isEmpty() ? "" : ",\"tool_calls\":[" + all + "]");
        return chance.cut(
                chance.one("", "\uFEFF", "\n") + line(message, done),
                new Meaning(
                        List.of(new Meaning.Said(said.text(), said.reasoning(), calls, said.finish())),
                        meaning.prompt()),
                true);
    }
}
