package lakehouse.gateway.audit.report;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text from models and code, made harmless in Markdown: no HTML, image, link or heading of theirs comes through. */
final class MarkdownText {
    private static final Pattern CODE_SPAN = Pattern.compile("(`+)[^`\n]+\\1(?!`)");
    private static final Pattern BLOCK_START = Pattern.compile("(?m)^(\\s*)([#>|=~+-]|\\d+[.)])(?=[\\s#>|=~+-]|$)");
    private static final Pattern BACKTICKS = Pattern.compile("`+");

    private MarkdownText() {}

    /** Text of a paragraph or several. Code spans stay as they are, since Markdown reads nothing inside them. */
    static String paragraphs(String text) {
        String source = text.replace("\r", "").strip();
        StringBuilder out = new StringBuilder();
        Matcher span = CODE_SPAN.matcher(source);
        int at = 0;
        while (span.find()) {
            out.append(escape(source.substring(at, span.start()))).append(span.group());
            at = span.end();
        }
        return out.append(escape(source.substring(at))).toString();
    }

    private static String escape(String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("`", "\\`")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("[", "\\[")
                .replace("@", "&#64;")
                // Code hosts make links of bare addresses.
                .replace("://", "&#58;//")
                .replace("www.", "www&#46;");
        return BLOCK_START.matcher(escaped).replaceAll("$1\\\\$2");
    }

    /** The same on one line, as for a heading or a table's cell. */
    static String line(String text) {
        return paragraphs(text.replaceAll("\\s+", " ")).replace("|", "\\|");
    }

    /** A code span. */
    static String code(String text) {
        String line = text.replaceAll("\\s+", " ");
        String fence = "`".repeat(longest(line) + 1);
        String pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
        return fence + pad + line.replace("|", "\\|") + pad + fence;
    }

    /** A code block in the language of the file. */
    static String block(String code, String path) {
        String fence = "`".repeat(Math.max(3, longest(code) + 1));
        String name = path.substring(path.lastIndexOf('/') + 1);
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String language = extension.matches("[a-z0-9]{1,12}") && name.contains(".") ? extension : "text";
        return fence + language + "\n" + code + "\n" + fence + "\n";
    }

    private static int longest(String text) {
        return BACKTICKS
                .matcher(text)
                .results()
                .mapToInt(run -> run.end() - run.start())
                .max()
                .orElse(0);
    }
}
