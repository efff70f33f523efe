package lakehouse.gateway.audit.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Asks git about the directory that is audited. */
final class Git {
    private final Path directory;

    Git(Path directory) {
        this.directory = directory;
    }

    /** What the commits since a time, or after a commit, change below the directory, as a unified diff. */
    byte[] changesSince(String since) {
        String base = commit(since);
        List<String> command = new ArrayList<>(List.of(
                "-c",
                "core.quotePath=false",
                "diff",
                "--no-color",
                "--no-ext-diff",
                "--no-textconv",
                // Whatever the user's own configuration says: the gateway reads one form.
                "--no-relative",
                "--submodule=short",
                "--find-renames",
                "--unified=8",
                "--src-prefix=a/",
                "--dst-prefix=b/",
                base,
                "HEAD",
                "--",
                "."));
        return run(command);
    }

    private String commit(String since) {
        if (succeeds(List.of("rev-parse", "--quiet", "--verify", since + "^{commit}"))) {
            return text(List.of("rev-parse", "--verify", since + "^{commit}"));
        }
        String last = text(List.of("rev-list", "-1", "--before=" + since, "HEAD"));
        if (last.isEmpty()
                && text(List.of("rev-parse", "--is-shallow-repository")).equals("true")) {
            throw new UsageException("This clone is shallow and does not reach back to " + since
                    + ". Fetch more of it, as with git fetch --shallow-since=DATE.");
        }
        // A history that begins later than that has changed everything since.
        return last.isEmpty() ? text(List.of("hash-object", "-t", "tree", "/dev/null")) : last;
    }

    /** The paths of the files below the directory that git knows, from the root of the repository. */
    List<String> files() {
        String list = new String(run(List.of("ls-files", "-z", "--full-name", "--", ".")), StandardCharsets.UTF_8);
        return list.isEmpty() ? List.of() : List.of(list.split("\0"));
    }

    /** The root of the repository. */
    Path root() {
        return Path.of(text(List.of("rev-parse", "--show-toplevel")));
    }

    private String text(List<String> arguments) {
        return new String(run(arguments), StandardCharsets.UTF_8).strip();
    }

    private boolean succeeds(List<String> arguments) {
        try {
            Process git = start(arguments, ProcessBuilder.Redirect.DISCARD);
            git.getInputStream().readAllBytes();
            return git.waitFor() == 0;
        } catch (IOException e) {
            throw new UsageException("git cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("Interrupted.");
        }
    }

    private byte[] run(List<String> arguments) {
        try {
            Process git = start(arguments, ProcessBuilder.Redirect.INHERIT);
            byte[] output = git.getInputStream().readNBytes(RequestBody.MOST + 1);
            if (output.length > RequestBody.MOST) {
                git.destroy();
                throw RequestBody.tooMuch();
            }
            if (git.waitFor() != 0) {
                throw new UsageException("git failed in " + directory + " (its message is above). Is --path in a git"
                        + " repository with a commit?");
            }
            return output;
        } catch (IOException e) {
            throw new UsageException("git cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("Interrupted.");
        }
    }

    private Process start(List<String> arguments, ProcessBuilder.Redirect errors) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectError(errors).start();
    }
}
