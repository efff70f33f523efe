package lakehouse.gateway.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads the syntax of systemd's {@code EnvironmentFile=}, see
 * <a href="https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html">systemd.exec(5)</a>. There is no
 * variable expansion.
 *
 * <p>It differs from systemd in five points: a BOM is skipped, CRLF counts as LF, the prefix {@code export} is allowed,
 * names may hold dots and hyphens as MicroProfile names do, and a quote that is never closed makes its line a problem.
 * systemd would take the rest of the file, other keys included, as the value, and that value would go to a provider.
 */
final class EnvFileParser {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final Pattern EXPORT = Pattern.compile("^export[ \t]+");
    private static final int MAX_PROBLEMS = 20;

    private final String file;
    private final String text;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<EnvFileProblem> problems = new ArrayList<>();
    private int at;
    private int line = 1;

    private EnvFileParser(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /**
     * Reads the text of one file. The last assignment of a name counts.
     *
     * @param file what problems call the file
     * @param text the file's text, with U+FFFD where its bytes were not UTF-8
     */
    static EnvFileContent parse(String file, String text) {
        String withoutBom = text.startsWith("\uFEFF") ? text.substring(1) : text;
        EnvFileParser parser = new EnvFileParser(file, withoutBom.replace("\r\n", "\n"));
        parser.readAll();
        return new EnvFileContent(parser.values, parser.problems);
    }

    private void readAll() {
        while (at < text.length()) {
            int start = at;
            char c = text.charAt(at);
            if (c == '#' || c == ';') {
                // A backslash does not continue a comment, as in systemd since version 254.
                at = endOfLine(at);
            } else if (isBlank(c) || isNewline(c)) {
                at++;
            } else {
                readAssignment();
            }
            countLines(start, at);
        }
    }

    private void readAssignment() {
        int start = at;
        int lineEnd = endOfLine(start);
        int equals = text.indexOf('=', start + 1);
        if (equals < 0 || equals >= lineEnd) {
            at = lineEnd;
            report(
                    start,
                    "This line has no name or no \"=\". Write NAME=value, or start the line with # to make it a comment.");
            return;
        }
        String name =
                EXPORT.matcher(text.substring(start, equals)).replaceFirst("").strip();
        at = equals + 1;
        StringBuilder value = new StringBuilder();
        if (!readValue(value)) {
            at = lineEnd;
            report(
                    start,
                    "A quote that opens in this assignment is never closed. Close it; until then the line is not used.");
        } else if (!NAME.matcher(name).matches()) {
            report(
                    start,
                    "The name before \"=\" is not valid. Use letters, digits, \"_\", \".\" and \"-\", not first a digit.");
        } else if (value.indexOf("\0") >= 0 || value.indexOf("\uFFFD") >= 0) {
            report(start, "The value is not UTF-8 text. Save the file as UTF-8 and write the line again.");
        } else {
            values.put(name, value.toString());
            checkForKeys(name, value.toString());
        }
    }

    /** A quote that is closed lines later has swallowed what stands between, and a mistyped name may be any. */
    private void checkForKeys(String name, String value) {
        if (!AccessKeyText.isVariable(name) && AccessKeyText.mayBeValue(value)) {
            report(
                    KeyDoubt.LOOKALIKE,
                    "The value looks like access keys, but the name is not GATEWAY_ACCESS_KEYS. Correct the name, or close"
                            + " the quotes of the lines before.");
        }
    }

    /** Reads quoted pieces, which need not touch, up to the end of the line or to the first plain character. */
    private boolean readValue(StringBuilder value) {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isNewline(c)) {
                return true;
            } else if (c == '\'' || c == '"') {
                at++;
                if (!readQuoted(value, c)) {
                    return false;
                }
            } else if (isBlank(c)) {
                at++;
            } else {
                readPlain(value);
                return true;
            }
        }
        return true;
    }

    private boolean readQuoted(StringBuilder value, char quote) {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote) {
                return true;
            } else if (c == '\\' && quote == '"' && at < text.length()) {
                readEscapeInQuotes(value, text.charAt(at++));
            } else {
                value.append(c);
            }
        }
        return false;
    }

    private static void readEscapeInQuotes(StringBuilder value, char escaped) {
        if (escaped == '\n') {
            return;
        }
        if ("\"\\`$".indexOf(escaped) < 0) {
            value.append('\\');
        }
        value.append(escaped);
    }

    /** Reads the rest of a value that is not quoted. Quotes in it are plain characters, as in systemd. */
    private void readPlain(StringBuilder value) {
        int end = value.length();
        while (at < text.length() && !isNewline(text.charAt(at))) {
            char c = text.charAt(at++);
            if (c != '\\') {
                value.append(c);
            } else if (at < text.length()) {
                char escaped = text.charAt(at++);
                if (!isNewline(escaped)) {
                    value.append(escaped);
                }
            }
            if (!isBlank(c)) {
                end = value.length();
            }
        }
        value.setLength(end);
    }

    private void report(int start, String message) {
        boolean keys = AccessKeyText.mayBeBrokenLine(text.substring(start, endOfLine(start)));
        report(keys ? KeyDoubt.BROKEN : KeyDoubt.NONE, message);
    }

    private void report(KeyDoubt doubt, String message) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new EnvFileProblem(file, line, message, doubt));
        } else if (problems.size() == MAX_PROBLEMS) {
            problems.add(new EnvFileProblem(
                    file, 0, "There are more broken lines. Put the first ones right to see them.", KeyDoubt.BROKEN));
        }
    }

    private int endOfLine(int from) {
        int end = from;
        while (end < text.length() && !isNewline(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private void countLines(int from, int to) {
        for (int i = from; i < to; i++) {
            if (isNewline(text.charAt(i))) {
                line++;
            }
        }
    }

    private static boolean isNewline(char c) {
        return c == '\n' || c == '\r';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
