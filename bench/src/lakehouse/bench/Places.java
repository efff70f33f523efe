package lakehouse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where things are.
 *
 * @param root the project
 * @param java the JDK that all Java contenders run on
 * @param payaraMicro the server's jar
 * @param wildFly the server's folder
 * @param springCloudGateway the built proxy
 * @param portkey the installed package; its folder is missing when it could not be installed
 */
record Places(Path root, Path java, Path payaraMicro, Path wildFly, Path springCloudGateway, Path portkey) {
    /** Those that the launcher tells in system properties. */
    static Places given() {
        Path root = Path.of(System.getProperty("bench.root"));
        Path target = root.resolve("target/bench");
        return new Places(
                root,
                Path.of(System.getProperty("java.home"), "bin", "java"),
                Path.of(System.getProperty("bench.payara-micro")),
                target.resolve("wildfly-" + System.getProperty("bench.wildfly-version")),
                target.resolve("spring-cloud-gateway/proxy.jar"),
                target.resolve("portkey/node_modules/@portkey-ai/gateway"));
    }

    Path war() {
        return root.resolve("target/gateway.war");
    }

    /** What this run writes, the logs included. */
    Path work() {
        return folder(root.resolve("target/bench/run"));
    }

    /** A folder of a contender. */
    Path work(String contender) {
        return folder(work().resolve(contender));
    }

    private static Path folder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file of {@code bench/} with its place holders, {@code @name@}, filled in. */
    Path fill(String template, Path target, Map<String, String> values) {
        try {
            String text = Files.readString(root.resolve("bench").resolve(template));
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("@" + value.getKey() + "@", value.getValue());
            }
            return Files.writeString(target, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
