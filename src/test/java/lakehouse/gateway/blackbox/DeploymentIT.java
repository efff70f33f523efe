package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class DeploymentIT extends Deployed {

    @Test
    void answersAtTheContextRoot() throws Exception {
        var answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(gateway()).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** A server that is killed leaves some 105 MB. The next run deletes this folder. */
    @Test
    void unpacksTheServerBelowTheBuildOnly() throws Exception {
        Assumptions.assumeTrue(SharedProcess.server().isEmpty(), "another server unpacks nothing");
        var temporary = Path.of(System.getProperty("java.io.tmpdir"));

        assertThat(temporary).startsWith(Path.of("target").toAbsolutePath());
        assertThat(temporary).isDirectoryContaining("glob:**/payaramicro-rt*");
    }

    @Test
    void logsToTheFileThatTestsRead() throws Exception {
        assertThat(serverLog()).contains("gateway");
    }

    /** WildFly warns of classes that need a library which is not there. */
    @Test
    void warnsOfNoClassThatItDoesNotNeed() throws Exception {
        assertThat(serverLog()).doesNotContain("Failed to define class", "NoClassDefFoundError");
    }
}
