package lakehouse.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one file after a look at it.
 *
 * @param stamp null when the file could not be looked at
 * @param content the values in use, which may be older than the stamp
 * @param trouble what is wrong with the file as a whole, beside its broken lines
 * @param current whether an equal stamp at the next look means that there is nothing to read
 */
record EnvFileState(
        @Nullable EnvFileStamp stamp, EnvFileContent content, List<EnvFileProblem> trouble, boolean current) {

    Map<String, String> values() {
        return content.values();
    }

    List<EnvFileProblem> problems() {
        List<EnvFileProblem> all = new ArrayList<>(trouble);
        all.addAll(content.problems());
        return all;
    }

    /** Whether an operator should hear of this look, given the one before it. */
    boolean isNewsAfter(@Nullable EnvFileState earlier) {
        return earlier == null
                || !Objects.equals(stamp, earlier.stamp)
                || !problems().equals(earlier.problems());
    }
}
