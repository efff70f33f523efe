package lakehouse.gateway.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Who the gateway says it is. */
public final class GatewayVersion {
    /** The gateway's version, as the build stamped it. */
    public static final String VERSION = read();

    /** The name it sends to every provider unless an operator configures another (design decision 8). */
    public static final String USER_AGENT = "LakehouseGateway/" + VERSION;

    private GatewayVersion() {}

    private static String read() {
        try (InputStream in = GatewayVersion.class.getResourceAsStream("/lakehouse/gateway/version.properties")) {
            if (in == null) {
                throw new IllegalStateException("version.properties is missing from the WAR.");
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
