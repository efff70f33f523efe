package lakehouse.gateway.audit.grounding;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lines as one text in which every run of white space is one space, so that a quote is found however it was indented and
 * broken. Nothing else is changed: no case, no Unicode normalisation.
 */
final class NormalizedText {
    /** Lines of an occurrence, as indexes, both inclusive. */
    record Range(int first, int last) {}

    private final String text;
    private final int[] starts;
    private final int[] lineOf;

    private NormalizedText(String text, int[] starts, int[] lineOf) {
        this.text = text;
        this.starts = starts;
        this.lineOf = lineOf;
    }

    static NormalizedText of(List<String> lines) {
        StringBuilder text = new StringBuilder();
        int[] starts = new int[lines.size()];
        int[] lineOf = new int[lines.size()];
        int kept = 0;
        for (int i = 0; i < lines.size(); i++) {
            int before = text.length();
            if (before > 0) {
                text.append(' ');
            }
            int start = text.length();
            append(text, lines.get(i));
            if (text.length() == start) {
                text.setLength(before);
            } else {
                starts[kept] = start;
                lineOf[kept++] = i;
            }
        }
        return new NormalizedText(text.toString(), Arrays.copyOf(starts, kept), Arrays.copyOf(lineOf, kept));
    }

    /** Characters of the text. */
    int length() {
        return text.length();
    }

    /** A quote in the same form. */
    static String of(String quote) {
        StringBuilder text = new StringBuilder(quote.length());
        append(text, quote);
        return text.toString();
    }

    private static void append(StringBuilder out, String text) {
        boolean space = false;
        int start = out.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isSpace(c)) {
                space = true;
            } else {
                if (space && out.length() > start) {
                    out.append(' ');
                }
                space = false;
                out.append(c);
            }
        }
    }

    /** The byte order mark counts, because editors hide it and models leave it out. */
    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085' || c == '\ufeff';
    }

    /**
     * Every place where a quote stands, each on whole words: {@code return 1} does not stand in {@code return 10}.
     *
     * @param quote normalised, not empty
     * @param out takes the places in order; there may be millions of them
     */
    void find(String quote, Consumer<Range> out) {
        for (int at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
            int end = at + quote.length();
            if (isBorder(at, quote.codePointAt(0), -1) && isBorder(end, quote.codePointBefore(quote.length()), 1)) {
                out.accept(new Range(line(at), line(end - 1)));
            }
        }
    }

    private boolean isBorder(int at, int inside, int direction) {
        boolean atEdge = direction < 0 ? at == 0 : at == text.length();
        if (atEdge || !Character.isUnicodeIdentifierPart(inside)) {
            return true;
        }
        int outside = direction < 0 ? text.codePointBefore(at) : text.codePointAt(at);
        return !Character.isUnicodeIdentifierPart(outside);
    }

    private int line(int offset) {
        int index = Arrays.binarySearch(starts, offset);
        return lineOf[index >= 0 ? index : -index - 2];
    }
}
