package lakehouse.gateway.audit.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The git directory of a checkout, found without git: asked about a repository, git reads its settings, and some of these
 * name commands. A repository may be of somebody else's making, so its links and pointers must not lead elsewhere, or
 * another repository of the same user would be audited and sent away in its place.
 *
 * @param root of the working tree
 * @param own where {@code HEAD} and the index are
 * @param common where objects and refs are; the same unless this is a linked worktree
 */
record GitDirectory(Path root, Path own, Path common) {
    private static final int LONGEST_POINTER = 4_096;

    /**
     * Finds the checkout that a directory belongs to. A bare repository that lies in the tree is none.
     *
     * @throws UsageException when there is none, or it points elsewhere
     */
    static GitDirectory of(Path directory) {
        try {
            for (Path at = directory.toRealPath(); at != null; at = at.getParent()) {
                Path git = at.resolve(".git");
                if (Files.exists(git, LinkOption.NOFOLLOW_LINKS)) {
                    GitDirectory found = Files.isRegularFile(git, LinkOption.NOFOLLOW_LINKS)
                            ? pointedTo(at, git)
                            : new GitDirectory(at, inside(git, at), inside(git, at));
                    found.check();
                    return found;
                }
            }
        } catch (IOException e) {
            throw new UsageException(directory + " cannot be read (" + e + "). Give another --path.");
        }
        throw new UsageException(directory + " is in no git repository. Give a --path that is in one.");
    }

    /** A linked worktree's directory names the file that points to it, and a submodule's is below its parent's. */
    private static GitDirectory pointedTo(Path root, Path file) throws IOException {
        String pointer = line(file);
        Path own = root.resolve(pointer.startsWith("gitdir: ") ? pointer.substring("gitdir: ".length()) : "none");
        if (!Files.isDirectory(own)) {
            throw new UsageException(file + " leads to no git directory. Give another --path.");
        }
        own = own.toRealPath();
        Path back = own.resolve("gitdir");
        if (Files.isRegularFile(back) && own.resolve(line(back)).toRealPath().equals(file)) {
            Path common = own.resolve(line(own.resolve("commondir"))).toRealPath();
            return new GitDirectory(root, own, common);
        }
        for (Path parent = root.getParent(); parent != null; parent = parent.getParent()) {
            if (own.startsWith(parent.resolve(".git/modules"))) {
                return new GitDirectory(root, own, own);
            }
        }
        throw new UsageException(
                file + " points to " + own + ", which does not point back. Nothing outside this repository is"
                        + " audited. Give the --path of the repository itself.");
    }

    /** The first line, which is all that such a file has. */
    private static String line(Path file) throws IOException {
        if (Files.size(file) > LONGEST_POINTER) {
            throw new IOException(file.getFileName() + " is too long");
        }
        return Files.readString(file, StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("")
                .strip();
    }

    private void check() throws IOException {
        for (String name : new String[] {"HEAD", "index"}) {
            inside(own.resolve(name), own);
        }
        for (String name : new String[] {"refs", "logs", "reftable", "objects", "packed-refs", "shallow"}) {
            checkLinks(common.resolve(name));
        }
        if (Files.exists(common.resolve("objects/info/alternates"))) {
            throw new UsageException(
                    common + " borrows objects of another repository (objects/info/alternates), and nothing"
                            + " outside this repository is audited. Copy them with: git repack -a -d && rm "
                            + common.resolve("objects/info/alternates"));
        }
    }

    private void checkLinks(Path part) throws IOException {
        if (!Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(part, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isSymbolicLink()) {
                    inside(file, common);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** The real place of a file, which may not exist. */
    private static Path inside(Path file, Path directory) throws IOException {
        if (!Files.exists(file)) {
            return file;
        }
        Path real = file.toRealPath();
        if (!real.startsWith(directory)) {
            throw new UsageException(
                    file + " is a link that leads out of the repository, and nothing outside is audited. Give"
                            + " another --path.");
        }
        return real;
    }
}
