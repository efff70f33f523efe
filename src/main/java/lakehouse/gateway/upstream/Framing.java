package lakehouse.gateway.upstream;

import java.io.InputStream;
import java.util.function.Function;

/** How a provider cuts its stream into items. */
public enum Framing {
    /** Server-sent events. */
    SSE("text/event-stream", SseReader::new),
    /** One JSON document on each line. */
    NDJSON("application/x-ndjson", NdjsonReader::new);

    private final String mediaType;
    private final Function<InputStream, EventReader> readers;

    Framing(String mediaType, Function<InputStream, EventReader> readers) {
        this.mediaType = mediaType;
        this.readers = readers;
    }

    /** The media type to ask for. */
    public String mediaType() {
        return mediaType;
    }

    /** A reader of a body; closing it closes the body. */
    public EventReader reader(InputStream body) {
        return readers.apply(body);
    }

    /** Whether an answer of this type is one document, though a stream was asked for. Some front ends call NDJSON JSON. */
    public boolean isWhole(String contentType) {
        return this == SSE && contentType.startsWith("application/json");
    }
}
