package lakehouse.gateway.config;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells which names and texts may be meant as {@code gateway.access.keys}, however they are misspelt. Rather one too many:
 * what is taken for access keys without being some keeps callers out, the other way round lets everybody in.
 */
final class AccessKeyText {
    private static final String MEANT = normalized(Setting.ACCESS_KEYS.pattern());

    /** More strokes lead from {@code GATEWAY_ACCESS_KEYS} to keys of other programs, such as {@code AWS_ACCESS_KEYS}. */
    private static final int MOST_SLIPS = 4;

    /** A digest of a container image is written the same way. */
    private static final Pattern ENTRY =
            Pattern.compile("(?<![A-Za-z0-9._-])(?!sha256:)[A-Za-z0-9._-]+:[0-9A-Fa-f]{64}(?![0-9A-Fa-f])");

    private static final Pattern HASH = Pattern.compile("[0-9A-Fa-f]{64}");
    private static final Pattern ASSIGNMENT = Pattern.compile("(?i)gateway[._-]?access[._-]?keys?[ \t]*[=:]");

    /** Kubernetes gives a pod such variables for each service, whatever its name. */
    private static final Pattern OF_KUBERNETES = Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT.*|PORT|PORT_\\d+_.*)");

    private AccessKeyText() {}

    /** Whether a name may be a slip of the pen for the key, which itself counts, too. */
    static boolean mayBeName(String name) {
        if (OF_KUBERNETES.matcher(name).matches()) {
            return false;
        }
        String plain = normalized(name);
        boolean ofTheGateway = plain.startsWith("gateway")
                && !plain.startsWith("gatewayprovider")
                && !plain.startsWith("gatewayladder");
        return plain.endsWith("accesskeys")
                || (ofTheGateway && (plain.contains("access") || plain.contains("key")))
                || (Math.abs(plain.length() - MEANT.length()) <= MOST_SLIPS
                        && Strokes.between(plain, MEANT) <= MOST_SLIPS);
    }

    /** Whether a name is the key's own, as an environment variable or as it is. */
    static boolean isVariable(String name) {
        return EnvFileNames.asVariable(name).equals(EnvFileNames.asVariable(Setting.ACCESS_KEYS.pattern()));
    }

    /** Whether a value that another name has looks like access keys, or has swallowed the line that holds them. */
    static boolean mayBeValue(String value) {
        return ENTRY.matcher(value).find() || ASSIGNMENT.matcher(value).find();
    }

    /** Whether a line that is no assignment may be one of access keys: it looks like it, or nobody can read its name. */
    static boolean mayBeBrokenLine(String line) {
        String name = line.replaceFirst("^export[ \t]+", "").split("[=: \t]", 2)[0];
        return HASH.matcher(line).find()
                || normalized(line).contains("accesskeys")
                || !name.chars().allMatch(c -> c > 0x20 && c < 0x7f)
                // So is every beginning of the name, for somebody may write it just now.
                || MEANT.startsWith(normalized(name))
                || mayBeName(name);
    }

    private static String normalized(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }
}
