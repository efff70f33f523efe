package lakehouse.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFileConfigSourceTest {
    @TempDir
    Path directory;

    private EnvFileFixture files;

    @BeforeEach
    void openDirectory() {
        files = new EnvFileFixture(directory);
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(ConfigSource.class))
                .filteredOn(EnvFileConfigSource.class::isInstance)
                .singleElement()
                .satisfies(source -> {
                    assertThat(source.getName()).isEqualTo("lakehouse-env-files");
                    assertThat(source.getOrdinal()).isEqualTo(60);
                });
    }

    @Test
    void staysBelowTheServersConfigurationWhateverAFileSays() throws IOException {
        files.write("a.env", "config_ordinal=1000");

        assertThat(files.source().getOrdinal()).isEqualTo(60);
    }

    @Test
    void findsPropertiesByTheirEnvironmentName() throws IOException {
        files.write("a.env", "GATEWAY_PROVIDER_OLLAMA_CLOUD_API_KEY=test-key-ollama\ngateway_limit_x=lower");

        EnvFileConfigSource source = files.source();

        assertThat(source.getValue("gateway.provider.ollama-cloud.api-key")).isEqualTo("test-key-ollama");
        assertThat(source.getValue("gateway.limit.x")).isEqualTo("lower");
        assertThat(source.getValue("gateway.provider.kimi.api-key")).isNull();
        assertThat(source.getPropertyNames())
                .containsExactlyInAnyOrder("GATEWAY_PROVIDER_OLLAMA_CLOUD_API_KEY", "gateway_limit_x");
    }

    @Test
    void prefersTheExactName() throws IOException {
        files.write("a.env", "GATEWAY_PROVIDER_KIMI_USER_AGENT=mapped\ngateway.provider.kimi.user-agent=exact");

        assertThat(files.source().getValue("gateway.provider.kimi.user-agent")).isEqualTo("exact");
    }

    @Test
    void hidesValuesInToString() throws IOException {
        files.write("a.env", "A=test-key-kimi");
        EnvFileConfigSource source = files.source();

        assertThat(source.getValue("A")).isEqualTo("test-key-kimi");
        assertThat(source.toString()).contains("lakehouse-env-files").doesNotContain("test-key-kimi");
        EnvFileState state = new EnvFileReader(false, Instant::now).look(directory.resolve("a.env"), null);
        assertThat(EnvFileSnapshot.of(Map.of(directory, state), List.of()).toString() + state)
                .doesNotContain("test-key-kimi");
    }

    @Test
    void readsItsSettingsFromSystemPropertiesThenTheEnvironment() {
        Map<String, String> environment =
                Map.of("GATEWAY_ENV_FILE_PATHS", "/a.env, /b/*.env,", "GATEWAY_ENV_FILE_STRICT", "TRUE");
        Properties properties = new Properties();

        assertThat(EnvFileSettings.read(properties, Map.of()))
                .isEqualTo(new EnvFileSettings(List.of("/etc/lakehouse/*.env"), false));
        assertThat(EnvFileSettings.read(properties, environment))
                .isEqualTo(new EnvFileSettings(List.of("/a.env", "/b/*.env"), true));

        properties.setProperty("gateway.env-file.paths", "/c.env");
        properties.setProperty("gateway.env-file.strict", "false");
        assertThat(EnvFileSettings.read(properties, environment))
                .isEqualTo(new EnvFileSettings(List.of("/c.env"), false));
    }

    @Test
    void givesOtherReadersTheOldSnapshotWhileOneRefreshes() throws Exception {
        files.write("a.env", "A=old");
        CountDownLatch refreshing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean block = new AtomicBoolean();
        AtomicLong nanos = new AtomicLong();
        EnvFileSettings settings = new EnvFileSettings(List.of(directory + "/*.env"), false);
        EnvFileConfigSource source = new EnvFileConfigSource(settings, nanos::get, () -> {
            if (block.get()) {
                refreshing.countDown();
                await(goOn);
            }
            return Instant.now();
        });
        files.write("a.env", "A=new");
        block.set(true);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));

        CompletableFuture<String> refresher = CompletableFuture.supplyAsync(() -> source.getValue("A"));
        await(refreshing);
        assertThat(source.getValue("A")).isEqualTo("old");
        goOn.countDown();

        assertThat(refresher.get(10, TimeUnit.SECONDS)).isEqualTo("new");
        assertThat(source.getValue("A")).isEqualTo("new");
    }

    @Test
    void showsConcurrentReadersOnlyWholeSnapshots() throws Exception {
        files.replace("a.env", "A=0\nB=0");
        EnvFileConfigSource source = files.source();
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Long>> readers = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> readPairs(source, done)))
                .limit(3)
                .toList();

        for (int i = 1; i <= 300; i++) {
            files.replace("a.env", "A=" + i + "\nB=" + i);
            files.pass(Duration.ofSeconds(1));
            source.getValue("A");
        }
        done.set(true);

        for (CompletableFuture<Long> reader : readers) {
            assertThat(reader.get(10, TimeUnit.SECONDS)).isPositive();
        }
    }

    private static long readPairs(EnvFileConfigSource source, AtomicBoolean done) {
        long reads = 0;
        do {
            Map<String, String> pair = source.getProperties();
            assertThat(pair).hasSize(2);
            assertThat(pair.get("A")).isEqualTo(pair.get("B"));
            reads++;
        } while (!done.get());
        return reads;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
