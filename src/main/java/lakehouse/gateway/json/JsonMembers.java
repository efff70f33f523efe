package lakehouse.gateway.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds where the top-level members of a JSON object stand. It trusts that the bytes were checked to be one valid JSON
 * object, so it only has to step over strings and count brackets. UTF-8 never uses an ASCII byte inside a longer
 * character, so it can work on bytes.
 */
final class JsonMembers {
    /** One member: its decoded name, and the byte range of the pair and of the value, ends exclusive. */
    record Member(String name, int start, int valueStart, int end) {}

    private final byte[] bytes;
    private int at;

    private JsonMembers(byte[] bytes) {
        this.bytes = bytes;
    }

    static List<Member> of(byte[] object) throws MalformedJsonException {
        return new JsonMembers(object).scan();
    }

    private List<Member> scan() throws MalformedJsonException {
        List<Member> members = new ArrayList<>();
        skipTo('{');
        at++;
        while (true) {
            skipSpaceAndCommas();
            if (bytes[at] == '}') {
                return members;
            }
            int start = at;
            skipString();
            String name = name(start, at);
            skipTo(':');
            at++;
            skipSpaceAndCommas();
            int valueStart = at;
            skipValue();
            members.add(new Member(name, start, valueStart, at));
        }
    }

    private String name(int start, int end) throws MalformedJsonException {
        String quoted = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        if (quoted.indexOf('\\') < 0) {
            return quoted.substring(1, quoted.length() - 1);
        }
        return ((jakarta.json.JsonString) JsonSyntax.value(quoted)).getString();
    }

    private void skipValue() {
        int depth = 0;
        do {
            switch (bytes[at]) {
                case '"' -> skipString();
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                default -> skipPlain(depth);
            }
        } while (depth > 0);
    }

    /** Inside a container any byte is stepped over; at the top a number or literal ends at a separator. */
    private void skipPlain(int depth) {
        if (depth > 0) {
            at++;
            return;
        }
        while (bytes[at] != ',' && bytes[at] != '}' && bytes[at] > ' ') {
            at++;
        }
    }

    private void skipString() {
        at++;
        while (bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        at++;
    }

    private void skipSpaceAndCommas() {
        while (bytes[at] == ',' || (bytes[at] <= ' ' && bytes[at] >= 0)) {
            at++;
        }
    }

    private void skipTo(char wanted) {
        while (bytes[at] != wanted) {
            at++;
        }
    }
}
