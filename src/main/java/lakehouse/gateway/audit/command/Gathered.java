package lakehouse.gateway.audit.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What git gave of the directory that is audited.
 *
 * @param material members of the request, as JSON without braces; empty when there is nothing to audit
 * @param nothing why there is nothing; null when there is something
 * @param base the commit that changes are counted from; null for whole files
 * @param head the commit that is checked out; empty when there is none
 * @param branch that is checked out; empty for none
 * @param remote where the repository came from, without credentials; empty when nobody knows
 * @param secrets paths that were left out because they hold secrets
 * @param outside paths that were left out because a link leads elsewhere
 */
record Gathered(
        String material,
        @Nullable String nothing,
        @Nullable String base,
        String head,
        String branch,
        String remote,
        List<String> secrets,
        List<String> outside) {}
