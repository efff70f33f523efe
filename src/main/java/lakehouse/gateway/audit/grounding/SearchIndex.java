package lakehouse.gateway.audit.grounding;

import java.lang.ref.SoftReference;
import java.util.IdentityHashMap;
import java.util.List;
import lakehouse.gateway.audit.material.Block;
import lakehouse.gateway.audit.material.Mark;
import lakehouse.gateway.audit.material.SourceLine;

/**
 * Blocks made ready for searching, each kept for the next finding on it, up to a limit and as long as there is memory. For
 * one thread at a time.
 */
final class SearchIndex {
    private static final long MAX_CHARACTERS = 8_000_000;

    /** One side of a block: its lines, and their text. */
    record Side(List<SourceLine> lines, NormalizedText text) {}

    private static final class Kept {
        final IdentityHashMap<Block, Side> current = new IdentityHashMap<>();
        final IdentityHashMap<Block, Side> before = new IdentityHashMap<>();
        long characters;
    }

    private SoftReference<Kept> kept = new SoftReference<>(null);

    /** @param old whether the block is wanted as it was before the change */
    Side side(Block block, boolean old) {
        Kept all = kept.get();
        if (all == null || all.characters > MAX_CHARACTERS) {
            all = new Kept();
            kept = new SoftReference<>(all);
        }
        IdentityHashMap<Block, Side> known = old ? all.before : all.current;
        Side side = known.get(block);
        if (side == null) {
            side = make(block, old);
            all.characters += side.text().length();
            known.put(block, side);
        }
        return side;
    }

    private static Side make(Block block, boolean old) {
        Mark gone = old ? Mark.ADDED : Mark.DELETED;
        List<SourceLine> lines =
                block.lines().stream().filter(line -> line.mark() != gone).toList();
        return new Side(
                lines, NormalizedText.of(lines.stream().map(SourceLine::text).toList()));
    }
}
