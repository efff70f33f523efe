package lakehouse.gateway.requests;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words by which a test finds again what a random request says. Each thing said holds a word of its own, such as
 * {@code said7x}: texts, arguments, results, names and descriptions of tools. Thoughts hold {@code thought7x}, which a
 * translation may leave out.
 */
public final class Marks {
    private static final Pattern SAID = Pattern.compile("said\\d+x");
    private static final Pattern THOUGHT = Pattern.compile("thought\\d+x");

    private Marks() {}

    /** What a text says, in the order of the first time. */
    public static Set<String> said(String json) {
        return in(json, SAID);
    }

    /** What a text thinks. */
    public static Set<String> thought(String json) {
        return in(json, THOUGHT);
    }

    /** What the first text says and the second one no longer does. */
    public static List<String> lost(String before, String after) {
        Set<String> left = said(after);
        return said(before).stream().filter(mark -> !left.contains(mark)).toList();
    }

    private static Set<String> in(String json, Pattern pattern) {
        Set<String> found = new LinkedHashSet<>();
        var marks = pattern.matcher(json);
        while (marks.find()) {
            found.add(marks.group());
        }
        return found;
    }
}
