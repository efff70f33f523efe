package lakehouse.gateway.chat;

import java.nio.charset.StandardCharsets;

/** The bytes of what goes down a stream. The arrays are shared: nobody changes them. */
final class SseFormat {
    /** OpenAI's end marker. */
    static final byte[] DONE = event("[DONE]");

    /** A comment, which every client ignores. */
    static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private SseFormat() {}

    /**
     * A comment that says something.
     *
     * @param text on one line
     */
    static byte[] comment(String text) {
        return (": " + text + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The event that ends a broken stream. Its name is for clients that look no further than that: langchain4j takes what
     * came before for the whole answer without it.
     *
     * @param data the error object, on one line
     */
    static byte[] error(String data) {
        return ("event: error\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * An event.
     *
     * @param data on one line
     */
    static byte[] event(String data) {
        return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
