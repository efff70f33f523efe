package lakehouse.gateway.config;

import java.util.List;

/** What is said about values that cannot be used. */
public final class ValueProblems {
    private ValueProblems() {}

    public static List<ConfigurationProblem> of(Settings settings) {
        ValuesCheck check = new ValuesCheck();
        check.settings = settings;
        check.declared = Declared.settings();
        return check.problems();
    }
}
