package lakehouse.gateway.audit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A repository for a test, independent of the configuration of who runs it. */
record GitRepository(Path path) {

    static GitRepository create(Path path) throws Exception {
        Files.createDirectories(path);
        var repository = new GitRepository(path);
        repository.git("init", "--quiet", "--initial-branch=main");
        repository.git("config", "user.name", "Test");
        repository.git("config", "user.email", "test@example.org");
        repository.git("config", "commit.gpgsign", "false");
        return repository;
    }

    GitRepository write(String file, String text) throws IOException {
        var target = path.resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, text);
        return this;
    }

    /** Commits all there is, at noon of a day. */
    void commit(String day) throws Exception {
        git("add", "--all");
        run(Map.of("GIT_COMMITTER_DATE", day + "T12:00:00Z"), "commit", "--quiet", "--message", "At " + day);
    }

    void git(String... arguments) throws Exception {
        run(Map.of(), arguments);
    }

    private void run(Map<String, String> environment, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git", "-C", path.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
