package lakehouse.gateway.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Strict decoding of UTF-8: the JDK's readers replace a bad byte in silence, which would change a prompt. */
final class Utf8 {
    private Utf8() {}

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
