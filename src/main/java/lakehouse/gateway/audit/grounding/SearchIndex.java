package lakehouse.gateway.audit.grounding;

import java.util.IdentityHashMap;
import java.util.List;
import lakehouse.gateway.audit.material.Block;
import lakehouse.gateway.audit.material.Mark;
import lakehouse.gateway.audit.material.SourceLine;

/** Blocks made ready for searching, each kept for the next finding on it, up to a limit. For one thread at a time. */
final class SearchIndex {
    private static final long MAX_CHARACTERS = 8_000_000;

    /** One side of a block: its lines, and their text. */
    record Side(List<SourceLine> lines, NormalizedText text) {}

    private final IdentityHashMap<Block, Side> current = new IdentityHashMap<>();
    private final IdentityHashMap<Block, Side> before = new IdentityHashMap<>();
    private long characters;

    /** @param old whether the block is wanted as it was before the change */
    Side side(Block block, boolean old) {
        IdentityHashMap<Block, Side> known = old ? before : current;
        Side side = known.get(block);
        if (side == null) {
            side = make(block, old);
            if (characters > MAX_CHARACTERS) {
                current.clear();
                before.clear();
                characters = 0;
            }
            characters += side.text().length();
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
