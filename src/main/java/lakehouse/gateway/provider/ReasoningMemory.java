package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.platform.Shared;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for an hour what models thought before they called tools. Some providers demand it back with the tool's
 * result, and many clients drop it. Bounded in entries and bytes; the oldest go first. In memory only.
 */
@Shared
public class ReasoningMemory {
    private static final Duration KEPT = Duration.ofHours(1);
    private static final int MAX_ENTRIES = 20_000;
    private static final long MAX_BYTES = 64L * 1024 * 1024;

    private record Entry(String provider, Reasoning reasoning, long until) {
        long size() {
            return 200 + reasoning.size();
        }
    }

    private final LongSupplier nanos;
    private final int maxEntries;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private long bytes;

    /** Empty, with the standard bounds. */
    public ReasoningMemory() {
        this(System::nanoTime, MAX_ENTRIES, MAX_BYTES);
    }

    ReasoningMemory(LongSupplier nanos, int maxEntries, long maxBytes) {
        this.nanos = nanos;
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    /**
     * Keeps the thoughts before a turn.
     *
     * @param provider who thought
     * @param conversation the messages that the turn answers
     * @param toolCallIds the calls that the turn makes
     */
    public void remember(String provider, JsonArray conversation, List<String> toolCallIds, Reasoning reasoning) {
        if (reasoning.isEmpty() || toolCallIds.isEmpty()) {
            return;
        }
        ConversationPosition position = ConversationPosition.after(conversation);
        Entry entry = new Entry(provider, reasoning, nanos.getAsLong() + KEPT.toNanos());
        lock.lock();
        try {
            toolCallIds.forEach(id -> put(position.key(id), entry));
            shrink();
        } finally {
            lock.unlock();
        }
    }

    private void put(String key, Entry entry) {
        Entry earlier = entries.remove(key);
        bytes += entry.size() - (earlier == null ? 0 : earlier.size());
        entries.put(key, entry);
    }

    /** Entries stand in the order of their age, so what has to go is in front. */
    private void shrink() {
        long now = nanos.getAsLong();
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            Entry entry = oldest.next();
            if (entries.size() <= maxEntries && bytes <= maxBytes && entry.until() - now > 0) {
                return;
            }
            oldest.remove();
            bytes -= entry.size();
        }
    }

    /**
     * The thoughts before a turn of an earlier answer.
     *
     * @param provider who is asked now; what only its author can read is left out for others
     * @param ofOthers whether thoughts of another provider count, in their readable part
     * @param position where the turn stands
     * @param turn the assistant message with its tool calls
     * @return nothing when the turn is not known
     */
    Reasoning recall(String provider, ConversationPosition position, JsonObject turn, boolean ofOthers) {
        for (JsonObject call : JsonParts.objects(turn.get("tool_calls"))) {
            Entry entry = find(position.key(JsonParts.textOf(call, "id")));
            if (entry != null) {
                Reasoning known = entry.reasoning();
                if (entry.provider().equals(provider)) {
                    return known;
                }
                return ofOthers ? new Reasoning(known.text(), null, Reasoning.CONTENT) : Reasoning.NONE;
            }
        }
        return Reasoning.NONE;
    }

    private @Nullable Entry find(String key) {
        lock.lock();
        try {
            Entry entry = entries.get(key);
            return entry == null || entry.until() - nanos.getAsLong() <= 0 ? null : entry;
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is nothing to recall, so that nobody needs to look. */
    public boolean isEmpty() {
        lock.lock();
        try {
            return entries.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
