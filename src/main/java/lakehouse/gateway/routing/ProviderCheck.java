package lakehouse.gateway.routing;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Reports at deployment which providers cannot be used, so that nobody has to find out by a failed call. */
@Singleton
@Startup
public class ProviderCheck {
    private static final Logger LOG = System.getLogger(ProviderCheck.class.getName());

    @Inject
    ProviderRegistry registry;

    @PostConstruct
    void report() {
        registry.current()
                .problems()
                .forEach((id, problem) -> LOG.log(Level.WARNING, "Provider " + id + " cannot be used. " + problem));
    }
}
