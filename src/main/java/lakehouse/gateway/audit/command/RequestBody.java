package lakehouse.gateway.audit.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes the body of {@code POST /v1/audits}. */
final class RequestBody {
    private RequestBody() {}

    /** The body for material that git gave. */
    static byte[] of(Options options, Gathered gathered) {
        StringBuilder json = new StringBuilder("{");
        member(json, "title", title(options));
        member(json, "model", options.model());
        member(json, "focus", options.focus());
        member(json, "confirm", options.confirm());
        json.append("\"reuse\":").append(!options.startsAnew());
        json.append(",\"origin\":").append(origin(options, gathered)).append(',');
        return json.append(gathered.material()).append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Where the material comes from, as a JSON object. */
    static String origin(Options options, Gathered gathered) {
        StringBuilder json = new StringBuilder("{");
        member(json, "base", gathered.base());
        member(json, "head", gathered.head());
        member(json, "branch", gathered.branch());
        member(json, "remote", gathered.remote());
        member(json, "since", options.since());
        if (json.length() > 1) {
            json.setLength(json.length() - 1);
        }
        return json.append('}').toString();
    }

    private static void member(StringBuilder json, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            JsonText.quote(json, name);
            json.append(':');
            JsonText.quote(json, value);
            json.append(',');
        }
    }

    private static String title(Options options) {
        String title = options.title();
        if (title != null) {
            return title;
        }
        Path name = options.path().toAbsolutePath().normalize().getFileName();
        return "Audit of " + (name == null ? "files" : name)
                + (options.since() == null ? "" : ": changes since " + options.since());
    }
}
