package lakehouse.gateway.routing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lakehouse.gateway.provider.Provider;

/**
 * The providers as configured at one moment.
 *
 * @param usable those whose settings are valid, by id, in configured order
 * @param problems what is wrong with the others, by id, in words for the operator
 */
public record Providers(Map<String, Provider> usable, Map<String, String> problems) {
    /** The provider of this id whose settings are valid. */
    public Optional<Provider> find(String id) {
        return Optional.ofNullable(usable.get(id));
    }

    /** Whether an id is configured, well or badly. */
    public boolean names(String id) {
        return usable.containsKey(id) || problems.containsKey(id);
    }

    /** All configured ids. */
    public List<String> ids() {
        return java.util.stream.Stream.concat(usable.keySet().stream(), problems.keySet().stream())
                .toList();
    }
}
