package lakehouse.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** nginx as a plain proxy: the limit. */
final class Nginx implements Contender {
    private static final String PROGRAM = "nginx";

    private final Places places;

    Nginx(Places places) {
        this.places = places;
    }

    static boolean isInstalled() {
        return Commands.has(PROGRAM);
    }

    /** Starts it with a configuration of {@code bench/nginx}, in a folder of its own. */
    static Server start(Places places, String folder, String template, Map<String, String> values) {
        Path work = places.work(folder);
        int port = Ports.free();
        Map<String, String> all = new LinkedHashMap<>(values);
        all.put("port", String.valueOf(port));
        // Its workers would take another user, who cannot write here.
        all.put("user", System.getProperty("user.name").equals("root") ? "user root;" : "");
        Path configuration = places.fill(template, work.resolve("nginx.conf"), all);
        return Server.start(
                "nginx",
                work,
                port,
                Map.of(),
                List.of(Commands.find(PROGRAM), "-p", work.toString(), "-c", configuration.toString(), "-e", "stderr"));
    }

    @Override
    public String name() {
        return "nginx";
    }

    @Override
    public String version() {
        return Commands.firstLine(Commands.find(PROGRAM), "-v").replace("nginx version: nginx/", "");
    }

    @Override
    public String missing() {
        return isInstalled() ? "" : "nginx is not installed: apt-get install nginx";
    }

    @Override
    public Server start(Upstreams upstreams) {
        return start(
                places,
                "nginx",
                "nginx/proxy.conf",
                Map.of("canned", String.valueOf(upstreams.canned()), "paced", String.valueOf(upstreams.paced())));
    }

    @Override
    public Map<String, String> headers(Upstreams upstreams, boolean stream) {
        return stream ? Map.of("x-bench-upstream", "paced") : Map.of();
    }
}
