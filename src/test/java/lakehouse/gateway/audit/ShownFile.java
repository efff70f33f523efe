package lakehouse.gateway.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A file as the prompt shows it, read back from the prompt alone.
 *
 * @param whole whether all of it is shown
 * @param lines with their numbers
 */
record ShownFile(String path, boolean whole, List<Line> lines) {
    private static final Pattern HEADER = Pattern.compile("=== file (.+) \\(lines (\\d+) to (\\d+) of (\\d+)\\)");
    private static final Pattern CHANGES = Pattern.compile("=== changes in (.+?)( \\(before: .+\\))?");
    private static final Pattern LINE = Pattern.compile("([ +-]) *(\\d+)\\| (.*)");

    record Line(char mark, int number, String text) {}

    static List<ShownFile> in(String material) {
        var files = new ArrayList<ShownFile>();
        for (var text : material.split("\n", -1)) {
            var header = HEADER.matcher(text);
            var changes = CHANGES.matcher(text);
            var line = LINE.matcher(text);
            if (header.matches()) {
                var whole = header.group(2).equals("1") && header.group(3).equals(header.group(4));
                files.add(new ShownFile(header.group(1), whole, new ArrayList<>()));
            } else if (changes.matches()) {
                files.add(new ShownFile(changes.group(1), false, new ArrayList<>()));
            } else if (!files.isEmpty() && line.matches()) {
                files.get(files.size() - 1)
                        .lines()
                        .add(new Line(line.group(1).charAt(0), Integer.parseInt(line.group(2)), line.group(3)));
            }
        }
        return files;
    }
}
