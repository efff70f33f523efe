package lakehouse.gateway.config;

import java.util.List;

/** What the gateway says of names that it does not read. */
public final class Misspellings {
    private Misspellings() {}

    public static List<String> of(MapSettings settings) {
        UnknownKeysCheck check = new UnknownKeysCheck();
        check.settings = settings.settings();
        check.declared = Declared.settings();
        return check.problems().stream().map(ConfigurationProblem::message).toList();
    }
}
