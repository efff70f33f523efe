package lakehouse.gateway.provider;

import jakarta.json.JsonObject;
import lakehouse.gateway.json.JsonSequence;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.upstream.ServerSentEvent;
import org.jspecify.annotations.Nullable;

/**
 * The JSON documents of one event of a stream: one, as a rule. Some vendors put several into one (opencode#27365), and some send
 * words that keep a connection alive. What might be a part of the answer and cannot be read is an error, for a stream
 * without it would pass for whole.
 */
public final class StreamedDocuments {
    private static final String DONE = "[DONE]";

    /** Takes one document. */
    @FunctionalInterface
    public interface Reader {
        /**
         * Reads it.
         *
         * @param text as it came
         * @param tree the same, read
         */
        void read(String text, JsonObject tree) throws MalformedJsonException;
    }

    /** Takes the end mark. */
    @FunctionalInterface
    public interface End {
        /** The stream is over. */
        void reached() throws MalformedJsonException;
    }

    private StreamedDocuments() {}

    /**
     * Hands out what an event holds, in order.
     *
     * @throws MalformedJsonException when a part of it may belong to the answer but cannot be read
     */
    public static void each(ServerSentEvent event, Reader reader, End end) throws MalformedJsonException {
        String data = event.data();
        if (data == null || data.isBlank()) {
            return;
        }
        if (data.charAt(0) == '{') {
            JsonObject only = only(data);
            if (only != null) {
                reader.read(data, only);
                return;
            }
        }
        for (String part : JsonSequence.parts(data)) {
            if (part.startsWith(DONE) || part.startsWith("," + DONE)) {
                end.reached();
                return;
            }
            if (part.charAt(0) == '{') {
                reader.read(part, JsonSyntax.object(part));
            } else if (mayBelong(part)) {
                throw new MalformedJsonException("An event of the stream is not JSON.");
            }
        }
    }

    private static @Nullable JsonObject only(String data) {
        try {
            return JsonSyntax.object(data);
        } catch (MalformedJsonException e) {
            // Several, or none that can be read: looked at part by part.
            return null;
        }
    }

    /** A piece of a chunk has a quote or a bracket; words such as "ping" and commas between documents have none. */
    private static boolean mayBelong(String part) {
        return part.indexOf('"') >= 0 || part.indexOf('}') >= 0 || part.indexOf('\\') >= 0;
    }
}
