package lakehouse.gateway.audit.state;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import lakehouse.gateway.audit.material.DiffSection;
import lakehouse.gateway.audit.material.DiffSections;
import lakehouse.gateway.audit.material.Exclusion;
import lakehouse.gateway.audit.material.LeftOut;
import lakehouse.gateway.audit.material.MalformedDiffException;
import lakehouse.gateway.audit.material.Source;
import lakehouse.gateway.audit.material.SourceEntry;
import org.jspecify.annotations.Nullable;

/** Takes the material in, file by file, into one file on disk. What is left out is listed instead. */
public final class MaterialWriter implements Closeable {
    /** Each is an object in memory whenever the audit is looked at. */
    private static final int MAX_FILES = 20_000;

    /** Characters that are kept of a path that is not allowed anyway. */
    private static final int MAX_PATH_SHOWN = 200;

    private final FileOutputStream file;
    private final OutputStream out;
    private final List<SourceEntry> sources = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final Set<String> paths = new HashSet<>();
    private final MessageDigest all = sha256();
    private long offset;

    MaterialWriter(Path path) throws IOException {
        file = new FileOutputStream(path.toFile());
        out = new BufferedOutputStream(file, 1 << 16);
    }

    /**
     * Takes a whole file.
     *
     * @param text null for one that is no text
     * @throws TooManyFilesException when it is one too many, as by a diff
     */
    public void file(String path, @Nullable String text) throws IOException {
        int lines = text == null ? 0 : Source.countLines(text);
        String reason = text == null ? "binary" : Exclusion.reason(path, text, lines);
        if (reason == null && !paths.add(path)) {
            reason = "given twice";
        }
        if (text == null || reason != null) {
            leaveOut(path, reason == null ? "binary" : reason);
        } else {
            store(path, null, false, lines, text);
        }
    }

    /**
     * Takes a unified diff.
     *
     * @throws MalformedDiffException when it is none
     */
    public void diff(String text) throws IOException {
        try {
            DiffSections.split(text, this::section);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void section(String text) {
        DiffSection section = DiffSection.parse(text);
        String reason = section.binary() ? "binary" : section.lines() == 0 ? "no changed lines" : null;
        reason = reason == null ? Exclusion.reason(section.path(), text, section.lines()) : reason;
        if (section.oldPath() != null && !Exclusion.isSafe(section.oldPath())) {
            reason = "path not allowed";
        }
        if (reason != null) {
            leaveOut(section.path(), reason);
            return;
        }
        try {
            store(section.path(), section.oldPath(), true, section.lines(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void leaveOut(String path, String reason) {
        countFile();
        leftOut.add(new LeftOut(
                path.length() > MAX_PATH_SHOWN && !Exclusion.isSafe(path)
                        ? path.substring(0, MAX_PATH_SHOWN) + "..."
                        : path,
                reason));
    }

    private void countFile() {
        if (sources.size() + leftOut.size() >= MAX_FILES) {
            throw new TooManyFilesException(MAX_FILES);
        }
    }

    private void store(String path, @Nullable String oldPath, boolean diff, int lines, String text) throws IOException {
        countFile();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        MessageDigest own = sha256();
        String hash = HexFormat.of().formatHex(own.digest(bytes));
        all.update((path + "\n" + hash + "\n").getBytes(StandardCharsets.UTF_8));
        sources.add(new SourceEntry(sources.size(), path, oldPath, diff, offset, bytes.length, lines, hash));
        out.write(bytes);
        offset += bytes.length;
    }

    /** What was taken, on the disk when this returns. */
    MaterialIndex finish() throws IOException {
        out.flush();
        file.getFD().sync();
        return new MaterialIndex(
                List.copyOf(sources), List.copyOf(leftOut), HexFormat.of().formatHex(all.digest()));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
