package lakehouse.gateway.access;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import lakehouse.gateway.config.AccessKeyDoubts;
import lakehouse.gateway.config.AccessKeyDoubts.Doubt;
import lakehouse.gateway.config.ConfigurationProblem;
import lakehouse.gateway.config.Form;
import lakehouse.gateway.config.KeyDoubt;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.platform.Shared;
import org.jspecify.annotations.Nullable;

/**
 * Reads the access keys. Without keys the gateway is open to this machine, so a mistake must never look like "no keys":
 * where keys were, or something may be meant as keys that cannot be read, nobody gets in until keys can be read or
 * {@code none} stands there.
 */
@Shared
class AccessKeyReader {
    private static final String KEY = Setting.ACCESS_KEYS.pattern();
    private static final String ENTRY = "[A-Za-z0-9._-]+:[0-9A-Fa-f]{64}";
    private static final String NO_KEYS = "none";
    private static final int MOST_DOUBTS_TOLD = 5;

    /**
     * What the configuration says.
     *
     * @param hashes no map: two keys may share a name, so that one can replace the other without an outage
     */
    record Reading(boolean required, List<Map.Entry<String, byte[]>> hashes, List<ConfigurationProblem> problems) {
        private static final Reading OPEN = new Reading(false, List.of(), List.of());
    }

    @Inject
    Settings settings;

    @Inject
    AccessKeyDoubts doubts;

    /** Whether keys, or what may be keys, were there, and nobody has written since that there are none. */
    private volatile boolean keysWere;

    /** What the configuration says now, in the light of what it said before. */
    Reading read() {
        String value = value();
        if (value == null) {
            return withoutKeys();
        }
        return NO_KEYS.equalsIgnoreCase(value) ? meantToBeEmpty() : withKeys(value);
    }

    /** Empty when somebody wrote the key without a value; null when nobody wrote it. */
    private @Nullable String value() {
        String value = settings.find(Setting.ACCESS_KEYS);
        return value != null || !settings.isWritten(Setting.ACCESS_KEYS) ? value : "";
    }

    private Reading meantToBeEmpty() {
        List<Doubt> broken = doubts.find().stream()
                .filter(doubt -> doubt.kind() == KeyDoubt.BROKEN)
                .toList();
        keysWere = !broken.isEmpty();
        return broken.isEmpty() ? Reading.OPEN : closed(told(broken));
    }

    private Reading withKeys(String value) {
        keysWere = true;
        List<String> entries = Form.items(value);
        if (entries.isEmpty()) {
            return closed(KEY + " has no value.");
        }
        List<Map.Entry<String, byte[]>> hashes = hashes(entries);
        int bad = entries.size() - hashes.size();
        String problem = bad + " of " + entries.size() + " items of " + KEY
                + " cannot be used. Write each as name:SHA-256-in-hex.";
        return new Reading(true, hashes, bad == 0 ? List.of() : List.of(ConfigurationProblem.of(KEY, problem)));
    }

    private Reading withoutKeys() {
        List<Doubt> found = doubts.find();
        boolean were = keysWere;
        keysWere = were || found.stream().anyMatch(doubt -> doubt.kind() != KeyDoubt.UNREADABLE);
        if (!found.isEmpty()) {
            return closed(told(found));
        }
        return were ? closed(KEY + " was set, or may have been, and is not there any more.") : Reading.OPEN;
    }

    private static String told(List<Doubt> doubts) {
        String places = doubts.stream()
                .limit(MOST_DOUBTS_TOLD)
                .map(Doubt::what)
                .distinct()
                .collect(Collectors.joining(", "));
        int more = doubts.size() - MOST_DOUBTS_TOLD;
        return KEY + " may be meant by what cannot be read as such: " + places
                + (more > 0 ? " and " + more + " more." : ".");
    }

    private static Reading closed(String reason) {
        return new Reading(
                true,
                List.of(),
                List.of(ConfigurationProblem.of(
                        KEY,
                        reason + " So nobody gets in, with or without a key. Write " + KEY
                                + " as name:SHA-256-in-hex, or as none if every program on this machine may call without a"
                                + " key.")));
    }

    private static List<Map.Entry<String, byte[]>> hashes(List<String> entries) {
        List<Map.Entry<String, byte[]>> read = new ArrayList<>();
        for (String entry : entries) {
            if (entry.matches(ENTRY)) {
                int colon = entry.indexOf(':');
                read.add(Map.entry(
                        entry.substring(0, colon),
                        HexFormat.of().parseHex(entry.substring(colon + 1).toLowerCase(Locale.ROOT))));
            }
        }
        return List.copyOf(read);
    }
}
