package lakehouse.gateway.audit.report;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Addresses of files and lines. */
final class LineLink {
    private LineLink() {}

    /** The words, as a Markdown link to a line at the code host where the reader named one. */
    static String of(ReportView view, String words, String path, int line) {
        if (view.link().isEmpty()) {
            return words;
        }
        String commit = view.origin().head().isEmpty()
                ? view.origin().branch()
                : view.origin().head();
        return "[" + words + "]("
                + view.link()
                        .replace("{path}", encoded(path))
                        .replace("{line}", Integer.toString(Math.max(1, line)))
                        .replace("{commit}", encoded(commit))
                + ")";
    }

    /** A relative reference (RFC 3986): all but unreserved characters and slashes is percent-encoded. */
    static String encoded(String path) {
        return path.codePoints()
                .mapToObj(c -> c < 128 && (Character.isLetterOrDigit(c) || "-._~/".indexOf(c) >= 0)
                        ? Character.toString(c)
                        : percent(Character.toString(c)))
                .collect(Collectors.joining());
    }

    private static String percent(String character) {
        StringBuilder out = new StringBuilder();
        for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
            out.append(String.format("%%%02X", b));
        }
        return out.toString();
    }
}
