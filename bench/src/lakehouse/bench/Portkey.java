package lakehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Portkey's gateway on Node.js, as npm has it. */
final class Portkey implements Contender {
    private static final Pattern VERSION = Pattern.compile("\"version\" *: *\"([^\"]*)\"");

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
        return versionIn(places.portkey()) + " with @hono/node-server "
                + versionIn(places.portkey().resolve("../../@hono/node-server")) + ", Node.js "
                + Commands.firstLine(Commands.find("node"), "--version");
    }

    private static String versionIn(Path installed) {
        try {
            Matcher version = VERSION.matcher(Files.readString(installed.resolve("package.json")));
            return version.find() ? version.group(1) : "unknown";
        } catch (IOException e) {
            return "unknown";
        }
    }

    @Override
    public String missing() {
        if (!Commands.has("node")) {
            return "Node.js is not installed: apt-get install nodejs npm";
        }
        return Files.exists(places.portkey())
                ? ""
                : "npm could not install what bench/portkey/package.json names; the reason is above";
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
