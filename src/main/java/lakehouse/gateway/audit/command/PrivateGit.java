package lakehouse.gateway.audit.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Runs git so that nothing of a repository's settings counts. A git directory of our own, with settings of our own, borrows
 * the objects, refs and index of the one that is asked about. So no setting of the repository, of its user, of the machine
 * or of the caller's environment can name a command, whatever later versions of git bring: they are not read. What
 * remains are attributes in the tree, which only name drivers that some setting would have to define.
 */
final class PrivateGit implements AutoCloseable {
    private static final int LONGEST_MESSAGE = 4_000;

    /** What else of the caller's environment git needs: to be found, and to read a date. */
    private static final List<String> KEPT = List.of("PATH", "TZ", "TMPDIR", "SystemRoot");

    private static final Pattern HASH = Pattern.compile("sha1|sha256");
    private static final Pattern REF_STORAGE = Pattern.compile("files|reftable");

    private final GitDirectory repository;
    private final Path place;
    private final Path shadow;

    PrivateGit(GitDirectory repository) {
        this.repository = repository;
        try {
            place = Files.createTempDirectory("gateway-audit");
            shadow = Files.createDirectory(place.resolve("git"));
            fill();
        } catch (IOException e) {
            throw new UsageException(
                    "A directory for git cannot be made in " + System.getProperty("java.io.tmpdir") + ": " + e);
        }
    }

    private void fill() throws IOException {
        Files.createDirectories(shadow.resolve("info"));
        // The tree cannot call its files binary, and so keep their changes from being looked at.
        Files.writeString(shadow.resolve("info/attributes"), "* !diff\n");
        Files.writeString(shadow.resolve("HEAD"), head());
        link("index", repository.own());
        try (var split = Files.newDirectoryStream(repository.own(), "sharedindex.*")) {
            for (Path file : split) {
                link(file.getFileName().toString(), repository.own());
            }
        }
        for (String name : List.of("objects", "refs", "logs", "reftable", "packed-refs", "shallow")) {
            link(name, repository.common());
        }
        Files.writeString(shadow.resolve("config"), "[core]\n\trepositoryformatversion = 0\n\tbare = false\n");
        Files.writeString(shadow.resolve("config"), config());
    }

    /** A link, if this is one, names a branch. */
    private String head() throws IOException {
        Path head = repository.own().resolve("HEAD");
        return Files.isSymbolicLink(head)
                ? "ref: " + Files.readSymbolicLink(head) + "\n"
                : Files.readString(head, StandardCharsets.UTF_8);
    }

    private void link(String name, Path directory) throws IOException {
        Path real = directory.resolve(name);
        if (Files.exists(real, LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(shadow.resolve(name), real);
        }
    }

    /** How objects and refs are stored has to be known; these are words out of a list. */
    private String config() {
        String hash = word("extensions.objectformat", HASH, "sha1");
        String refs = word("extensions.refstorage", REF_STORAGE, "files");
        return "[core]\n\trepositoryformatversion = 1\n\tbare = false\n\tquotePath = false\n\tfsmonitor = false\n"
                + (hash.equals("sha1") ? "" : "[extensions]\n\tobjectFormat = " + hash + "\n")
                + (refs.equals("files") ? "" : "[extensions]\n\trefStorage = " + refs + "\n")
                + "[protocol]\n\tallow = never\n";
    }

    private String word(String key, Pattern known, String otherwise) {
        String value = setting(key);
        return known.matcher(value).matches() ? value : otherwise;
    }

    /** What the repository's own settings say, read as a mere file; empty when nothing. */
    String setting(String key) {
        Path config = repository.common().resolve("config");
        GitOutcome outcome =
                start(List.of("config", "--file", config.toString(), "--no-includes", "--get", key), LONGEST_MESSAGE);
        return outcome.code() == 0 ? outcome.output().strip() : "";
    }

    /**
     * Runs git to its end.
     *
     * @throws UsageException when it says more than the given number of bytes
     */
    GitOutcome start(List<String> arguments, int most) {
        List<String> command = new ArrayList<>(List.of("git", "--no-pager", "--no-replace-objects"));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(repository.root().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment(System.getenv()));
        try {
            Process git = builder.start();
            git.getOutputStream().close();
            var message = new ByteArrayOutputStream();
            Thread errors = new Thread(() -> drain(git.getErrorStream(), message), "git-messages");
            errors.setDaemon(true);
            errors.start();
            byte[] output = git.getInputStream().readNBytes(most + 1);
            if (output.length > most) {
                git.destroy();
                throw Gathering.tooMuch();
            }
            int code = git.waitFor();
            errors.join();
            return new GitOutcome(
                    code,
                    new String(output, StandardCharsets.UTF_8),
                    message.toString(StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UsageException("git cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("Interrupted.");
        }
    }

    private static void drain(InputStream in, ByteArrayOutputStream message) {
        byte[] piece = new byte[512];
        try (in) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                message.write(piece, 0, Math.min(read, Math.max(0, LONGEST_MESSAGE - message.size())));
            }
        } catch (IOException e) {
            // What was read counts.
        }
    }

    /** All that git gets to see of the environment. */
    Map<String, String> environment(Map<String, String> callers) {
        Map<String, String> environment = new TreeMap<>();
        KEPT.forEach(name -> {
            if (callers.containsKey(name)) {
                environment.put(name, callers.get(name));
            }
        });
        environment.put("HOME", place.toString());
        environment.put("XDG_CONFIG_HOME", place.toString());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("GIT_DIR", shadow.toString());
        environment.put("GIT_WORK_TREE", repository.root().toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_CONFIG_SYSTEM", "/dev/null");
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("GIT_ATTR_NOSYSTEM", "1");
        environment.put("GIT_OPTIONAL_LOCKS", "0");
        environment.put("GIT_NO_LAZY_FETCH", "1");
        environment.put("GIT_ALLOW_PROTOCOL", "none");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("GIT_PAGER", "cat");
        return environment;
    }

    /** Removes the git directory of our own. */
    @Override
    public void close() {
        try {
            Files.walkFileTree(place, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(
                        Path directory, @org.jspecify.annotations.Nullable IOException e) throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // It holds links and settings of ours only; the system clears its directory for such.
        }
    }
}
