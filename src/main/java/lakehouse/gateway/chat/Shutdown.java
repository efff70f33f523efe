package lakehouse.gateway.chat;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Lets calls in flight end when the application is undeployed or the server stops. A servlet listener, because it is the
 * first to learn of the end: Payara destroys the beans of CDI, among them the threads of the calls, before it tells an EJB.
 */
@WebListener
public class Shutdown implements ServletContextListener {
    private static final Logger LOG = System.getLogger(Shutdown.class.getName());

    @Inject
    Admission admission;

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        LOG.log(Level.INFO, "Stopping: new calls are turned away, those in flight may end.");
        if (!admission.drain()) {
            LOG.log(Level.WARNING, "Some calls did not end within gateway.drain-timeout and are cut off.");
        }
    }
}
