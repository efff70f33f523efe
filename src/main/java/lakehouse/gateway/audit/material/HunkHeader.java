package lakehouse.gateway.audit.material;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code @@} line of a hunk: where it begins, and how many lines it has, on each side. */
record HunkHeader(int oldStart, int oldLines, int newStart, int newLines) {
    private static final Pattern FORM =
            Pattern.compile("@@ -(\\d{1,9})(?:,(\\d{1,9}))? \\+(\\d{1,9})(?:,(\\d{1,9}))? @@");

    /** @throws MalformedDiffException when it is none */
    static HunkHeader parse(String text, int line) {
        Matcher form = FORM.matcher(text);
        if (!form.lookingAt()) {
            throw new MalformedDiffException(line, "begins with @@, but is no hunk header");
        }
        return new HunkHeader(
                number(form.group(1)), number(form.group(2)), number(form.group(3)), number(form.group(4)));
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 1 : Integer.parseInt(digits);
    }
}
