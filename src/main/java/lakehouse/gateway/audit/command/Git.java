package lakehouse.gateway.audit.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Asks git about the directory that is audited. */
final class Git implements AutoCloseable {
    /** An address with a host, or the short form {@code host:path} of SSH; a single letter is a drive. */
    private static final Pattern REMOTE = Pattern.compile("(?!file:)[A-Za-z][A-Za-z0-9+.-]*://|[^/\\\\:]{2,}:(?!//)");

    private static final String EMPTY_TREE_SHA1 = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
    private static final String EMPTY_TREE_SHA256 = "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321";
    private static final int SHA1 = 40;

    /** What says when, in git's reading of dates. Of a word that it does not know git makes the present time, silently. */
    private static final Pattern TIME = Pattern.compile("(?i)\\d+(st|nd|rd|th|am|pm|z)?|\\d+t\\d+z?"
            + "|now|today|yesterday|noon|midnight|tea|never"
            + "|(second|sec|minute|min|hour|day|week|fortnight|month|year)s?"
            + "|mon(day)?|tue(s|sday)?|wed(nesday)?|thu(rs|rsday)?|fri(day)?|sat(urday)?|sun(day)?"
            + "|jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sep(t|tember)?|oct(ober)?"
            + "|nov(ember)?|dec(ember)?");

    private static final Pattern BETWEEN = Pattern.compile(
            "(?i)ago|last|at|on|of|the|and|am|pm|utc|gmt|z|an?|one|two|three|four|five|six|seven|eight|nine|ten");

    /** A number alone is the beginning of a commit's name, unless it is long enough for a day or a second. */
    private static final Pattern NUMBER = Pattern.compile("\\d{1,7}");

    private final GitDirectory repository;
    private final String prefix;
    private final PrivateGit git;

    Git(Path directory) {
        repository = GitDirectory.of(directory);
        try {
            prefix = repository.root().relativize(directory.toRealPath()).toString();
        } catch (java.io.IOException e) {
            throw new UsageException(directory + " cannot be read: " + e);
        }
        git = new PrivateGit(repository);
    }

    /**
     * The commit that changes are counted from: a commit as it is, or the last one before a date. The empty tree when
     * history begins later than the date.
     *
     * @throws UsageException when this is neither
     */
    String base(String since) {
        GitOutcome commit = git.start(
                List.of("rev-parse", "--quiet", "--verify", "--end-of-options", since + "^{commit}"), Gathering.MOST);
        if (commit.code() == 0) {
            return text(commit);
        }
        if (!isDate(since)) {
            throw new UsageException(
                    "--since " + since + ": git knows no such commit, branch or tag here, and this is no date."
                            + " Give a commit, or a date such as \"last week\" or 2025-01-31.");
        }
        String last = text(List.of("rev-list", "-1", "--before=" + since, "HEAD"));
        if (last.isEmpty()
                && text(List.of("rev-parse", "--is-shallow-repository")).equals("true")) {
            throw new UsageException("This clone is shallow and does not reach back to " + since
                    + ". Fetch more of it, as with git fetch --shallow-since=DATE.");
        }
        // A history that begins later than that has changed everything since.
        return !last.isEmpty() ? last : head().length() == SHA1 ? EMPTY_TREE_SHA1 : EMPTY_TREE_SHA256;
    }

    static boolean isDate(String since) {
        List<String> words = Arrays.stream(since.strip().split("[^A-Za-z0-9]+"))
                .filter(word -> !word.isEmpty())
                .toList();
        return words.stream().anyMatch(word -> TIME.matcher(word).matches())
                && words.stream()
                        .allMatch(word -> TIME.matcher(word).matches()
                                || BETWEEN.matcher(word).matches())
                && !NUMBER.matcher(since.strip()).matches();
    }

    /** The commit that is checked out; empty when there is none yet. */
    String head() {
        GitOutcome head = git.start(List.of("rev-parse", "--quiet", "--verify", "HEAD^{commit}"), Gathering.MOST);
        return head.code() == 0 ? text(head) : "";
    }

    /** The branch that is checked out; empty for none. */
    String branch() {
        GitOutcome branch = git.start(List.of("symbolic-ref", "--quiet", "--short", "HEAD"), Gathering.MOST);
        return branch.code() == 0 ? text(branch) : "";
    }

    /** Where the repository was cloned from, without user and password; empty for a folder of a machine, and when nobody knows. */
    String remote() {
        String address = git.setting("remote.origin.url")
                // As much as there is: a password may hold an @ of its own.
                .replaceFirst("^([A-Za-z][A-Za-z0-9+.-]*://)[^/]*@", "$1")
                .replaceFirst("[?#].*$", "");
        return REMOTE.matcher(address).lookingAt() ? address : "";
    }

    /** The paths that differ below the directory, renamed files under both names, from the root of the repository. */
    List<String> changedPaths(String base) {
        return paths(run(List.of(
                "diff",
                "--name-only",
                "-z",
                "--no-renames",
                "--no-ext-diff",
                "--no-textconv",
                "--no-relative",
                base,
                "HEAD",
                "--",
                here())));
    }

    /**
     * What differs between a commit and the one that is checked out below the directory, as a unified diff.
     *
     * @param without paths that are left out
     */
    String changesSince(String base, List<String> without) {
        List<String> command = new ArrayList<>(List.of(
                "diff",
                "--no-color",
                "--no-ext-diff",
                "--no-textconv",
                "--no-relative",
                "--submodule=short",
                "--find-renames",
                "--unified=8",
                "--src-prefix=a/",
                "--dst-prefix=b/",
                base,
                "HEAD",
                "--",
                here()));
        without.forEach(path -> command.add(":(top,literal,exclude)" + path));
        return run(command);
    }

    /** The paths of the files below the directory that git knows, from the root of the repository. */
    List<String> files() {
        return paths(run(List.of("ls-files", "-z", "--full-name", "--", here())));
    }

    private String here() {
        return ":(top,literal)" + prefix;
    }

    private static List<String> paths(String list) {
        return list.isEmpty() ? List.of() : List.of(list.split("\0"));
    }

    /** The root of the repository. */
    Path root() {
        return repository.root();
    }

    private String text(List<String> arguments) {
        return run(arguments).strip();
    }

    private static String text(GitOutcome outcome) {
        return outcome.output().strip();
    }

    private String run(List<String> arguments) {
        GitOutcome outcome = git.start(arguments, Gathering.MOST);
        if (outcome.code() != 0) {
            throw new UsageException("git failed in " + repository.root() + ": " + outcome.message()
                    + ". Is this a whole repository with a commit? What a partial clone lacks is not fetched: git fetch"
                    + " --refetch --filter= gets it.");
        }
        return outcome.output();
    }

    @Override
    public void close() {
        git.close();
    }
}
