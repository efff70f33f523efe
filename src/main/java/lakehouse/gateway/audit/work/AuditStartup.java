package lakehouse.gateway.audit.work;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import lakehouse.gateway.platform.Preload;
import lakehouse.gateway.threads.CallExecutor;

/**
 * Resumes audits when the application starts and lets go of them when it ends. A servlet listener, because Payara destroys
 * the beans of CDI before it tells an EJB.
 */
@WebListener
public class AuditStartup implements ServletContextListener {
    @Inject
    Audits audits;

    @Inject
    CallExecutor executor;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        executor.execute(this::resume);
    }

    private void resume() {
        try {
            Preload.awaitLoaded();
            audits.resume();
        } catch (InterruptedException e) {
            // The application is being stopped already.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        audits.stop();
    }
}
