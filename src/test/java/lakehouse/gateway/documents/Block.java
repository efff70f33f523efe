package lakehouse.gateway.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What stands between two fences of a document.
 *
 * @param place the file and the line of the first fence
 * @param language the first word behind the first fence; empty when there is none
 * @param note the rest behind it
 * @param text the lines between the fences
 */
record Block(String place, String language, String note, String text) {
    private static final String FENCE = "```";

    /** Those of README, CONTRIBUTING and docs/, in the order in which one reads. */
    static List<Block> all() throws IOException {
        var blocks = new ArrayList<Block>();
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            var files = Stream.concat(
                            Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList();
            for (var file : files) {
                blocks.addAll(of(file));
            }
        }
        return blocks;
    }

    private static List<Block> of(Path file) throws IOException {
        var blocks = new ArrayList<Block>();
        var lines = Files.readAllLines(file);
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            if (line.startsWith(FENCE)) {
                var place = file + ":" + (i + 1);
                var words = Arrays.asList(line.substring(FENCE.length()).strip().split(" ", 2));
                var text = new StringBuilder();
                for (i++; !lines.get(i).strip().equals(FENCE); i++) {
                    text.append(lines.get(i)).append('\n');
                }
                blocks.add(new Block(place, words.get(0), words.size() > 1 ? words.get(1) : "", text.toString()));
            }
        }
        return blocks;
    }

    boolean isShell() {
        return List.of("sh", "bash", "shell").contains(language);
    }

    /** Whether it says that it is not run here. */
    boolean isExample() {
        return note.equals("example");
    }

    @Override
    public String toString() {
        return place;
    }
}
