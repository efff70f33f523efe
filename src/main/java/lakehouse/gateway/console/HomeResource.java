package lakehouse.gateway.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import lakehouse.gateway.provider.GatewayVersion;

/** {@code GET /}: a short page that says what this is and links on. Open to everyone, so it shows no configuration. */
@Path("/")
@RequestScoped
public class HomeResource {
    /** The page. */
    @GET
    @Produces(MediaType.TEXT_HTML + ";charset=utf-8")
    public String page() throws IOException {
        try (InputStream in = HomeResource.class.getResourceAsStream("/lakehouse/gateway/home.html")) {
            if (in == null) {
                throw new IllegalStateException("home.html is missing from the WAR.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("{{version}}", GatewayVersion.VERSION);
        }
    }
}
