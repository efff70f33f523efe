package lakehouse.gateway.audit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaterialWriterTest {
    @TempDir
    Path directory;

    @Test
    void keepsAllFilesInOneAndNoneUnderItsOwnPath() throws Exception {
        MaterialIndex index;
        try (var writer = new MaterialWriter(directory.resolve("material.txt"))) {
            writer.file("../../escape.txt", "out");
            writer.file("a/b.txt", "größe\n");
            writer.file("a/b.txt", "again\n");
            writer.file("logo.png", null);
            writer.diff("diff --git a/c.c b/c.c\n--- a/c.c\n+++ b/c.c\n@@ -1 +1 @@\n-old\n+new\n");
            index = writer.finish();
        }

        assertThat(index.leftOut())
                .extracting(one -> one.path() + ": " + one.reason())
                .containsExactly("../../escape.txt: path not allowed", "a/b.txt: given twice", "logo.png: binary");
        var material = new Material(directory.resolve("material.txt"), MaterialIndex.of(index.json()));
        assertThat(material.source(0).blocks().get(0).lines().get(0).text()).isEqualTo("größe");
        assertThat(material.named("c.c")).hasSize(1);
        try (var written = Files.walk(directory)) {
            assertThat(written.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @Test
    void refusesMoreFilesThanItCanListAndCutsPathsThatNobodyMayUse() throws Exception {
        try (var writer = new MaterialWriter(directory.resolve("material.txt"))) {
            writer.file("../" + "x".repeat(5_000), "text");
            for (int i = 1; i < 20_000; i++) {
                writer.file("f" + i, "");
            }

            assertThatThrownBy(() -> writer.file("one-more", "text"))
                    .isInstanceOf(TooManyFilesException.class)
                    .hasMessage("It has more than 20000 files. Audit fewer at a time.");
            assertThatThrownBy(() -> writer.diff("diff --git a/c b/c\nold mode 100644\nnew mode 100755\n"))
                    .isInstanceOf(TooManyFilesException.class);
            assertThat(writer.finish().leftOut().get(0).path()).hasSize(203);
        }
    }

    @Test
    void leavesNothingBesideAFileThatCannotBePutInPlace() throws Exception {
        var taken = Files.createDirectories(directory.resolve("taken/inside")).getParent();

        assertThatThrownBy(() -> DurableFiles.write(taken, new byte[] {1})).isInstanceOf(java.io.IOException.class);

        try (var left = Files.list(directory)) {
            assertThat(left).containsExactly(taken);
        }
    }
}
