package lakehouse.gateway.audit.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiffTest {

    @Test
    void takesCodeThatLooksLikeAHeaderForCode() {
        var sections = split("""
                diff --git a/x.sql b/x.sql
                --- a/x.sql
                +++ b/x.sql
                @@ -1,3 +1,3 @@
                --- a comment of SQL
                -diff --git a/y b/y
                +++ b/not/a/file
                +@@ -1 +1 @@
                 end
                """);

        assertThat(sections).hasSize(1);
        assertThat(sections.get(0).path()).isEqualTo("x.sql");
        assertThat(sections.get(0).blocks().get(0).lines())
                .extracting(SourceLine::text)
                .containsExactly("-- a comment of SQL", "diff --git a/y b/y", "++ b/not/a/file", "@@ -1 +1 @@", "end");
    }

    @Test
    void numbersLinesOnBothSides() {
        var section = split("""
                --- a/x.c\t2025-01-01
                +++ b/x.c\t2025-01-02
                @@ -10,3 +20,3 @@ int f()
                 same
                -old
                +new
                 last
                \\ No newline at end of file
                """).get(0);

        assertThat(section.path()).isEqualTo("x.c");
        assertThat(section.blocks().get(0).lines())
                .containsExactly(
                        new SourceLine(Mark.SAME, 10, 20, "same"),
                        new SourceLine(Mark.DELETED, 11, 0, "old"),
                        new SourceLine(Mark.ADDED, 0, 21, "new"),
                        new SourceLine(Mark.SAME, 12, 22, "last"));
    }

    @Test
    void readsRenamesDeletionsBinaryFilesAndQuotedNames() {
        var sections = split("""
                diff --git a/old.txt b/new.txt
                similarity index 100%
                rename from old.txt
                rename to new.txt
                diff --git a/gone.txt b/gone.txt
                deleted file mode 100644
                --- a/gone.txt
                +++ /dev/null
                @@ -1 +0,0 @@
                -text
                diff --git a/image.png b/image.png
                Binary files a/image.png and b/image.png differ
                diff --git "a/gr\\303\\266\\303\\237e.txt" "b/gr\\303\\266\\303\\237e.txt"
                --- "a/gr\\303\\266\\303\\237e.txt"
                +++ "b/gr\\303\\266\\303\\237e.txt"
                @@ -0,0 +1 @@
                +text
                """);

        assertThat(sections)
                .extracting(DiffSection::path)
                .containsExactly("new.txt", "gone.txt", "image.png", "größe.txt");
        assertThat(sections).extracting(DiffSection::oldPath).containsExactly("old.txt", null, null, null);
        assertThat(sections).extracting(DiffSection::binary).containsExactly(false, false, true, false);
        assertThat(sections).extracting(DiffSection::lines).containsExactly(0, 1, 0, 1);
    }

    @Test
    void saysWhereADiffCannotBeRead() {
        assertThatThrownBy(() -> split("hello\nworld\n"))
                .isInstanceOf(MalformedDiffException.class)
                .hasMessageContaining("no file header");
        assertThatThrownBy(() -> split("--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n same\n"))
                .hasMessageContaining("a hunk has lines to come");
        assertThatThrownBy(() -> split("--- a/x\n+++ b/x\n@@ what @@\n"))
                .hasMessageContaining("line 3 begins with @@, but is no hunk header");
    }

    private static List<DiffSection> split(String diff) {
        var sections = new ArrayList<DiffSection>();
        DiffSections.split(diff, text -> sections.add(DiffSection.parse(text)));
        return sections;
    }
}
