package lakehouse.gateway.streams;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.LoneSurrogates;

/** Chance, by seed. */
final class Chance {
    private static final List<String> WORDS = List.of(
            "one ",
            "two",
            " three",
            "\n\n",
            "Grüezi ",
            "日本",
            "🦊",
            "👩‍🚀",
            "\"quoted\"",
            "\\",
            "{\"a\":",
            "}",
            "[DONE]",
            "data: x",
            "\u2028",
            "\r\n",
            " ",
            "\u0001",
            "</think>",
            "null");
    private static final List<String> NAMES = List.of("get_weather", "read_file", "f", "Bash");
    private static final List<String> ARGUMENTS = List.of(
            "{\"city\":\"Zürich\"}",
            "{}",
            "{\"a\":1}{\"b\":2}",
            "{\"path\":\"C:\\\\dir\\\\{x\",\"list\":[1,[2,{}]],\"q\":\"\\\"\"}",
            "{\"emoji\":\"🦊\",\"n\":1e2, \"t\":true}",
            "{\"code\":\"if (a) { return \\\"}\\\"; }\"}");

    private final Random random;

    Chance(long seed) {
        random = new Random(seed);
        random.nextLong();
    }

    boolean in(int times) {
        return random.nextInt(times) == 0;
    }

    int upTo(int most) {
        return random.nextInt(most + 1);
    }

    @SafeVarargs
    final <T> T one(T... values) {
        return values[random.nextInt(values.length)];
    }

    String text() {
        StringBuilder text = new StringBuilder("said");
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return text.append('.').toString();
    }

    String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    String arguments() {
        return ARGUMENTS.get(random.nextInt(ARGUMENTS.size()));
    }

    /** The text in pieces, also between the halves of a character. */
    List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int to = Math.min(text.length(), at + 1 + random.nextInt(8));
            pieces.add(text.substring(at, to));
            at = to;
        }
        return pieces;
    }

    /** As it stands in JSON, now and then with escapes only. */
    String quoted(String text) {
        String quoted = LoneSurrogates.escaped(JsonParts.quoted(text));
        if (!in(4)) {
            return quoted;
        }
        StringBuilder ascii = new StringBuilder();
        quoted.chars().forEach(c -> ascii.append(c < 128 ? String.valueOf((char) c) : String.format("\\u%04X", c)));
        return ascii.toString();
    }

    /** As it is. */
    static Sent uncut(String body, Meaning meaning, boolean whole) {
        return new Sent(body.getBytes(StandardCharsets.UTF_8), meaning, whole, false);
    }

    /** Most are whole, some are cut anywhere. */
    Sent cut(String body, Meaning meaning, boolean whole) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (!in(6)) {
            return new Sent(bytes, meaning, whole, false);
        }
        return new Sent(java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)), meaning, false, true);
    }

    /** A meaning; the ids of its calls are as the provider has them. */
    Meaning meaning(boolean severalChoices) {
        List<Meaning.Said> choices = new ArrayList<>();
        int count = severalChoices && in(6) ? 2 : 1;
        for (int i = 0; i < count; i++) {
            List<Meaning.Call> calls = new ArrayList<>();
            for (int calling = in(2) ? upTo(3) : 0; calling > 0; calling--) {
                calls.add(new Meaning.Call("call_" + i + calls.size() + random.nextInt(99), name(), arguments()));
            }
            String finish = in(10) ? one("length", "content_filter") : calls.isEmpty() ? "stop" : "tool_calls";
            choices.add(new Meaning.Said(calls.isEmpty() || in(2) ? text() : "", in(3) ? text() : "", calls, finish));
        }
        return new Meaning(choices, in(4) ? null : 10 + upTo(90));
    }
}
