package lakehouse.gateway.audit.material;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines that stand together: a whole file, or one hunk of a diff.
 *
 * @param lines in order
 */
public record Block(List<SourceLine> lines) {
    /** A file's text. Lines end with LF or CR LF. */
    static Block ofFile(String text) {
        List<SourceLine> lines = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            int next = end < 0 ? text.length() : end + 1;
            int stop = end < 0 ? text.length() : end;
            if (stop > at && text.charAt(stop - 1) == '\r') {
                stop--;
            }
            lines.add(new SourceLine(Mark.SAME, 0, lines.size() + 1, text.substring(at, stop)));
            at = next;
        }
        return new Block(lines);
    }
}
