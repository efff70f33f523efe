package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.regex.Pattern;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator does to an env file, and how long it takes: five seconds at most. */
class EnvFilesIT extends Deployed {
    private static final Path FILE = workDirectory().resolve("live.env");

    @BeforeEach
    void forgetEarlierTests() {
        upstream().resetAll();
        answers("live", Chat.completion("PONG"));
    }

    @AfterAll
    static void forgetSettings() throws IOException {
        LiveSettings.write("# nothing");
    }

    @Test
    void takesAnAddedAChangedAndARemovedKeyWithinFiveSeconds() throws Exception {
        LiveSettings.write("GATEWAY_PROVIDER_LIVE_USER_AGENT=ExampleGateway/1");
        within5Seconds(() -> assertThat(userAgent()).isEqualTo("ExampleGateway/1"));

        LiveSettings.write("GATEWAY_PROVIDER_LIVE_USER_AGENT=ExampleGateway/2");
        within5Seconds(() -> assertThat(userAgent()).isEqualTo("ExampleGateway/2"));

        LiveSettings.write("# nothing");
        within5Seconds(() -> assertThat(userAgent()).startsWith("LakehouseGateway/"));
    }

    @Test
    void reportsAFileThatOthersCanReadOnceAndUsesIt() throws Exception {
        LiveSettings.write("GATEWAY_PROVIDER_LIVE_USER_AGENT=ExampleGateway/3");
        Files.setPosixFilePermissions(FILE, PosixFilePermissions.fromString("rw-r--r--"));
        within5Seconds(() -> assertThat(userAgent()).isEqualTo("ExampleGateway/3"));

        within5Seconds(() -> assertThat(problems()).contains("Run: chmod 600 " + FILE.toAbsolutePath()));
        assertThat(Pattern.compile("Group or others can read this file")
                        .matcher(serverLog())
                        .results())
                .hasSize(1);
    }

    @Test
    void reportsABrokenLineWithItsNumberAndUsesTheRest() throws Exception {
        LiveSettings.write("# fine", "this is no assignment", "GATEWAY_PROVIDER_LIVE_USER_AGENT=ExampleGateway/4");

        within5Seconds(() -> assertThat(userAgent()).isEqualTo("ExampleGateway/4"));
        within5Seconds(() -> assertThat(problems()).contains(FILE.toAbsolutePath() + ":2: "));
        assertThat(serverLog()).contains(FILE.toAbsolutePath() + ":2: ");
    }

    @Test
    void reportsAMistypedVariable() throws Exception {
        LiveSettings.write("GATEWAY_PROVIDER_LIVE_TIMOUT=PT1M");

        within5Seconds(() -> assertThat(problems())
                .contains("GATEWAY_PROVIDER_LIVE_TIMOUT is no key")
                .contains("GATEWAY_PROVIDER_LIVE_TIMEOUT"));
    }

    private @org.jspecify.annotations.Nullable String userAgent() {
        chat(Chat.request("live/m")).isOk();
        var requests = asked("live");
        return requests.get(requests.size() - 1).getHeader("User-Agent");
    }

    private String problems() {
        return get("v1/providers").json().getJsonArray("configuration_problems").toString();
    }

    private static void within5Seconds(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(assertion);
    }
}
