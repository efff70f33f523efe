package lakehouse.gateway.audit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import lakehouse.gateway.audit.material.DiffSection;
import lakehouse.gateway.audit.material.DiffSections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {
    @TempDir
    Path directory;

    @Test
    void gathersWhatChangedSinceADateWhateverGitIsConfiguredTo() throws Exception {
        var repository = history();
        repository.git("config", "diff.noprefix", "true");
        repository.git("config", "diff.relative", "true");
        repository.git("config", "diff.renames", "false");
        repository.git("config", "color.ui", "always");
        repository.git("config", "diff.external", "false");
        repository.git("checkout", "--quiet", "--detach");
        repository.write("src/new.txt", "not committed\n");

        var changes = sections(since("2025-01-02", repository.path()));

        assertThat(changes)
                .extracting(DiffSection::path)
                .containsExactly("gone.txt", "src/grüße \"x\".txt", "src/new.txt");
        assertThat(changes.get(2).oldPath()).isEqualTo("src/old.txt");
        assertThat(changes.toString()).contains("changed line").doesNotContain("not committed");
        assertThat(sections(since("2025-01-02", repository.path().resolve("src"))))
                .extracting(DiffSection::path)
                .containsExactly("src/grüße \"x\".txt", "src/new.txt");
    }

    @Test
    void takesACommitForADate() throws Exception {
        var repository = history();

        assertThat(sections(since("main~1", repository.path()))).hasSize(3);
        assertThat(sections(since("1 January 2020", repository.path())))
                .as("all there is, since history begins later")
                .extracting(DiffSection::path)
                .containsExactly("src/grüße \"x\".txt", "src/new.txt");
    }

    @Test
    void saysWhatToDoWhenGitHasNothingToGive() throws Exception {
        var repository = history();
        var empty = GitRepository.create(directory.resolve("empty"));
        var shallow = directory.resolve("shallow");
        repository.git(
                "clone", "--quiet", "--depth=1", repository.path().toUri().toString(), shallow.toString());
        var bare = Files.createDirectories(directory.resolve("no repository"));

        assertThat(gathered("--since", "1 day ago", "--path", repository.path().toString())
                        .nothing())
                .isEqualTo("Nothing has changed since 1 day ago, so there is nothing to audit.");
        assertThat(gathered("--files", "--path", empty.path().toString()).nothing())
                .startsWith("Nothing to audit");
        assertThatThrownBy(() -> since("last week", empty.path())).hasMessageContaining("repository with a commit");
        assertThatThrownBy(() -> since("2025-01-02", shallow))
                .hasMessageContaining("shallow")
                .hasMessageContaining("git fetch");
        assertThatThrownBy(() -> since("last week", bare)).hasMessageContaining("is in no git repository");
        assertThatThrownBy(() -> since("last week", directory.resolve("none"))).hasMessageContaining("cannot be read");
    }

    @Test
    void gathersWholeFilesWithoutFollowingLinks() throws Exception {
        var repository = GitRepository.create(directory.resolve("files"))
                .write("a b.txt", "one\r\ntwo\t\"\\\n")
                .write("sub/ü.txt", "😀");
        Files.write(repository.path().resolve("binary"), new byte[] {1, 0, 2});
        Files.write(repository.path().resolve("latin.txt"), "größe".getBytes(StandardCharsets.ISO_8859_1));
        Files.createSymbolicLink(
                repository.path().resolve("link"), repository.path().resolve("a b.txt"));
        repository.commit("2025-01-01");
        repository.write("sub/untracked.txt", "unknown to git");

        var files = new TreeMap<String, String>();
        files(repository.path())
                .getJsonArray("files")
                .getValuesAs(JsonObject.class)
                .forEach(file ->
                        files.put(file.getString("path"), file.get("content").toString()));

        assertThat(files).containsOnlyKeys("a b.txt", "binary", "latin.txt", "sub/ü.txt");
        assertThat(files).containsEntry("binary", "null").containsEntry("latin.txt", "null");
        assertThat(files.get("a b.txt")).isEqualTo("\"one\\r\\ntwo\\t\\\"\\\\\\n\"");
        assertThat(files(repository.path().resolve("sub")).getJsonArray("files"))
                .hasSize(1);
    }

    private GitRepository history() throws Exception {
        var repository = GitRepository.create(directory.resolve("history"))
                .write("src/old.txt", "first line\nsecond line\nthird line\nfourth line\n")
                .write("gone.txt", "going\n");
        repository.commit("2025-01-01");
        repository.git("mv", "src/old.txt", "src/new.txt");
        repository.git("rm", "--quiet", "gone.txt");
        repository.write("src/new.txt", "first line\nsecond line\nthird line\nfourth line\nchanged line\n");
        repository.write("src/grüße \"x\".txt", "new file\n");
        repository.commit("2025-01-03");
        return repository;
    }

    private static JsonObject since(String since, Path path) {
        return body("--since", since, "--path", path.toString());
    }

    private static JsonObject files(Path path) {
        return body("--files", "--path", path.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorow", "lst week", "v1.2", "deadbee", "1234567", "HEAD~9", "main~x", "ago", "last"})
    void refusesWhatIsNeitherACommitNorADate(String since) throws Exception {
        var repository = history();

        assertThatThrownBy(() -> since(since, repository.path()))
                .hasMessageContaining("--since " + since)
                .hasMessageContaining("no such commit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "last week",
                "2025-01-31",
                "yesterday",
                "2 weeks ago",
                "1.week.ago",
                "1 January 2020",
                "noon",
                "last monday",
                "2025-01-31T10:00:00Z",
                "2025-01-31 10:00 +0200",
                "20250131",
                "@1700000000",
                "10:30am",
                "a year ago"
            })
    void takesTheDatesThatGitReads(String date) {
        assertThat(Git.isDate(date)).isTrue();
    }

    private static Gathered gathered(String... options) {
        var all = new ArrayList<>(List.of("--model", "m"));
        all.addAll(List.of(options));
        return Gathering.of(Options.of(all));
    }

    private static JsonObject body(String... options) {
        var all = new ArrayList<>(List.of("--model", "m"));
        all.addAll(List.of(options));
        var read = Options.of(all);
        var text = new String(RequestBody.of(read, Gathering.of(read)), StandardCharsets.UTF_8);
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static List<DiffSection> sections(JsonObject body) {
        var sections = new ArrayList<DiffSection>();
        DiffSections.split(body.getString("diff"), text -> sections.add(DiffSection.parse(text)));
        return sections;
    }
}
