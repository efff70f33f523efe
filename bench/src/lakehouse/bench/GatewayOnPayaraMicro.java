package lakehouse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** This gateway as {@code ./gateway run} starts it. */
final class GatewayOnPayaraMicro implements Contender {
    /** Its name, which the targets are about. */
    static final String NAME = "Lakehouse Gateway on Payara Micro";

    private final Places places;

    GatewayOnPayaraMicro(Places places) {
        this.places = places;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return places.payaraMicro().getFileName().toString().replaceAll("payara-micro-|\\.jar", "");
    }

    @Override
    public String missing() {
        return Files.exists(places.payaraMicro()) ? "" : "Payara Micro could not be fetched";
    }

    @Override
    public Server start(Upstreams upstreams) {
        Path work = places.work("payara-micro");
        int port = Ports.free();
        return Server.start(
                name(),
                work,
                port,
                Map.of(),
                List.of(
                        places.java().toString(),
                        "@" + shipped("jvm.options"),
                        "-Xms" + HEAP,
                        "-Xmx" + HEAP,
                        "-Djava.io.tmpdir=" + places.work("payara-micro/tmp"),
                        "-Dgateway.env-file.paths=" + work.resolve("none.env"),
                        "-jar",
                        places.payaraMicro().toString(),
                        "--deploy",
                        places.war().toString(),
                        "--contextroot",
                        "/",
                        "--port",
                        String.valueOf(port),
                        "--nocluster",
                        "--disablephonehome",
                        "--logproperties",
                        shipped("logging.properties").toString(),
                        "--prebootcommandfile",
                        shipped("pre-boot.asadmin").toString(),
                        "--postdeploycommandfile",
                        postDeploy(work, port).toString(),
                        "--systemproperties",
                        GatewaySettings.write(work, upstreams).toString()));
    }

    private Path shipped(String file) {
        return places.root().resolve("server-config/payara").resolve(file);
    }

    /** The port opens once the gateway is deployed. Payara Micro has no option for the address that it listens on. */
    private Path postDeploy(Path work, int port) {
        try {
            return Files.writeString(
                    work.resolve("post-deploy.asadmin"),
                    Files.readString(shipped("post-deploy.asadmin"))
                            .replaceFirst(
                                    "--address \\S+ --listenerport \\d+",
                                    "--address 127.0.0.1 --listenerport " + port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> headers(Upstreams upstreams, boolean stream) {
        return Map.of();
    }
}
