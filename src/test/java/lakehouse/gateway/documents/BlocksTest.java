package lakehouse.gateway.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each block of the documents says what it is, so that {@link NewcomerIT} runs all that can be run. CONTRIBUTING.md has the rule. */
class BlocksTest {
    /** What is run, and what is none of a shell's. */
    private static final Set<String> KNOWN =
            Set.of("sh", "python", "js", "java", "dotenv", "console", "json", "yaml", "text");

    /** What no test has: root, a container engine, a server that somebody installed. */
    private static final Pattern NEED = Pattern.compile("(?m)\\b(sudo|docker|asadmin|jboss-cli\\.sh|systemctl) ");

    @Test
    void eachBlockSaysWhatItIs() throws IOException {
        assertThat(Block.all()).hasSizeGreaterThan(15).allSatisfy(block -> {
            assertThat(KNOWN).as(block.place()).contains(block.language());
            assertThat(block.note()).as(block.place()).isIn("", "example");
        });
    }

    @Test
    void onlyCommandsThatNeedMoreThanACheckoutAreExamples() throws IOException {
        assertThat(Block.all())
                .filteredOn(Block::isExample)
                .isNotEmpty()
                .allSatisfy(block -> assertThat(block.text()).as(block.place()).containsPattern(NEED));
        assertThat(Block.all())
                .filteredOn(block -> block.isShell() && !block.isExample())
                .hasSizeGreaterThan(5)
                .allSatisfy(block -> assertThat(block.text()).as(block.place()).doesNotContainPattern(NEED));
    }

    /** A command in a block that no test reads would go stale unseen. */
    @Test
    void noCommandHidesInAnotherBlock() throws IOException {
        assertThat(Block.all())
                .filteredOn(block -> Set.of("text", "json", "yaml", "dotenv").contains(block.language()))
                .allSatisfy(block -> assertThat(block.text())
                        .as(block.place())
                        .doesNotContainPattern("(?m)^\\s*(\\$ )?(curl|\\./gateway|mvn|sudo|docker|npm|pip) "));
    }
}
