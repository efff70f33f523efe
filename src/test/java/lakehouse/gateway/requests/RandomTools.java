package lakehouse.gateway.requests;

import java.util.ArrayList;
import java.util.List;

/** Tools that a request offers, and calls of them. */
final class RandomTools {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

    private final Dice dice;
    private final RandomSchemas schemas;
    private final List<String> names = new ArrayList<>();
    private final boolean offered;
    private int calls;

    RandomTools(Dice dice) {
        this.dice = dice;
        this.schemas = new RandomSchemas(dice);
        this.offered = dice.onceIn(2);
        int count = dice.onceIn(100) ? 130 : dice.between(1, 4);
        for (int i = 0; i < count; i++) {
            names.add(name(i));
        }
    }

    private String name(int at) {
        String mark = dice.mark();
        return switch (dice.between(0, 12)) {
            case 0 -> mark + "_" + dice.word(LETTERS, 63 - mark.length());
            case 1 -> "mcp__server__" + mark;
            case 2 -> mark + "-" + at;
            case 3 -> "_" + mark;
            case 4 -> "0" + mark;
            default -> "get_" + mark;
        };
    }

    /** Whether the history may hold calls; some clients send a history of calls and no tools. */
    boolean inHistory() {
        return offered ? !dice.onceIn(3) : dice.onceIn(6);
    }

    /** A call as a message holds it, and its id. */
    record Call(String id, String json) {}

    Call call() {
        String id = id();
        String name = dice.onceIn(25) ? "gone_" + dice.mark() : names.get(dice.between(0, names.size() - 1));
        if (dice.onceIn(60)) {
            return new Call(
                    id,
                    new Members()
                            .text("id", id)
                            .text("type", "custom")
                            .put(
                                    "custom",
                                    new Members()
                                            .text("name", name)
                                            .put("input", dice.quotedSaid())
                                            .toString())
                            .toString());
        }
        Members function = new Members().text("name", name).put("arguments", arguments());
        Members call = new Members().text("id", id);
        if (!dice.onceIn(20)) {
            call.text("type", "function");
        }
        return new Call(id, call.put("function", function.toString()).toString());
    }

    private String id() {
        int number = calls++;
        return switch (dice.between(0, 24)) {
            case 0 -> "functions.Bash:" + number;
            case 1 -> "get_weather_0";
            case 2 -> "";
            case 3 -> "call_" + "x".repeat(90) + number;
            case 4 -> "call|" + number + "|fc_1";
            case 5 -> "ruf-größe-" + number;
            case 6 -> "call 1";
            case 7 -> "call.1";
            case 8 -> "call_1";
            case 9 -> String.valueOf(number);
            default -> "call_" + dice.word(LETTERS.substring(0, 62), 24);
        };
    }

    /** Arguments as a value of JSON, nearly always a text. */
    private String arguments() {
        String mark = dice.mark();
        return switch (dice.between(0, 19)) {
            case 0 -> "\"\"";
            case 1 -> "\"{}\"";
            case 2 -> "\"[\\\"" + mark + "\\\",1]\"";
            case 3 -> "\"not json " + mark + "\"";
            case 4 -> "\"{\\\"q\\\":\\\"" + mark + "\"";
            case 5 -> "\"{\\\"a\\\":{\\\"b\\\":[{\\\"c\\\":\\\"" + mark + "\\\"}]},\\\"d\\\":1e3,\\\"e\\\":1.0}\"";
            case 6 -> "\"{\\\"ü\\\":\\\"" + mark + " \\\\ud83e\\\\udd8a\\\"}\"";
            case 7 -> "\"null\"";
            case 8 -> "\"\\\"" + mark + "\\\"\"";
            case 9 -> "\" \\n{ \\\"q\\\" : \\\"" + mark + "\\\" } \"";
            case 10 -> "\"{\\\"big\\\":12345678901234567890,\\\"q\\\":\\\"" + mark + "\\\"}\"";
            case 11 -> "{\"q\":\"" + mark + "\"}";
            default -> "\"{\\\"q\\\":\\\"" + mark + "\\\",\\\"n\\\":2}\"";
        };
    }

    void addTo(Members request) {
        if (!offered) {
            if (dice.onceIn(6)) {
                request.put("tools", dice.one("[]", "null"));
            }
            if (dice.onceIn(15)) {
                request.put("tool_choice", dice.one("\"none\"", "\"auto\"", "null"));
            }
            if (dice.onceIn(15)) {
                request.put("parallel_tool_calls", dice.one("true", "false", "null"));
            }
            return;
        }
        List<String> tools = new ArrayList<>();
        names.forEach(name -> tools.add(tool(name)));
        request.put("tools", Members.list(tools));
        if (dice.onceIn(3)) {
            request.put("tool_choice", choice());
        }
        if (dice.onceIn(4)) {
            request.put("parallel_tool_calls", dice.one("true", "false", "null"));
        }
    }

    private String tool(String name) {
        if (dice.onceIn(200)) {
            return new Members()
                    .text("type", "custom")
                    .put(
                            "custom",
                            new Members()
                                    .text("name", name)
                                    .put("format", "{\"type\":\"text\"}")
                                    .toString())
                    .toString();
        }
        Members function = new Members().text("name", name);
        switch (dice.between(0, 5)) {
            case 0 -> {}
            case 1 -> function.put("description", dice.one("null", "\"\""));
            default -> function.put("description", dice.quotedSaid());
        }
        switch (dice.between(0, 9)) {
            case 0 -> {}
            case 1 -> function.put("parameters", "null");
            case 2 -> function.put("parameters", schemas.strict(2)).put("strict", "true");
            default -> function.put("parameters", schemas.parameters());
        }
        if (dice.onceIn(8)) {
            function.put("strict", dice.one("false", "null"));
        }
        return new Members()
                .text("type", "function")
                .put("function", function.toString())
                .toString();
    }

    private String choice() {
        String named = "{\"type\":\"function\",\"function\":{\"name\":" + quoted(names.get(0)) + "}}";
        return dice.one(
                "\"auto\"",
                "\"none\"",
                "\"required\"",
                "null",
                named,
                "{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"" + dice.one("auto", "required")
                        + "\",\"tools\":[" + named + "]}}");
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
