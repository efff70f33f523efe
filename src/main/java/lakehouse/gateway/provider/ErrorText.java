package lakehouse.gateway.provider;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Texts of error bodies, made fit to show on one line. */
final class ErrorText {
    private static final int EXCERPT = 500;

    /** No page of HTML says why a call failed behind this; it bounds what the patterns below have to look through. */
    private static final int LONGEST_PAGE = 20_000;

    private static final int LONGEST_WORDS = 4_000;

    private static final Pattern UNSEEN = Pattern.compile("(?is)<(script|style|svg)\\b.*?</\\1\\s*>|<!--.*?-->");
    private static final Pattern TAG = Pattern.compile("<[^<>]*>");
    private static final Pattern EVENT_LINE = Pattern.compile("(?s)(event|data|id):.*");

    private ErrorText() {}

    /** What an error body holds: the data of events, where it is a stream. */
    static String payload(String body) {
        String text = body.strip();
        if (!EVENT_LINE.matcher(text).matches()) {
            return text;
        }
        return text.lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> line.substring("data:".length()).strip())
                .filter(data -> !data.equals("[DONE]"))
                .collect(Collectors.joining("\n"));
    }

    /** The words of a text that is no JSON; those of a page of HTML without its tags. */
    static String words(String body) {
        String text = payload(body);
        if (!text.startsWith("<")) {
            return excerpt(text);
        }
        String page = text.length() > LONGEST_PAGE ? text.substring(0, LONGEST_PAGE) : text;
        String seen = TAG.matcher(UNSEEN.matcher(page).replaceAll(" ")).replaceAll(" ");
        return seen.isBlank() ? excerpt(text) : excerpt(seen.replace("&nbsp;", " "));
    }

    /** The start of a text, on one line. */
    static String excerpt(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.isEmpty()) {
            return "(empty answer)";
        }
        return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "…";
    }

    /** As much of an error's words as is looked through for what they mean. */
    static String start(String words) {
        return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS);
    }

    /** A text that is not blank, or a number as text; null for anything else. */
    static @Nullable String scalar(@Nullable JsonValue value) {
        if (value instanceof JsonString string) {
            return string.getString().isBlank() ? null : string.getString();
        }
        return value instanceof JsonNumber number ? number.toString() : null;
    }
}
