package lakehouse.gateway.chat;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.annotation.WebListener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Lets calls in flight end when the application is undeployed or the server stops. A filter, because Payara tells filters
 * first: then it ends JAX-RS, and calls without a response with it, then the beans of CDI, then those of EJB. A listener
 * too, because no specification orders filters.
 */
@WebFilter(urlPatterns = "/v1/chat/*", asyncSupported = true)
@WebListener
public class Shutdown implements Filter, ServletContextListener {
    private static final Logger LOG = System.getLogger(Shutdown.class.getName());

    @Inject
    Admission admission;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
    }

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
    }
}
