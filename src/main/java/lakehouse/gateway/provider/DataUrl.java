package lakehouse.gateway.provider;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file inside an address, {@code data:image/png;base64,...}.
 *
 * @param mediaType its type
 * @param base64 its bytes
 */
public record DataUrl(String mediaType, String base64) {
    private static final Pattern HEAD = Pattern.compile("data:([^;,]*)(?:;[^;,]*)*?;base64,", Pattern.CASE_INSENSITIVE);

    /** Reads an address; empty when it holds no file in base64. */
    public static Optional<DataUrl> of(String url) {
        Matcher head = HEAD.matcher(url);
        return head.lookingAt() ? Optional.of(new DataUrl(head.group(1), url.substring(head.end()))) : Optional.empty();
    }
}
