package lakehouse.gateway.provider;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import lakehouse.gateway.platform.Shared;

/** Finds dialects by name. A dialect that speaks another one's format on some surface reaches it here, and only here. */
@Shared
public class Dialects {
    @Inject
    @Any
    Instance<Dialect> dialects;

    /** All dialects, by name. */
    public Map<String, Dialect> all() {
        Map<String, Dialect> known = new LinkedHashMap<>();
        dialects.forEach(dialect -> known.put(dialect.name(), dialect));
        return known;
    }

    /**
     * One dialect.
     *
     * @throws IllegalStateException when the WAR does not hold it
     */
    public Dialect named(String name) {
        Dialect dialect = all().get(name);
        if (dialect == null) {
            throw new IllegalStateException("There is no dialect " + name + " in this WAR.");
        }
        return dialect;
    }
}
