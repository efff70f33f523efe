package lakehouse.gateway.audit.work;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import lakehouse.gateway.threads.CallExecutor;

/**
 * Resumes audits when the application starts and lets go of them when it ends. An EJB, because only a startup singleton
 * runs at deployment by itself; it is destroyed before the one it depends on, which waits for the calls in flight.
 */
@Singleton
@Startup
@DependsOn("Shutdown")
public class AuditStartup {
    @Inject
    Audits audits;

    @Inject
    CallExecutor executor;

    @PostConstruct
    void resume() {
        executor.execute(audits::resume);
    }

    @PreDestroy
    void stop() {
        audits.stop();
    }
}
