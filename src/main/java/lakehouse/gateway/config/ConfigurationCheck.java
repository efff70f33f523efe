package lakehouse.gateway.config;

import java.util.List;

/**
 * Looks for one kind of mistake in the configuration. All beans of this type are asked at deployment, and again while
 * the gateway runs, since its configuration may change.
 */
public interface ConfigurationCheck {
    /** The mistakes there are now. Looks at the configuration only, and never waits for anybody. */
    List<ConfigurationProblem> problems();

    /** Whether the log has them already, so that they are not written a second time. */
    default boolean logsThemItself() {
        return false;
    }
}
