package lakehouse.gateway.audit.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the material from git and writes the request. */
final class RequestBody {
    /** Bytes that are gathered at most. Beyond this the gateway refuses in any case, and memory runs short here. */
    static final int MOST = 48 * 1024 * 1024;

    /** Where git looks for a NUL to know a binary file. */
    private static final int HEAD = 8_000;

    private RequestBody() {}

    /** The body of {@code POST /v1/audits}. */
    static byte[] of(Options options) {
        Git git = new Git(options.path());
        StringBuilder json = new StringBuilder("{\"title\":");
        JsonText.quote(json, title(options));
        json.append(",\"model\":");
        JsonText.quote(json, options.model());
        json.append(",\"focus\":");
        JsonText.quote(json, options.focus());
        if (options.since() == null) {
            files(json, git.root(), git.files());
        } else {
            String diff = new String(git.changesSince(options.since()), StandardCharsets.UTF_8);
            if (diff.isBlank()) {
                throw new UsageException("Nothing has changed since " + options.since() + ".");
            }
            json.append(",\"diff\":");
            JsonText.quote(json, diff);
        }
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String title(Options options) {
        if (options.title() != null) {
            return options.title();
        }
        Path name = options.path().toAbsolutePath().normalize().getFileName();
        return "Audit of " + (name == null ? "files" : name)
                + (options.since() == null ? "" : ": changes since " + options.since());
    }

    private static void files(StringBuilder json, Path root, List<String> paths) {
        json.append(",\"files\":[");
        boolean first = true;
        long left = MOST;
        for (String path : paths) {
            Path file = root.resolve(path);
            // A link may lead anywhere, and what git keeps of it is only its target's name.
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                json.append(first ? "{\"path\":" : ",{\"path\":");
                first = false;
                JsonText.quote(json, path);
                json.append(",\"content\":");
                String text = text(file, left);
                if (text == null) {
                    json.append("null");
                } else {
                    left -= text.length();
                    JsonText.quote(json, text);
                }
                json.append('}');
            }
        }
        json.append(']');
        if (first) {
            throw new UsageException("git knows no file here. Add some, or give another --path.");
        }
    }

    /** Null for what is no text in UTF-8. */
    private static @Nullable String text(Path file, long most) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(HEAD);
            for (byte b : head) {
                if (b == 0) {
                    return null;
                }
            }
            byte[] rest = in.readNBytes((int) most);
            if (head.length + rest.length > most) {
                throw tooMuch();
            }
            ByteBuffer all =
                    ByteBuffer.allocate(head.length + rest.length).put(head).put(rest);
            return StandardCharsets.UTF_8.newDecoder().decode(all.flip()).toString();
        } catch (CharacterCodingException e) {
            return null;
        } catch (IOException e) {
            throw new UsageException(file + " cannot be read: " + e.getMessage());
        }
    }

    static UsageException tooMuch() {
        return new UsageException(
                "This is more than " + MOST / (1024 * 1024)
                        + " MiB of text, and a gateway takes 16 unless told otherwise. Give a --path further down, or a later --since.");
    }
}
