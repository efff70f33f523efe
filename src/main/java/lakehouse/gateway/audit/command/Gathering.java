package lakehouse.gateway.audit.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the material from git. */
final class Gathering implements AutoCloseable {
    /** Bytes that are gathered at most. Beyond this the gateway refuses in any case, and memory runs short here. */
    static final int MOST = 48 * 1024 * 1024;

    /** Where git looks for a NUL to know a binary file. */
    private static final int HEAD = 8_000;

    private final Options options;
    private final Git git;
    private final List<String> secrets = new ArrayList<>();
    private final List<String> outside = new ArrayList<>();

    private Gathering(Options options) {
        this.options = options;
        this.git = new Git(options.path());
    }

    /** All that is to be audited. */
    static Gathered of(Options options) {
        try (Gathering gathering = new Gathering(options)) {
            return options.since() == null ? gathering.files() : gathering.changes(options.since());
        }
    }

    private Gathered changes(String since) {
        String base = git.base(since);
        if (!options.includeSecrets()) {
            git.changedPaths(base).stream().filter(SecretFiles::isNamedSo).forEach(secrets::add);
        }
        String diff = git.changesSince(base, secrets);
        if (diff.isBlank()) {
            return gathered("", "Nothing has changed since " + since + ", so there is nothing to audit.", base);
        }
        StringBuilder json = new StringBuilder("\"diff\":");
        JsonText.quote(json, diff);
        return gathered(json.toString(), null, base);
    }

    private Gathered files() {
        StringBuilder json = new StringBuilder("\"files\":[");
        TrackedFiles files = new TrackedFiles(git.root());
        int none = json.length();
        long left = MOST;
        for (String path : git.files()) {
            if (!options.includeSecrets() && SecretFiles.isNamedSo(path)) {
                secrets.add(path);
                continue;
            }
            try (InputStream in = files.open(path)) {
                if (in == null) {
                    noteLink(path);
                    continue;
                }
                String text = text(in, left);
                if (text != null && !options.includeSecrets() && SecretFiles.isPrivateKey(text)) {
                    secrets.add(path);
                    continue;
                }
                left -= text == null ? 0 : text.length();
                add(json, json.length() == none, path, text);
            } catch (IOException e) {
                throw new UsageException(path + " cannot be read: " + e.getMessage());
            }
        }
        return json.length() == none
                ? gathered(
                        "",
                        "Nothing to audit: git knows no file here that can be sent. Add some, or give another --path.",
                        null)
                : gathered(json.append(']').toString(), null, null);
    }

    /** A file that is a link itself says nothing; one behind a link is missing from the audit. */
    private void noteLink(String path) {
        if (!Files.isSymbolicLink(git.root().resolve(path))
                && Files.exists(git.root().resolve(path))) {
            outside.add(path);
        }
    }

    private static void add(StringBuilder json, boolean first, String path, @Nullable String text) {
        json.append(first ? "{\"path\":" : ",{\"path\":");
        JsonText.quote(json, path);
        json.append(",\"content\":");
        if (text == null) {
            json.append("null");
        } else {
            JsonText.quote(json, text);
        }
        json.append('}');
    }

    private Gathered gathered(String material, @Nullable String nothing, @Nullable String base) {
        return new Gathered(
                material,
                nothing,
                base,
                git.head(),
                git.branch(),
                git.remote(),
                List.copyOf(secrets),
                List.copyOf(outside));
    }

    /** Null for what is no text in UTF-8. */
    private static @Nullable String text(InputStream in, long most) throws IOException {
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
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(all.flip()).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    static UsageException tooMuch() {
        return new UsageException(
                "This is more than " + MOST / (1024 * 1024)
                        + " MiB of text, and a gateway takes 16 unless told otherwise. Give a --path further down, or a later --since.");
    }

    @Override
    public void close() {
        git.close();
    }
}
