package lakehouse.gateway.audit.report;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text from models and code, made harmless in Markdown: no HTML, image, link or heading of theirs comes through. */
final class MarkdownText {
    private static final Pattern CODE_SPAN = Pattern.compile("(`+)[^`\n]+\\1(?!`)");
    private static final Pattern BLOCK_START = Pattern.compile("(?m)^(\\s*\\d+|\\s*)([#>|=~+.)-])(?=[\\s#>|=~+-]|$)");
    private static final Pattern BACKTICKS = Pattern.compile("`+");

    /** Control characters, which a terminal would obey, and what turns the direction of text. */
    private static final Pattern CONTROLS =
            Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]");

    /** Code hosts run these, instead of showing them. */
    private static final Set<String> RUN_BY_HOSTS = Set.of("mermaid", "math", "geojson", "topojson", "stl");

    private MarkdownText() {}

    /** Text of a paragraph or several. Code spans stay as they are, since Markdown reads nothing inside them. */
    static String paragraphs(String text) {
        String source = shown(text).replace("\r", "").strip();
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

    private static String shown(String text) {
        return CONTROLS.matcher(text).replaceAll("\ufffd");
    }

    /** The same on one line, as for a heading. */
    static String line(String text) {
        return paragraphs(text.replaceAll("\\s+", " "));
    }

    /** Markdown as a cell of a table, where not even a code span may hold a bar. */
    static String cell(String markdown) {
        return markdown.replace("|", "\\|");
    }

    /** A code span. */
    static String code(String text) {
        String line = shown(text.isBlank() ? "(none)" : text).replaceAll("\\s+", " ");
        String fence = "`".repeat(longest(line) + 1);
        String pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
        return fence + pad + line + pad + fence;
    }

    /** A code block in the language of the file. */
    static String block(String code, String path) {
        String fence = "`".repeat(Math.max(3, longest(code) + 1));
        String name = path.substring(path.lastIndexOf('/') + 1);
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean named = extension.matches("[a-z0-9]{1,12}") && name.contains(".") && !RUN_BY_HOSTS.contains(extension);
        return fence + (named ? extension : "text") + "\n" + shown(code) + "\n" + fence + "\n";
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
