package lakehouse.gateway.json;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.CharBuffer;
import java.util.Objects;

/** The one place that calls the JSON-P provider to read text. */
public final class JsonSyntax {
    /** JSON-P looks its provider up through {@code ServiceLoader} at every static call, so it is kept. */
    private static final JsonProvider PROVIDER = JsonProvider.provider();

    /** Nesting allowed in a document; a deeper one is refused before a recursive reader can overflow the stack. */
    static final int MAX_DEPTH = 512;

    /** Characters of a number that cannot exceed any limit: an exponent has to have ten digits to be too large. */
    static final int HARMLESS_NUMBER = 11;

    private JsonSyntax() {}

    /**
     * Reads one JSON value.
     *
     * @param text the whole text of the value
     * @throws MalformedJsonException when the text is not exactly one JSON value
     */
    public static JsonValue value(String text) throws MalformedJsonException {
        // Not a JsonReader: Parsson's takes the first value for the whole text, whatever follows.
        try (JsonParser parser = PROVIDER.createParser(new StringReader(text))) {
            parser.next();
            JsonValue value = parser.getValue();
            if (parser.hasNext()) {
                throw new MalformedJsonException("The text has more than one JSON value.");
            }
            return value;
        } catch (JsonParsingException e) {
            throw new MalformedJsonException(describe(e.getLocation()));
        } catch (RuntimeException e) {
            // Parsson reports its limits (number length, depth) as exceptions of several kinds without a location.
            throw new MalformedJsonException("The text is not JSON that can be read: " + e.getMessage());
        }
    }

    /**
     * Reads one JSON object.
     *
     * @throws MalformedJsonException when the text is not exactly one JSON object
     */
    public static JsonObject object(String text) throws MalformedJsonException {
        if (value(text) instanceof JsonObject object) {
            return object;
        }
        throw new MalformedJsonException("The text is not a JSON object.");
    }

    /** Checks that the text is one JSON object and nothing else, without building a tree. */
    static void requireObject(CharBuffer text) throws MalformedJsonException {
        if (text.chars().allMatch(Character::isWhitespace)) {
            throw new MalformedJsonException("The text is empty.");
        }
        try (JsonParser parser = PROVIDER.createParser(reader(text))) {
            if (!parser.hasNext() || parser.next() != JsonParser.Event.START_OBJECT) {
                throw new MalformedJsonException("The text is JSON, but not a JSON object.");
            }
            int depth = 1;
            while (parser.hasNext()) {
                switch (parser.next()) {
                    case START_OBJECT, START_ARRAY -> depth++;
                    case END_OBJECT, END_ARRAY -> depth--;
                    case VALUE_NUMBER -> requireReadable(parser);
                    default -> {}
                }
                if (depth > MAX_DEPTH) {
                    throw new MalformedJsonException("The JSON is nested deeper than " + MAX_DEPTH + " levels, at "
                            + position(parser.getLocation()) + ".");
                }
            }
        } catch (JsonParsingException e) {
            throw new MalformedJsonException(describe(e.getLocation()));
        } catch (JsonException | IllegalStateException e) {
            throw new MalformedJsonException("The text is not JSON that can be read: " + e.getMessage());
        }
    }

    /** A number that passes here can be read into a tree later, whoever asks for the tree. */
    private static void requireReadable(JsonParser parser) throws MalformedJsonException {
        if (parser.getString().length() <= HARMLESS_NUMBER) {
            return;
        }
        try {
            Objects.requireNonNull(parser.getBigDecimal());
        } catch (NumberFormatException | UnsupportedOperationException e) {
            throw new MalformedJsonException(
                    "The JSON has a number that is too long or too large, at " + position(parser.getLocation()) + ".");
        }
    }

    private static Reader reader(CharBuffer text) {
        return new StringReader(text.toString());
    }

    private static String describe(JsonLocation location) {
        return "The text is not valid JSON: reading stopped at " + position(location) + ".";
    }

    private static String position(JsonLocation location) {
        return "line " + location.getLineNumber() + ", column " + location.getColumnNumber() + " (offset "
                + location.getStreamOffset() + ")";
    }
}
