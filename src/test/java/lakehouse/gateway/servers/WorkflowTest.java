package lakehouse.gateway.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the workflow of the code host may do, and when. */
class WorkflowTest {
    private static final Path FILE = Path.of(".github/workflows/build.yml");
    private static Map<String, Object> workflow;
    private static Map<String, Map<String, Object>> jobs;

    @BeforeAll
    @SuppressWarnings("unchecked")
    static void read() throws IOException {
        workflow = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FILE));
        jobs = (Map<String, Map<String, Object>>) workflow.get("jobs");
    }

    @Test
    void onlyTheJobsThatPublishMayWriteAndEachOneThingOnly() {
        assertThat(workflow).containsEntry("permissions", Map.of("contents", "read"));
        assertThat(jobs.get("release")).containsEntry("permissions", Map.of("contents", "write"));
        assertThat(jobs.get("image")).containsEntry("permissions", Map.of("contents", "read", "packages", "write"));
        assertThat(jobs).hasEntrySatisfying("test", job -> assertThat(job).doesNotContainKey("permissions"));
        assertThat(jobs).hasEntrySatisfying("servers", job -> assertThat(job).doesNotContainKey("permissions"));
    }

    @Test
    void nothingIsPublishedButForATagThatWasTested() {
        assertThat(jobs).containsOnlyKeys("test", "servers", "release", "image");
        for (var job : List.of("release", "image")) {
            assertThat(jobs.get(job)).containsEntry("if", "github.ref_type == 'tag'");
        }
        assertThat(jobs.get("release")).containsEntry("needs", List.of("test", "servers"));
        assertThat(jobs.get("image")).containsEntry("needs", List.of("release"));
    }

    @Test
    void eachJobHasATimeLimitAndEachActionAVersion() {
        assertThat(jobs.values()).allSatisfy(job -> assertThat(job).containsKeys("timeout-minutes", "runs-on"));
        assertThat(steps().map(step -> step.get("uses")).filter(uses -> uses != null))
                .isNotEmpty()
                .allSatisfy(uses -> assertThat(uses.toString()).matches("[a-z]+/[a-z-]+@v\\d+"));
    }

    @Test
    void noTokenStaysInACheckoutAndNobodysWordsGetIntoAShell() {
        assertThat(steps().filter(step -> String.valueOf(step.get("uses")).startsWith("actions/checkout@")))
                .isNotEmpty()
                .allSatisfy(step -> assertThat(step).containsEntry("with", Map.of("persist-credentials", false)));
        // What is in braces is put into the script before a shell reads it; a branch's name may hold anything.
        assertThat(steps().map(step -> String.valueOf(step.get("run"))))
                .allSatisfy(run ->
                        assertThat(run.replace("${{ matrix.profile }}", "")).doesNotContain("${{"));
    }

    /** Without this {@code ./gateway demo} ran all unit tests before it began. */
    @Test
    void skipTestsSkipsTheUnitTestsToo() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml"))).contains("<skipUnitTests>${skipTests}</skipUnitTests>");
    }

    @SuppressWarnings("unchecked")
    private static Stream<Map<String, Object>> steps() {
        return jobs.values().stream().flatMap(job -> ((List<Map<String, Object>>) job.get("steps")).stream());
    }
}
