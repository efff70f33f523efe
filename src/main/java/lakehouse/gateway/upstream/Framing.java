package lakehouse.gateway.upstream;

import java.io.InputStream;

/** How a provider cuts its stream into items. */
public enum Framing {
    /** Server-sent events. */
    SSE("text/event-stream"),
    /** One JSON document on each line. */
    NDJSON("application/x-ndjson");

    private final String mediaType;

    Framing(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The media type to ask for. */
    public String mediaType() {
        return mediaType;
    }

    /** A reader of a body; closing it closes the body. */
    public EventReader reader(InputStream body) {
        return this == SSE ? new SseReader(body) : new NdjsonReader(body);
    }

    /** Whether an answer of this type is one document, though a stream was asked for. Some front ends call NDJSON JSON. */
    public boolean isWhole(String contentType) {
        return this == SSE && contentType.startsWith("application/json");
    }
}
