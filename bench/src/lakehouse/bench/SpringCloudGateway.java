package lakehouse.bench;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** Spring Cloud Gateway as the plain proxy in Java. */
final class SpringCloudGateway implements Contender {
    private final Places places;

    SpringCloudGateway(Places places) {
        this.places = places;
    }

    @Override
    public String name() {
        return "Spring Cloud Gateway";
    }

    @Override
    public String version() {
        return "2025.0.0, Spring Boot 3.5.6";
    }

    @Override
    public String missing() {
        return Files.exists(places.springCloudGateway())
                ? ""
                : "Maven could not build bench/spring-cloud-gateway; the reason is above";
    }

    @Override
    public Server start(Upstreams upstreams) {
        int port = Ports.free();
        return Server.start(
                name(),
                places.work("spring-cloud-gateway"),
                port,
                Map.of("JDK_JAVA_OPTIONS", JAVA_OPTIONS),
                List.of(
                        places.java().toString(),
                        "-jar",
                        places.springCloudGateway().toString(),
                        "--server.port=" + port,
                        "--bench.canned=" + upstreams.canned(),
                        "--bench.paced=" + upstreams.paced()));
    }

    @Override
    public Map<String, String> headers(Upstreams upstreams, boolean stream) {
        return stream ? Map.of("x-bench-upstream", "paced") : Map.of();
    }
}
