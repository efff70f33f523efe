package lakehouse.gateway.upstream;

import org.jspecify.annotations.Nullable;

/**
 * One item of an upstream's stream.
 *
 * @param name the {@code event:} field; null when there was none
 * @param data the data, lines joined with a line feed; null for a comment
 * @param comment the text of a comment line; null for an event
 */
public record ServerSentEvent(
        @Nullable String name,
        @Nullable String data,
        @Nullable String comment) {}
