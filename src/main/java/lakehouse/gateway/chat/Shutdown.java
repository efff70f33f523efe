package lakehouse.gateway.chat;

import jakarta.annotation.PreDestroy;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;

/**
 * Lets calls in flight end when the application is undeployed. An EJB, because a CDI bean learns of the end only when the
 * beans it would wait for may be gone already.
 */
@Singleton
@Startup
public class Shutdown {
    private static final Logger LOG = System.getLogger(Shutdown.class.getName());
    private static final Duration WAIT = Duration.ofSeconds(30);

    @Inject
    Admission admission;

    @Inject
    Settings settings;

    @PreDestroy
    void drain() {
        Duration wait = settings.duration(Setting.DRAIN_TIMEOUT, "", WAIT);
        LOG.log(Level.INFO, "Stopping: new calls are turned away, those in flight get up to " + wait + ".");
        if (!admission.drain(wait)) {
            LOG.log(Level.WARNING, "Some calls did not end within " + wait + " and are cut off.");
        }
    }
}
