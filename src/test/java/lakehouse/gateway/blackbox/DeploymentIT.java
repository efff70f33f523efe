package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class DeploymentIT extends Deployed {

    @Test
    void answersAtTheContextRoot() throws Exception {
        var answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(gateway()).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
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
