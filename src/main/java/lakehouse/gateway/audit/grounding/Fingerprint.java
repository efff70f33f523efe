package lakehouse.gateway.audit.grounding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Gives findings names that stay the same while the code does: lines may move, and be indented otherwise. */
public final class Fingerprint {
    private static final int LENGTH = 32;

    private Fingerprint() {}

    /** The name of each grounded finding. Of several that have the same code in a file, the later ones get a number. */
    public static Map<CheckedFinding, String> of(List<CheckedFinding> findings) {
        Map<String, Integer> seen = new HashMap<>();
        Map<CheckedFinding, String> names = new LinkedHashMap<>();
        for (CheckedFinding one : findings) {
            String name = name(one.path(), one.finding().category(), one.code());
            int count = seen.merge(name, 1, Integer::sum);
            names.put(one, count == 1 ? name : name + "-" + count);
        }
        return names;
    }

    /** The name that code in a file has, seen for one kind of flaw. */
    public static String name(String path, String category, String code) {
        String all = path + "\n" + rule(category) + "\n" + NormalizedText.of(code);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** A kind of flaw as an id, whatever its capitals and signs. */
    public static String rule(String category) {
        String id = category.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
        return id.isEmpty() ? "general" : id;
    }

    /** Whether code holds a quote, which has to say something. */
    public static boolean holds(String code, String quote) {
        return quote.codePoints().anyMatch(Character::isLetterOrDigit)
                && NormalizedText.of(code).contains(NormalizedText.of(quote));
    }

    /** Whether one of two pieces of code holds the other: models quote more or less of the same flaw. */
    public static boolean overlap(String code, String other) {
        return holds(code, other) || holds(other, code);
    }
}
