package lakehouse.gateway.audit.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code .gateway-audit.yml}, the decisions about findings that a repository keeps. It is YAML of the plainest kind: one
 * list of flat entries. All else is refused with its line, so that nothing is taken for a decision that is none.
 */
final class Judgements {
    static final String FILE = ".gateway-audit.yml";

    private static final Pattern MEMBER = Pattern.compile("(\\s+)(- )?([a-z]+):\\s*(.*)");
    private static final Set<String> NAMES = Set.of("fingerprint", "state", "reason", "owner", "date", "until");
    private static final List<String> NEEDED = List.of("fingerprint", "state", "reason", "owner", "date");

    private final List<Map<String, String>> entries = new ArrayList<>();
    private int line;

    private Judgements() {}

    /** The decisions as a JSON list. */
    static String json(String yaml) {
        Judgements judgements = new Judgements();
        yaml.lines().forEach(judgements::read);
        StringBuilder json = new StringBuilder("[");
        for (Map<String, String> entry : judgements.entries) {
            judgements.checkNeeded(entry);
            json.append(json.length() == 1 ? "{" : ",{");
            int begin = json.length();
            entry.forEach((name, value) -> {
                if (json.length() > begin) {
                    json.append(',');
                }
                JsonText.quote(json, name);
                json.append(':');
                JsonText.quote(json, value);
            });
            json.append('}');
        }
        return json.append(']').toString();
    }

    private void read(String text) {
        line++;
        if (text.isBlank() || text.stripLeading().startsWith("#") || text.equals("---")) {
            return;
        }
        if (text.strip().equals("findings:") || text.strip().equals("findings: []")) {
            return;
        }
        Matcher member = MEMBER.matcher(text);
        if (text.indexOf('\t') >= 0 || !member.matches() || !NAMES.contains(member.group(3))) {
            throw wrong("this is none of " + String.join(", ", NEEDED) + ", until in an entry of findings");
        }
        if (member.group(2) != null) {
            entries.add(new LinkedHashMap<>());
        }
        if (entries.isEmpty()) {
            throw wrong("an entry begins with \"- \"");
        }
        if (entries.get(entries.size() - 1).put(member.group(3), value(member.group(4))) != null) {
            throw wrong(member.group(3) + " stands twice in an entry");
        }
    }

    private String value(String written) {
        String text = written.strip();
        if (text.startsWith("\"") || text.startsWith("'")) {
            char quote = text.charAt(0);
            int end = text.indexOf(quote, 1);
            String rest = end < 0 ? "?" : text.substring(end + 1).strip();
            if (end < 0 || text.contains("\\") || !(rest.isEmpty() || rest.startsWith("#"))) {
                throw wrong("a text in quotes ends on its line, without a backslash or the same quote in it");
            }
            return text.substring(1, end);
        }
        int comment = text.indexOf(" #");
        String plain = (comment < 0 ? text : text.substring(0, comment)).strip();
        if (plain.isEmpty() || "|>&*!%@`[{".indexOf(plain.charAt(0)) >= 0) {
            throw wrong("write the value on this line, in quotes where it begins with a sign");
        }
        return plain;
    }

    private void checkNeeded(Map<String, String> entry) {
        for (String name : NEEDED) {
            if (!entry.containsKey(name)) {
                throw new UsageException(
                        FILE + ": an entry (" + entry.getOrDefault("fingerprint", "without fingerprint") + ") has no "
                                + name + ". Each says fingerprint, state, reason, owner and date.");
            }
        }
    }

    private UsageException wrong(String what) {
        return new UsageException(FILE + ":" + line + ": " + what + ".");
    }
}
