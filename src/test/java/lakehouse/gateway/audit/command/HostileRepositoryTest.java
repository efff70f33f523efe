package lakehouse.gateway.audit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A repository of somebody else's making: none of its commands runs, and nothing outside it is sent. */
class HostileRepositoryTest {
    @TempDir
    Path directory;

    private Path marker;
    private GitRepository repository;

    @BeforeEach
    void makeHistory() throws Exception {
        marker = directory.resolve("a command ran");
        repository = GitRepository.create(directory.resolve("repository")).write("src/a.txt", "first\n");
        repository.write(".gitattributes", "* diff=evil filter=evil merge=evil text working-tree-encoding=UTF-8\n");
        repository.commit("2025-01-01");
        repository.write("src/a.txt", "first\nsecond\n");
        repository.commit("2025-01-03");
    }

    /** git itself says which settings there are. Each gets a command that leaves a mark. */
    @Test
    void runsNoCommandOfAnySettingThatGitKnows() throws Exception {
        List<String> keys = new ArrayList<>();
        for (String key : output("git", "help", "--config").lines().toList()) {
            String name = key.strip().replaceAll("<[^>]*>", "evil").replace("*", "evil");
            if (name.matches("[A-Za-z][A-Za-z0-9-]*(\\.[A-Za-z0-9/-]+)*\\.[A-Za-z][A-Za-z0-9-]*")
                    && !name.contains("/")) {
                keys.add(name);
            }
        }
        assertThat(keys).hasSizeGreaterThan(400).contains("core.fsmonitor", "core.sshCommand", "diff.external");
        StringBuilder config = new StringBuilder("[core]\n\trepositoryformatversion = 0\n");
        for (String key : keys) {
            int first = key.indexOf('.');
            int last = key.lastIndexOf('.');
            config.append('[').append(key, 0, first);
            if (last > first) {
                config.append(" \"").append(key, first + 1, last).append('"');
            }
            config.append("]\n\t")
                    .append(key.substring(last + 1))
                    .append(" = \"")
                    .append(command())
                    .append("\"\n");
        }
        Files.writeString(repository.path().resolve(".git/config"), config);
        plantHooks();

        assertAuditIsWhole();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "core.fsmonitor",
                "core.hooksPath",
                "core.pager",
                "core.editor",
                "core.sshCommand",
                "core.gitProxy",
                "core.askPass",
                "core.alternateRefsCommand",
                "diff.external",
                "diff.evil.command",
                "diff.evil.textconv",
                "filter.evil.clean",
                "filter.evil.smudge",
                "filter.evil.process",
                "merge.evil.driver",
                "pager.diff",
                "pager.ls-files",
                "alias.diff",
                "alias.rev-parse",
                "credential.helper",
                "gpg.program",
                "interactive.diffFilter",
                "uploadpack.packObjectsHook",
                "trailer.evil.command",
                "include.path",
            })
    void runsNoCommandOfASetting(String key) throws Exception {
        repository.git("config", key, command());
        plantHooks();

        assertAuditIsWhole();
    }

    @Test
    void fetchesNothingForAPartialClone() throws Exception {
        Path clone = directory.resolve("partial");
        repository.git("config", "uploadpack.allowFilter", "true");
        repository.git(
                "clone",
                "--quiet",
                "--no-checkout",
                "--filter=blob:none",
                repository.path().toUri().toString(),
                clone.toString());
        GitRepository partial = new GitRepository(clone);
        partial.git("config", "remote.origin.uploadpack", command());
        partial.git("config", "protocol.allow", "always");

        assertThatThrownBy(() -> gather("--since", "2025-01-02", "--path", clone.toString()))
                .hasMessageContaining("git failed")
                .hasMessageContaining("partial clone");
        assertThat(marker).doesNotExist();
    }

    @Test
    void takesNoBareRepositoryInTheTreeForOne() throws Exception {
        Path bare = repository.path().resolve("fixtures/bare");
        repository.git("init", "--quiet", "--bare", bare.toString());
        new GitRepository(bare).git("config", "core.fsmonitor", command());
        new GitRepository(bare).git("config", "core.worktree", repository.path().toString());

        Gathered gathered = gather("--files", "--path", bare.toString());

        assertThat(gathered.nothing()).startsWith("Nothing to audit");
        assertThat(marker).doesNotExist();
    }

    @Test
    void readsNoOtherRepositoryThatItPointsTo() throws Exception {
        GitRepository other = GitRepository.create(directory.resolve("private")).write("b.txt", "private text\n");
        other.commit("2025-01-02");
        Path git = repository.path().resolve(".git");

        Path mine = directory.resolve("mine");
        Files.move(git, mine);
        Files.writeString(git, "gitdir: " + other.path().resolve(".git") + "\n");
        assertThatThrownBy(() -> gather(
                        "--since", "2020-01-01", "--path", repository.path().toString()))
                .hasMessageContaining("does not point back");
        Files.delete(git);
        Files.createSymbolicLink(git, other.path().resolve(".git"));
        assertThatThrownBy(() -> gather(
                        "--since", "2020-01-01", "--path", repository.path().toString()))
                .hasMessageContaining("leads out");
        Files.delete(git);
        Files.move(mine, git);

        for (String part : List.of("refs/heads/main", "objects", "HEAD", "index")) {
            Path real = git.resolve(part);
            Path away = git.resolve("away");
            Files.move(real, away);
            Files.createSymbolicLink(real, other.path().resolve(".git").resolve(part));
            assertThatThrownBy(() -> gather(
                            "--since", "2020-01-01", "--path", repository.path().toString()))
                    .as(part)
                    .hasMessageContaining("leads out");
            Files.delete(real);
            Files.move(away, real);
        }
        Files.writeString(git.resolve("objects/info/alternates"), other.path() + "/.git/objects\n");
        assertThatThrownBy(() -> gather("--files", "--path", repository.path().toString()))
                .hasMessageContaining("alternates");
    }

    @Test
    void auditsALinkedWorktreeAndASubmodule() throws Exception {
        Path worktree = directory.resolve("worktree");
        repository.git("worktree", "add", "--quiet", worktree.toString());
        assertThat(gather("--since", "2025-01-02", "--path", worktree.toString())
                        .material())
                .contains("+second");

        GitRepository parent = GitRepository.create(directory.resolve("parent")).write("x", "x\n");
        parent.git(
                "-c",
                "protocol.file.allow=always",
                "submodule",
                "--quiet",
                "add",
                repository.path().toString(),
                "sub");
        parent.commit("2025-01-04");
        assertThat(gather(
                                "--since",
                                "2025-01-02",
                                "--path",
                                parent.path().resolve("sub").toString())
                        .material())
                .contains("+second");
    }

    @Test
    void sendsNoFileBehindAFolderThatBecameALink() throws Exception {
        Path outside = Files.createDirectories(directory.resolve("outside"));
        Files.writeString(outside.resolve("a.txt"), "private text");
        Path folder = repository.path().resolve("src");
        Files.delete(folder.resolve("a.txt"));
        Files.delete(folder);
        Files.createSymbolicLink(folder, outside);

        Gathered gathered = gather("--files", "--path", repository.path().toString());

        assertThat(gathered.material()).doesNotContain("private text").contains(".gitattributes");
        assertThat(gathered.outside()).containsExactly("src/a.txt");
    }

    @Test
    void leavesOutFilesThatHoldSecretsUnlessAskedFor() throws Exception {
        repository
                .write(".env", "KEY=secret-1\n")
                .write("deploy/id_rsa", "secret-2\n")
                .write("tls/server.PEM", "secret-3\n")
                .write("odd.txt", "-----BEGIN OPENSSH PRIVATE KEY-----\nsecret-4\n")
                .write(".env.example", "KEY=shown\n");
        repository.commit("2025-01-05");
        String path = repository.path().toString();

        Gathered files = gather("--files", "--path", path);
        assertThat(files.material()).doesNotContain("secret-").contains("KEY=shown");
        assertThat(files.secrets()).containsExactlyInAnyOrder(".env", "deploy/id_rsa", "tls/server.PEM", "odd.txt");
        Gathered changes = gather("--since", "2025-01-04", "--path", path);
        assertThat(changes.material())
                .doesNotContain("secret-1", "secret-2", "secret-3")
                .contains("KEY=shown");
        assertThat(changes.secrets()).containsExactlyInAnyOrder(".env", "deploy/id_rsa", "tls/server.PEM");
        assertThat(gather("--files", "--include-secrets", "--path", path).material())
                .contains("secret-1", "secret-2", "secret-3", "secret-4");
    }

    @Test
    void writesNoReportThroughALinkOfTheRepository() throws Exception {
        Path victim = Files.writeString(directory.resolve("victim"), "untouched");
        Files.createSymbolicLink(repository.path().resolve("audit-report.md"), victim);

        assertThatThrownBy(() -> ReportFile.check(repository.path().resolve("audit-report.md"), repository.path()))
                .hasMessageContaining("is a link");
        assertThat(victim).hasContent("untouched");
    }

    @Test
    void givesGitNothingOfTheCallersEnvironment() throws Exception {
        try (PrivateGit git = new PrivateGit(GitDirectory.of(repository.path()))) {
            var environment = git.environment(Map.of(
                    "PATH", "/usr/bin",
                    "GIT_SSH_COMMAND", command(),
                    "GIT_EXTERNAL_DIFF", command(),
                    "GIT_CONFIG_COUNT", "1",
                    "GIT_CONFIG_KEY_0", "core.fsmonitor",
                    "GIT_CONFIG_VALUE_0", command(),
                    "GIT_DIR", "/elsewhere",
                    "PAGER", command(),
                    "HOME", directory.toString()));

            assertThat(environment).containsEntry("PATH", "/usr/bin").containsEntry("GIT_CONFIG_GLOBAL", "/dev/null");
            assertThat(environment.values()).noneMatch(value -> value.contains("ran"));
            assertThat(environment.get("GIT_DIR")).isNotEqualTo("/elsewhere");
            assertThat(environment)
                    .doesNotContainKeys("GIT_SSH_COMMAND", "GIT_EXTERNAL_DIFF", "GIT_CONFIG_COUNT", "PAGER");
        }
    }

    @Test
    void showsTextFromOutsideWithoutCodesThatATerminalActsOn() {
        assertThat(TerminalText.of("a\u001b[2Jb\u009bc\rd\ne\u202ef\u200bg\u007fh\u2066i\ud800j ü 😀"))
                .isEqualTo("a\\u{1b}[2Jb\\u{9b}c\\u{d}d\\u{a}e\\u{202e}f\\u{200b}g\\u{7f}h\\u{2066}i\\u{d800}j ü 😀");
    }

    private void assertAuditIsWhole() {
        String path = repository.path().toString();
        assertThat(gather("--since", "2025-01-02", "--path", path).material()).contains("+second");
        assertThat(gather("--files", "--path", path).material()).contains("src/a.txt", "first\\nsecond");
        assertThat(marker).doesNotExist();
    }

    private String command() {
        return "touch '" + marker + "'; false";
    }

    private void plantHooks() throws IOException {
        for (String hook : List.of(
                "post-index-change", "fsmonitor-watchman", "pre-commit", "post-checkout", "reference-transaction")) {
            Path file = repository.path().resolve(".git/hooks").resolve(hook);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "#!/bin/sh\n" + command() + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static Gathered gather(String... options) {
        List<String> all = new ArrayList<>(List.of("--model", "m"));
        all.addAll(List.of(options));
        return Gathering.of(Options.of(all));
    }

    private static String output(String... command) throws IOException {
        return new String(new ProcessBuilder(command).start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
