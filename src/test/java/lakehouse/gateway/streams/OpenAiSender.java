package lakehouse.gateway.streams;

import java.util.ArrayList;
import java.util.List;

/** OpenAI's format as vendors write it. The stream keeps to one vendor's habits, which chance chooses. */
final class OpenAiSender {
    private final Chance chance;
    private final String field;
    private final String none;
    private final boolean indexed;
    private final boolean allZero;
    private final boolean fromOne;
    private final String ids;
    private final boolean namesRepeat;
    private final boolean objects;
    private final String usage;
    private final boolean earlyFinish;
    private final boolean lostFinish;
    private final List<String> chunks = new ArrayList<>();

    private OpenAiSender(Chance chance, String reasoningField) {
        this.chance = chance;
        field = reasoningField;
        none = chance.one(
                ",\"finish_reason\":null",
                ",\"finish_reason\":null",
                "",
                ",\"finish_reason\":\"\"",
                ",\"finish_reason\":\"null\"",
                ",\"finish_reason\":\" \"",
                ",\"finish_reason\":false",
                ",\"finish_reason\":0",
                ",\"finish_reason\":\"None\"");
        indexed = !chance.in(4);
        allZero = indexed && chance.in(4);
        fromOne = indexed && !allZero && chance.in(6);
        ids = allZero
                ? chance.one("once", "repeated")
                : chance.one("once", "repeated", "late", "number", "missing", "empty", "null");
        namesRepeat = (ids.equals("repeated") || (indexed && ids.equals("once"))) && chance.in(3);
        objects = chance.in(5);
        usage = chance.one("own", "finish", "both", "again", "choice", "each", "late");
        earlyFinish = chance.in(5);
        lostFinish = chance.in(12);
    }

    static Sent stream(long seed, String reasoningField) {
        Chance chance = new Chance(seed);
        return new OpenAiSender(chance, reasoningField).send(chance.meaning(true));
    }

    private Sent send(Meaning meaning) {
        boolean[] broken = {false};
        List<List<String>> said = new ArrayList<>();
        List<Meaning.Said> expected = new ArrayList<>();
        boolean lost = lostFinish;
        for (int i = 0; i < meaning.choices().size(); i++) {
            Meaning.Said choice = meaning.choices().get(i);
            said.add(deltas(choice, i));
            expected.add(asSent(choice));
            lost &= choice.finish().equals("tool_calls");
        }
        if (chance.in(2)) {
            chunks.add(chunk(0, "{\"role\":\"assistant\",\"content\":\"\"}", none, ""));
        }
        String figures = meaning.prompt() == null
                ? ""
                : ",\"usage\":{\"prompt_tokens\":" + meaning.prompt() + ",\"completion_tokens\":5,\"total_tokens\":"
                        + (meaning.prompt() + 5) + "}";
        for (int i = 0; i < said.size(); i++) {
            List<String> deltas = said.get(i);
            int finishAt = lost ? -1 : earlyFinish ? chance.upTo(deltas.size()) : deltas.size();
            boolean beside = chance.in(4);
            String each = usage.equals("each") ? figures : "";
            for (int at = 0; at <= deltas.size(); at++) {
                boolean finishes = at == finishAt;
                if (finishes && beside && at < deltas.size()) {
                    chunks.add(chunk(i, deltas.get(at), finish(meaning.choices().get(i), figures), each));
                    continue;
                }
                if (finishes) {
                    String inChunk = usage.equals("finish") || usage.equals("both") ? figures : each;
                    chunks.add(chunk(
                            i,
                            chance.one("{}", "{\"content\":\"\"}", "{\"content\":null}", "null"),
                            finish(meaning.choices().get(i), figures),
                            inChunk));
                }
                if (at < deltas.size()) {
                    chunks.add(chunk(i, deltas.get(at), none, each));
                }
            }
        }
        if (usage.equals("again") && !lost) {
            chunks.add(chunk(0, "{\"content\":\"\"}", finish(meaning.choices().get(0), ""), figures));
        } else if (usage.equals("own")
                || usage.equals("both")
                || usage.equals("late")
                || lost
                || earlyFinish
                || usage.equals("finish")) {
            chunks.add("{\"id\":\"i\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[]"
                    + figures + "}");
        }
        boolean done = lost || !chance.in(5);
        String body = framed(broken) + (done ? "data: [DONE]\n\n" : "");
        Meaning meant = new Meaning(expected, meaning.prompt());
        // Cut behind an early finish nothing shows that more was to come.
        return earlyFinish ? Chance.uncut(body, meant, !broken[0]) : chance.cut(body, meant, !broken[0]);
    }

    private Meaning.Said asSent(Meaning.Said choice) {
        List<Meaning.Call> calls = new ArrayList<>();
        for (Meaning.Call call : choice.calls()) {
            String id = switch (ids) {
                case "missing", "empty", "null" -> "";
                case "number" -> String.valueOf(number(call));
                default -> call.id();
            };
            calls.add(new Meaning.Call(id, call.name(), call.arguments()));
        }
        return new Meaning.Said(choice.text(), choice.reasoning(), calls, choice.finish());
    }

    private static int number(Meaning.Call call) {
        return Math.abs(call.id().hashCode() % 100_000);
    }

    private String finish(Meaning.Said choice, String figures) {
        String word = switch (choice.finish()) {
            case "stop" -> chance.one("stop", "stop", "eos", "end_turn", "STOP");
            case "tool_calls" -> chance.one("tool_calls", "tool_calls", "stop", "end_turn", "tool_use", "STOP");
            case "length" -> chance.one("length", "max_tokens", "MAX_TOKENS");
            default -> chance.one("content_filter", "SAFETY");
        };
        String inChoice = usage.equals("choice") ? figures : "";
        return ",\"finish_reason\":\"" + word + "\"" + inChoice;
    }

    private List<String> deltas(Meaning.Said choice, int choiceIndex) {
        List<String> deltas = new ArrayList<>();
        chance.pieces(choice.reasoning())
                .forEach(piece -> deltas.add("{\"" + field + "\":" + chance.quoted(piece) + "}"));
        chance.pieces(choice.text()).forEach(piece -> {
            String quoted = chance.quoted(piece);
            deltas.add(
                    chance.in(12)
                            ? "{\"content\":[{\"type\":\"text\",\"text\":" + quoted + "}]}"
                            : "{\"content\":" + quoted + "}");
            if (chance.in(10)) {
                deltas.add(chance.one("{}", "{\"content\":null}", "{\"content\":\"\",\"tool_calls\":[]}"));
            }
        });
        for (int i = 0; i < choice.calls().size(); i++) {
            call(choice.calls().get(i), i, deltas);
        }
        return deltas;
    }

    private void call(Meaning.Call call, int position, List<String> deltas) {
        boolean oneDocument = !call.arguments().contains("}{");
        List<String> pieces = new ArrayList<>();
        if (chance.in(2) || ids.equals("late")) {
            pieces.add("");
        }
        if (chance.in(2)) {
            pieces.addAll(chance.pieces(call.arguments()));
        } else {
            pieces.add(call.arguments());
        }
        for (int i = 0; i < pieces.size(); i++) {
            boolean first = i == 0;
            StringBuilder piece = new StringBuilder("{");
            if (indexed) {
                piece.append("\"index\":")
                        .append(allZero ? 0 : fromOne ? position + 1 : position)
                        .append(',');
            }
            String id = switch (ids) {
                case "once" -> first ? chance.quoted(call.id()) : chance.one("", "null", "\"\"");
                case "repeated" -> chance.quoted(call.id());
                case "late" -> i == 1 ? chance.quoted(call.id()) : "";
                case "number" -> first ? String.valueOf(number(call)) : "";
                case "empty" -> "\"\"";
                case "null" -> chance.one("null", "\"null\"");
                default -> "";
            };
            if (!id.isEmpty()) {
                piece.append("\"id\":").append(id).append(',');
            }
            if (first || chance.in(2)) {
                piece.append("\"type\":\"function\",");
            }
            piece.append("\"function\":{");
            if (first || namesRepeat) {
                piece.append("\"name\":").append(chance.quoted(call.name())).append(',');
            } else if (chance.in(4)) {
                piece.append("\"name\":").append(chance.one("null", "\"\"")).append(',');
            }
            String arguments = pieces.get(i);
            boolean object = objects && oneDocument && arguments.equals("{}");
            piece.append("\"arguments\":")
                    .append(
                            object
                                    ? arguments
                                    : arguments.isEmpty() ? chance.one("\"\"", "null") : chance.quoted(arguments));
            deltas.add("{\"tool_calls\":[" + piece + "}}]}");
        }
    }

    private String chunk(int choice, String delta, String finish, String more) {
        return "{\"id\":\"i\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":"
                + choice + ",\"delta\":" + delta + finish + "}]" + more + (chance.in(8) ? ",\"error\":null" : "") + "}";
    }

    private String framed(boolean[] broken) {
        String end = chance.one("\n", "\n", "\r\n", "\r");
        StringBuilder body = new StringBuilder(chance.in(8) ? "\uFEFF" : "");
        int bad = chance.in(12) ? chance.upTo(chunks.size() - 1) : -1;
        for (int i = 0; i < chunks.size(); i++) {
            if (chance.in(8)) {
                body.append(chance.one(
                                ": keepalive",
                                ":",
                                ": OPENROUTER PROCESSING",
                                "event: ping" + end + "data:",
                                "data: ping",
                                "data: ",
                                "id: 7",
                                "retry: 5"))
                        .append(end)
                        .append(end);
            }
            String chunk = chunks.get(i);
            if (i == bad) {
                broken[0] = true;
                chunk = chance.one(
                        chunk.substring(0, chunk.length() / 2),
                        chunk.substring(chunk.length() / 2),
                        chunk.replace("\"choices\":[", "\"choices\":[" + "{"),
                        "{\"error\":{\"message\":\"m\",\"code\":\"502\"}}",
                        chunk + "}");
            }
            body.append("data:").append(chance.one(" ", "")).append(chunk);
            while (i + 1 < chunks.size() && i + 1 != bad && i != bad && chance.in(10)) {
                i++;
                body.append(chance.one(end + "data: ", "", " ", ",", end + "data:"))
                        .append(chunks.get(i));
            }
            body.append(end).append(end);
        }
        return body.toString();
    }

    static Sent reply(long seed, String reasoningField) {
        Chance chance = new Chance(seed);
        Meaning meaning = chance.meaning(true);
        OpenAiSender sender = new OpenAiSender(chance, reasoningField);
        return sender.whole(meaning);
    }

    private Sent whole(Meaning meaning) {
        List<Meaning.Said> expected = new ArrayList<>();
        StringBuilder choices = new StringBuilder();
        boolean cutCall = false;
        for (Meaning.Said choice : meaning.choices()) {
            expected.add(asSent(choice));
            StringBuilder calls = new StringBuilder();
            for (Meaning.Call call : choice.calls()) {
                String id = switch (ids) {
                    case "missing" -> "";
                    case "empty" -> "\"id\":\"\",";
                    case "null" -> "\"id\":null,";
                    case "number" -> "\"id\":" + number(call) + ",";
                    default -> "\"id\":" + chance.quoted(call.id()) + ",";
                };
                boolean cut = chance.in(15)
                        && choice.finish().equals("tool_calls")
                        && call.arguments().length() > 2;
                cutCall |= cut;
                boolean object = objects
                        && !call.arguments().contains("}{")
                        && call.arguments().equals("{}");
                String arguments =
                        cut ? call.arguments().substring(0, call.arguments().length() - 1) : call.arguments();
                calls.append(calls.isEmpty() ? "" : ",")
                        .append("{")
                        .append(id)
                        .append(chance.one("\"type\":\"function\",", ""))
                        .append("\"function\":{\"name\":")
                        .append(chance.quoted(call.name()))
                        .append(",\"arguments\":")
                        .append(object ? arguments : chance.quoted(arguments))
                        .append("}}");
            }
            String finish = choice.finish().equals("stop") || choice.finish().equals("tool_calls")
                    ? chance.one(finish(choice, ""), none)
                    : finish(choice, "");
            choices.append(choices.isEmpty() ? "" : ",")
                    .append("{\"index\":")
                    .append(expected.size() - 1)
                    .append(",\"message\":{\"role\":\"assistant\",\"content\":")
                    .append(choice.text().isEmpty() ? "null" : chance.quoted(choice.text()))
                    .append(
                            choice.reasoning().isEmpty()
                                    ? ""
                                    : ",\"" + field + "\":" + chance.quoted(choice.reasoning()))
                    .append(
                            calls.isEmpty()
                                    ? chance.one("", ",\"tool_calls\":[]", ",\"tool_calls\":null")
                                    : ",\"tool_calls\":[" + calls + "]")
                    .append("}")
                    .append(finish)
                    .append("}");
        }
        String figures = meaning.prompt() == null ? "" : ",\"usage\":{\"prompt_tokens\":" + meaning.prompt() + "}";
        String body = chance.one("", "\uFEFF", "\n \n") + "{\"id\":\"i\",\"choices\":[" + choices + "]" + figures + "}"
                + chance.one("", "\n");
        return chance.cut(body, new Meaning(expected, meaning.prompt()), !cutCall);
    }
}
