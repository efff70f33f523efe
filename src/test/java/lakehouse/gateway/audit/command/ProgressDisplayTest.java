package lakehouse.gateway.audit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void movesABarOnATerminal() {
        show(new ProgressDisplay(out, true));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r[---------------] 0 of 4 parts, 0 of 0 findings grounded\u001b[K"
                                .replace("[-", "[" + "-".repeat(16))
                        + "\r[######################--------] 3 of 4 parts, 1 failed, 7 of 8 findings grounded\u001b[K"
                        + System.lineSeparator());
    }

    @Test
    void writesALineForEachChangeElsewhere() {
        show(new ProgressDisplay(out, false));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "0 of 4 parts, 0 of 0 findings grounded", "3 of 4 parts, 1 failed, 7 of 8 findings grounded");
    }

    private static void show(ProgressDisplay display) {
        display.show("{\"state\":\"running\",\"parts\":0}");
        display.show("{\"parts\":4,\"parts_done\":0,\"parts_failed\":0,\"findings\":0}");
        var later = "{\"parts\":4,\"parts_done\":3,\"parts_failed\":1,\"findings\":8,\"grounded\":5,\"moved\":2}";
        display.show(later);
        display.show(later);
        display.end();
    }
}
