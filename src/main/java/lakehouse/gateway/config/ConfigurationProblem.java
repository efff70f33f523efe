package lakehouse.gateway.config;

/**
 * A mistake in the configuration, for the operator. It holds no secret, so it may be logged and shown.
 *
 * @param key the key, variable or file that is wrong
 * @param message what is wrong with it and what to do, naming the key
 * @param stopsCalls whether no call can be served because of it; otherwise the rest of the gateway works
 */
public record ConfigurationProblem(String key, String message, boolean stopsCalls) {
    /** A mistake that leaves the rest of the gateway working. */
    public static ConfigurationProblem of(String key, String message) {
        return new ConfigurationProblem(key, message, false);
    }
}
