package lakehouse.bench;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** Portkey's gateway on Node.js, as npm has it. */
final class Portkey implements Contender {
    private final Places places;

    Portkey(Places places) {
        this.places = places;
    }

    @Override
    public String name() {
        return "Portkey";
    }

    @Override
    public String version() {
        return "1.15.2 with @hono/node-server 1.13.8, Node.js "
                + Commands.firstLine(Commands.find("node"), "--version");
    }

    @Override
    public String missing() {
        if (!Commands.has("node")) {
            return "Node.js is not installed: apt-get install nodejs npm";
        }
        return Files.exists(places.portkey())
                ? ""
                : "npm could not install @portkey-ai/gateway 1.15.2; the reason is above";
    }

    @Override
    public Server start(Upstreams upstreams) {
        int port = Ports.free();
        return Server.start(
                name(),
                places.work("portkey"),
                port,
                Map.of("TRUSTED_CUSTOM_HOSTS", "127.0.0.1", "NODE_ENV", "production"),
                List.of(
                        Commands.find("node"),
                        "--require",
                        places.root().resolve("bench/portkey/loopback.cjs").toString(),
                        places.portkey().resolve("build/start-server.js").toString(),
                        "--port=" + port,
                        "--headless"));
    }

    @Override
    public Map<String, String> headers(Upstreams upstreams, boolean stream) {
        int port = stream ? upstreams.paced() : upstreams.canned();
        return Map.of("x-portkey-provider", "openai", "x-portkey-custom-host", "http://127.0.0.1:" + port + "/v1");
    }
}
