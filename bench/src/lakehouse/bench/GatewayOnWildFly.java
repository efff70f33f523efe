package lakehouse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** This gateway on WildFly with {@code standalone-microprofile.xml}. */
final class GatewayOnWildFly implements Contender {
    private final Places places;

    GatewayOnWildFly(Places places) {
        this.places = places;
    }

    @Override
    public String name() {
        return "Lakehouse Gateway on WildFly";
    }

    @Override
    public String version() {
        return places.wildFly().getFileName().toString().replace("wildfly-", "");
    }

    @Override
    public String missing() {
        return Files.exists(places.wildFly()) ? "" : "WildFly could not be fetched";
    }

    @Override
    public Server start(Upstreams upstreams) {
        Path base = places.work("wildfly").resolve("standalone");
        copyConfiguration(base);
        int port = Ports.free();
        return Server.start(
                name(),
                places.work("wildfly"),
                port,
                Map.of(
                        "JAVA_HOME",
                        places.java().getParent().getParent().toString(),
                        "JBOSS_JAVA_SIZING",
                        "-Xms64m -XX:MetaspaceSize=96M -XX:MaxMetaspaceSize=256m " + JAVA_OPTIONS),
                List.of(
                        places.wildFly().resolve("bin/standalone.sh").toString(),
                        "--server-config=standalone-microprofile.xml",
                        "--properties=" + GatewaySettings.write(places.work("wildfly"), upstreams),
                        "-Djboss.server.base.dir=" + base,
                        "-Djboss.bind.address=127.0.0.1",
                        "-Djboss.bind.address.management=127.0.0.1",
                        "-Djboss.http.port=" + port,
                        "-Djboss.https.port=" + Ports.free(),
                        "-Djboss.management.http.port=" + Ports.free(),
                        "-Dgateway.env-file.paths=" + base.resolve("none.env")));
    }

    /** The installation stays as it came; the WAR under this name is at /. */
    private void copyConfiguration(Path base) {
        try {
            delete(base);
            Path to = Files.createDirectories(base.resolve("configuration"));
            try (Stream<Path> files = Files.list(places.wildFly().resolve("standalone/configuration"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
            Path deployments = Files.createDirectories(base.resolve("deployments"));
            Files.copy(places.war(), deployments.resolve("ROOT.war"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }

    @Override
    public Map<String, String> headers(Upstreams upstreams, boolean stream) {
        return Map.of();
    }
}
