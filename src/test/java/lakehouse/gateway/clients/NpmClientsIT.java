package lakehouse.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lakehouse.gateway.blackbox.Deployed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients from npm against the gateway, in the versions of {@code src/test/clients/package.json}. They are installed when
 * asked for: {@code mvn -B verify -Pagents -Dit.test=NpmClientsIT -DskipUnitTests}.
 */
@EnabledIfSystemProperty(named = "gateway.agents", matches = "true")
@Timeout(600)
class NpmClientsIT extends Deployed {
    private static Npm npm;

    static Stream<Arguments> clients() {
        return Stream.of("openai-node", "vercel", "langchain")
                .flatMap(client -> Stream.of(UpstreamApi.values()).map(api -> Arguments.of(client, api)));
    }

    @BeforeAll
    static void install() throws Exception {
        npm = Npm.install(Path.of("src/test/clients"), "package.json", "check.mjs");
    }

    @BeforeEach
    void forgetEarlierTests() {
        upstream().resetAll();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void closesAToolLoop(String client, UpstreamApi api) throws Exception {
        api.answers(upstream(), "tools.sse");
        var answer = api.answersToolResult(upstream(), "stream.sse");

        assertThat(check(client, "tools", api).getString("answer")).isEqualTo(answer.text());
        assertThat(api.requests(upstream())).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void raisesWhenAStreamBreaksOff(String client, UpstreamApi api) throws Exception {
        api.answers(upstream(), "stream-error.sse");

        assertThat(check(client, "chat", api).getString("raised")).contains("Provider " + api.provider());
        assertThat(api.requests(upstream())).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void saysAtOnceWhatOnlyAPersonCanMend(String client, UpstreamApi api) throws Exception {
        api.refuses(upstream(), 401, "error-401.json");

        var said = check(client, "chat", api);

        assertThat(said.getString("raised")).contains("gateway.provider." + api.provider() + ".api-key");
        assertThat(said.getInt("status")).isEqualTo(403);
        assertThat(api.requests(upstream())).hasSize(1);
    }

    private JsonObject check(String client, String task, UpstreamApi api) throws Exception {
        var command =
                List.of("node", "check.mjs", client, task, gateway("v1").toString(), api.gatewayModel(), api.tool());
        var said = npm.run(120, npm.folder(), Map.of(), command).text();
        return Recording.parse(said.substring(said.lastIndexOf("{\"")));
    }
}
