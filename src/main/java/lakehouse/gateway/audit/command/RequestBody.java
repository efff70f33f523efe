package lakehouse.gateway.audit.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes the body of {@code POST /v1/audits}. */
final class RequestBody {
    private RequestBody() {}

    /** The body for material that git gave. */
    static byte[] of(Options options, Gathered gathered) {
        StringBuilder json = new StringBuilder("{");
        member(json, "title", title(options));
        member(json, "model", options.model());
        member(json, "focus", options.focus());
        return json.append(gathered.material()).append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void member(StringBuilder json, String name, String value) {
        JsonText.quote(json, name);
        json.append(':');
        JsonText.quote(json, value);
        json.append(',');
    }

    private static String title(Options options) {
        if (options.title() != null) {
            return options.title();
        }
        Path name = options.path().toAbsolutePath().normalize().getFileName();
        return "Audit of " + (name == null ? "files" : name)
                + (options.since() == null ? "" : ": changes since " + options.since());
    }
}
