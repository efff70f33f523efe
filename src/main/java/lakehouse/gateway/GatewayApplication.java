package lakehouse.gateway;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;
import lakehouse.gateway.access.CallHeadersFilter;
import lakehouse.gateway.access.CallerFilter;
import lakehouse.gateway.access.ErrorMapper;
import lakehouse.gateway.audit.AuditResource;
import lakehouse.gateway.audit.AuditsResource;
import lakehouse.gateway.console.CallsResource;
import lakehouse.gateway.console.HomeResource;
import lakehouse.gateway.console.LaddersResource;
import lakehouse.gateway.console.ProviderUsageResource;
import lakehouse.gateway.console.ProvidersResource;
import lakehouse.gateway.models.ModelsResource;

/**
 * The JAX-RS application. It lists its classes because Jersey takes a MicroProfile Rest Client interface with
 * {@code @Path} for a resource when it scans.
 */
@ApplicationPath("/")
public class GatewayApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                CallerFilter.class,
                CallHeadersFilter.class,
                ErrorMapper.class,
                ModelsResource.class,
                ProvidersResource.class,
                ProviderUsageResource.class,
                LaddersResource.class,
                CallsResource.class,
                AuditsResource.class,
                AuditResource.class,
                HomeResource.class);
    }

    /**
     * Jersey holds back the first 8 KiB of a response, seconds of a stream, unless told not to (design decision 5),
     * and describes the API to everyone as WADL. RESTEasy ignores both.
     */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.server.contentLength.buffer", "0", "jersey.config.server.wadl.disableWadl", "true");
    }
}
