package lakehouse.gateway.audit.grounding;

import org.jspecify.annotations.Nullable;

/**
 * What a model claims.
 *
 * @param path of the file
 * @param startLine from 1; 0 when the model gave none
 * @param endLine not before the start; 0 when the model gave none
 * @param quote the code in question, word for word
 * @param severity how bad it is
 * @param category what kind of flaw it is, in the model's words
 * @param explanation why it is one
 * @param suggestion how to mend it; empty when the model gave none
 * @param confidence from 0 to 1; null when the model gave none
 */
public record Finding(
        String path,
        int startLine,
        int endLine,
        String quote,
        Severity severity,
        String category,
        String explanation,
        String suggestion,
        @Nullable Double confidence) {}
