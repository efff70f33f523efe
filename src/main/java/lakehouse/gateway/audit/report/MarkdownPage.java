package lakehouse.gateway.audit.report;

import java.util.Locale;

/** The page of a report as it grows. */
final class MarkdownPage {
    private final StringBuilder out = new StringBuilder();

    /** A paragraph. */
    void line(String text) {
        out.append(text.stripTrailing()).append("\n\n");
    }

    /** A row of a table with two columns. */
    void row(String name, String value) {
        out.append("| ").append(MarkdownText.cell(name)).append(" | ");
        out.append(MarkdownText.cell(value)).append(" |\n");
    }

    /** Text as it is. */
    MarkdownPage raw(String text) {
        out.append(text);
        return this;
    }

    static String count(long number, String what) {
        return figure(number) + " " + what + (number == 1 ? "" : "s");
    }

    static String figure(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
