package lakehouse.gateway.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.failure.FailureKind;

/** The rows of {@code upstream/errors/recorded.txt}: errors as vendors send them, and what each means. */
record RecordedErrors(String vendor, int sent, int status, FailureKind kind, long pause, String body) {
    private static final Path FILE = Path.of("src/test/resources/upstream/errors/recorded.txt");

    static List<RecordedErrors> all() throws IOException {
        List<RecordedErrors> rows = new ArrayList<>();
        for (String block : Files.readString(FILE).split("(?m)^--- ")) {
            if (block.startsWith("#")) {
                continue;
            }
            String[] parts = block.split("\n", 2);
            String[] head = parts[0].split(" \\| ");
            String[] statuses = head[1].split(":");
            rows.add(new RecordedErrors(
                    head[0],
                    Integer.parseInt(statuses[0]),
                    Integer.parseInt(statuses[statuses.length - 1]),
                    FailureKind.valueOf(head[2]),
                    Long.parseLong(head[3]),
                    parts[1].stripTrailing()));
        }
        return rows;
    }

    @Override
    public String toString() {
        return vendor;
    }
}
