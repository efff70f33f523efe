package lakehouse.gateway.door;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpServlet;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.dispatch.Admission;
import lakehouse.gateway.ledger.CallLog;
import lakehouse.gateway.platform.ProcessEnd;

/**
 * Lets calls in flight end when the application is undeployed or the server stops. A servlet without an address, because
 * Payara ends servlets first, in the order in which it learned of them: this one stands in {@code web.xml}, so it comes before the
 * one of JAX-RS, without which a call that has no response yet cannot be answered. A listener too, because no
 * specification says so.
 */
@WebListener
public class Shutdown extends HttpServlet implements ServletContextListener {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = System.getLogger(Shutdown.class.getName());

    @Inject
    transient Admission admission;

    @Inject
    transient CallLog log;

    @Inject
    transient Settings settings;

    @Inject
    transient ProcessEnd process;

    @Override
    public void destroy() {
        drain();
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        drain();
    }

    private void drain() {
        LOG.log(Level.INFO, "Stopping: new calls are turned away, those in flight may end.");
        if (!admission.drain()) {
            LOG.log(Level.WARNING, "Some calls did not end within gateway.drain-timeout and are cut off.");
        }
        // Before the server closes its log.
        log.close();
        if (endsTheProcess()) {
            process.now();
        }
    }

    private boolean endsTheProcess() {
        try {
            return settings.get(Setting.DRAIN_EXIT);
        } catch (RuntimeException e) {
            // A server that has begun to stop may have no configuration any more.
            return false;
        }
    }
}
