package lakehouse.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One client of a {@link StreamCrowd}, and what it got: it counts events and looks at the time between them. */
final class StreamClient {
    /** Every event begins with it; what follows tells an event from the end marker. */
    private static final byte[] DATA = {'d', 'a', 't', 'a', ':', ' '};

    private final SocketChannel channel;
    private final long stallNanos;
    private final long startedAt = System.nanoTime();
    private long lastEventAt;
    private long firstEventNanos;
    private int stalls;
    private int events;
    private int matched;
    private boolean done;
    private boolean ended;

    /** @param stallNanos the longest gap that is no stall */
    StreamClient(SocketChannel channel, long stallNanos) {
        this.channel = channel;
        this.stallNanos = stallNanos;
    }

    SocketChannel channel() {
        return channel;
    }

    /** Reads what there is. Returns false at the end. */
    boolean read(ByteBuffer buffer) {
        int read;
        try {
            buffer.clear();
            read = channel.read(buffer);
            if (read < 0) {
                channel.close();
            }
        } catch (IOException e) {
            read = -1;
        }
        if (read < 0) {
            ended = true;
            return false;
        }
        int before = events;
        see(buffer.array(), read);
        if (events > before) {
            noteTime(System.nanoTime());
        }
        return true;
    }

    private void see(byte[] bytes, int length) {
        for (int at = 0; at < length; at++) {
            byte seen = bytes[at];
            if (matched == DATA.length) {
                matched = 0;
                done |= seen == '[';
                events += seen == '{' ? 1 : 0;
            } else {
                matched = seen == DATA[matched] ? matched + 1 : seen == DATA[0] ? 1 : 0;
            }
        }
    }

    private void noteTime(long now) {
        if (lastEventAt == 0) {
            firstEventNanos = now - startedAt;
        } else {
            stalls += now - lastEventAt > stallNanos ? 1 : 0;
        }
        lastEventAt = now;
    }

    /** Whether the whole stream came: every event, the end marker, and then the end. */
    boolean isComplete(int wanted) {
        // The finish chunk is an event too.
        return ended && done && events == wanted + 1;
    }

    int events() {
        return events;
    }

    long firstEventNanos() {
        return firstEventNanos;
    }

    /** Gaps that were too long. */
    int stalls() {
        return stalls;
    }
}
