package lakehouse.gateway.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Strict decoding of UTF-8: the JDK's readers replace a bad byte in silence, which would change a prompt. */
final class Utf8 {
    private Utf8() {}

    /** The text without a byte order mark, which RFC 8259 lets a reader ignore and some front ends put before a body. */
    static byte[] withoutMark(byte[] text) {
        boolean marked = text.length >= 3 && text[0] == (byte) 0xef && text[1] == (byte) 0xbb && text[2] == (byte) 0xbf;
        return marked ? Arrays.copyOfRange(text, 3, text.length) : text;
    }

    static CharBuffer decode(byte[] bytes) throws MalformedJsonException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            return decoder.decode(in);
        } catch (CharacterCodingException e) {
            throw new MalformedJsonException("The text is not valid UTF-8 at byte " + in.position() + ".");
        }
    }
}
