package lakehouse.gateway.audit.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the report is asked to be: beside an earlier one, in the light of decisions, with links. */
final class Wish {
    private static final int LONGEST = 8 * 1024 * 1024;

    private Wish() {}

    /**
     * The wish as JSON.
     *
     * @param gathered where the material comes from; null when the audit itself knows
     */
    static String of(Options options, @Nullable Gathered gathered) {
        StringBuilder json = new StringBuilder("{\"link\":");
        JsonText.quote(json, options.link());
        String baseline = options.baseline();
        if (baseline != null) {
            json.append(",\"baseline\":");
            if (baseline.matches("audit_[0-9a-f]{32}")) {
                JsonText.quote(json, baseline);
            } else {
                json.append(report(Path.of(baseline)));
            }
        }
        String judgements = judgements(options.path());
        if (judgements != null) {
            json.append(",\"judgements\":").append(Judgements.json(judgements));
        }
        if (gathered != null) {
            json.append(",\"origin\":").append(RequestBody.origin(options, gathered));
        }
        return json.append('}').toString();
    }

    private static String report(Path file) {
        try {
            String text =
                    Files.size(file) > LONGEST ? "" : Files.readString(file).strip();
            if (text.startsWith("{") && text.endsWith("}")) {
                return text;
            }
        } catch (IOException e) {
            throw new UsageException("--baseline " + file + " cannot be read (" + e + ").");
        }
        throw new UsageException("--baseline " + file
                + ": give the SARIF file of an earlier audit, its JSON, or its id as --list shows it.");
    }

    private static @Nullable String judgements(Path path) {
        try {
            Path root = GitDirectory.of(path).root();
            try (InputStream in = new TrackedFiles(root).open(Judgements.FILE)) {
                return in == null ? null : new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
            }
        } catch (UsageException e) {
            // No repository, so an audit that is only attached to.
            return null;
        } catch (IOException e) {
            throw new UsageException(Judgements.FILE + " cannot be read (" + e + ").");
        }
    }
}
