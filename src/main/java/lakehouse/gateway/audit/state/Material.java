package lakehouse.gateway.audit.state;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import lakehouse.gateway.audit.material.Source;
import lakehouse.gateway.audit.material.SourceEntry;

/**
 * The files of an audit, read from disk when they are needed. Keeps the last ones, up to a limit, so that neither 16 MiB in
 * one file nor in thousands fill the heap, and softly, so that neither do many audits at once.
 */
public final class Material {
    private static final long MAX_KEPT = 8L * 1024 * 1024;

    private final Path file;
    private final MaterialIndex index;
    private final ReentrantLock lock = new ReentrantLock();
    private SoftReference<Kept> kept = new SoftReference<>(null);

    private static final class Kept {
        final Map<Integer, Source> sources = new LinkedHashMap<>(16, 0.75f, true);
        long bytes;
    }

    Material(Path file, MaterialIndex index) {
        this.file = file;
        this.index = index;
    }

    /** What it consists of. */
    public MaterialIndex index() {
        return index;
    }

    /** A file by its number. */
    public Source source(int number) {
        lock.lock();
        try {
            Kept all = kept.get();
            if (all == null) {
                all = new Kept();
                kept = new SoftReference<>(all);
            }
            Source known = all.sources.get(number);
            return known == null ? load(index.sources().get(number), all) : known;
        } finally {
            lock.unlock();
        }
    }

    /** The files that go by a path now, or did before a rename. */
    public List<Source> named(String path) {
        return index.sources().stream()
                .filter(entry -> entry.isNamed(path))
                .map(entry -> source(entry.number()))
                .toList();
    }

    private Source load(SourceEntry entry, Kept all) {
        Iterator<Source> oldest = all.sources.values().iterator();
        while (oldest.hasNext() && all.bytes + entry.bytes() > MAX_KEPT) {
            all.bytes -= oldest.next().entry().bytes();
            oldest.remove();
        }
        Source source = Source.of(entry, text(entry));
        all.sources.put(entry.number(), source);
        all.bytes += entry.bytes();
        return source;
    }

    private String text(SourceEntry entry) {
        ByteBuffer bytes = ByteBuffer.allocate(entry.bytes());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, entry.offset() + bytes.position()) < 0) {
                    throw new EOFException(file.getFileName() + " is shorter than its index says.");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new String(bytes.array(), StandardCharsets.UTF_8);
    }
}
