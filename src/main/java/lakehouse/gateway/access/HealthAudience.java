package lakehouse.gateway.access;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import lakehouse.gateway.platform.Shared;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for a health check. Its interface knows no request, so the thread carries it. Where the server answers at a port
 * of its own, as WildFly does, nobody can be told apart: details are told there only while no caller needs a key.
 */
@Shared
public class HealthAudience {
    private static final ThreadLocal<@Nullable Boolean> TRUSTED = new ThreadLocal<>();

    @Inject
    AccessKeys keys;

    /** Answers a request. */
    interface Work {
        void run() throws IOException, ServletException;
    }

    static void during(boolean trusted, Work work) throws IOException, ServletException {
        TRUSTED.set(trusted);
        try {
            work.run();
        } finally {
            TRUSTED.remove();
        }
    }

    /** Whether the one who asks now may know more than up or down. */
    public boolean mayKnowDetails() {
        Boolean trusted = TRUSTED.get();
        return trusted == null ? !keys.required() : trusted;
    }
}
