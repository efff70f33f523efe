package lakehouse.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.UpstreamEvidence;
import lakehouse.gateway.form.Usage;
import lakehouse.gateway.threads.Time;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallLogTest {
    private static final Logger LOGGER = Logger.getLogger("lakehouse.gateway.calls");
    private static final String HOSTILE = "m\r\ncall=forged\u0000\u001b[31m\u007f\u0085\u009b\u2028\u2029 \"quoted\"";

    private final CallLog calls = new CallLog();
    private final CountDownLatch stalled = new CountDownLatch(1);
    private final List<LogRecord> log = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            log.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void recordLog() {
        LOGGER.addHandler(handler);
        LOGGER.setUseParentHandlers(false);
    }

    @AfterEach
    void stopRecording() {
        calls.close();
        LOGGER.removeHandler(handler);
        LOGGER.setUseParentHandlers(true);
    }

    @Test
    void saysWhoAskedWhomAndWhatItUsed() {
        Call call = call("kimi-for-coding");
        call.caller("batch");
        call.stream(true);
        call.attemptAnswered(Usage.of(Json.createObjectBuilder()
                .add("prompt_tokens", 5)
                .add("completion_tokens", 7)
                .add("total_tokens", 12)
                .build()));

        call.ended("ok");

        calls.ended(call.record(), null);

        assertThat(line())
                .startsWith("call=req-1 outcome=ok caller=batch provider=kimi model=kimi-for-coding stream=true"
                        + " attempts=1 ms=")
                .endsWith(" prompt_tokens=5 completion_tokens=7 total_tokens=12");
        assertThat(log.get(0).getLevel()).isEqualTo(Level.INFO);
    }

    @Test
    void saysHowACallFailed() {
        UpstreamEvidence evidence = new UpstreamEvidence(503, null, null, null, null, "vendor-1");

        Failure failure = new Failure(FailureKind.UPSTREAM_ERROR, "It broke.", null, "kimi", evidence);
        Call call = call("m");
        call.attemptFailed(failure);
        call.ended(failure.kind().code());

        calls.ended(call.record(), failure);

        assertThat(line())
                .contains(" outcome=upstream_error ", " status=502 upstream_status=503 upstream_request_id=vendor-1")
                .endsWith(" message=\"It broke.\"");
        assertThat(log.get(0).getLevel()).isEqualTo(Level.WARNING);
    }

    @Test
    void holdsNoControlCharacterWhateverComesFromOutside() {
        UpstreamEvidence evidence = new UpstreamEvidence(500, null, null, null, null, HOSTILE);
        Call call = call(HOSTILE);

        Failure failure = new Failure(FailureKind.UPSTREAM_ERROR, HOSTILE, null, "kimi", evidence);

        calls.ended(call.record(), null);
        calls.attempted(call.record(), call.record().trail().get(0), failure);
        calls.ended(call.record(), failure);
        calls.close();

        assertThat(log)
                .hasSize(3)
                .allSatisfy(record -> assertThat(record.getMessage())
                        .doesNotContainPattern("[\\p{Cc}\\p{Zl}\\p{Zp}]")
                        .contains("outcome="));
        assertThat(log.get(2).getMessage()).endsWith(" \\\"quoted\\\"\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x outcome=ok caller=root",
                "x=y",
                "x\" caller=\"root",
                "x\\\" caller=root",
                "x\tcaller=root",
                "x\u00a0caller=root",
                "x\u3000caller",
                "x\u202ecaller",
                "x\u2066y\u2069",
                "x\u200by",
                "\ufeffx",
                "x\u00ady",
                "x\u3164y",
                "\ud800",
                "\udb40\udc41",
                "",
                "'x'"
            })
    void letsNoValueForgeAField(String value) {
        Call call = call(value);
        call.caller(value);
        call.climbs(value);
        calls.ended(call.record(), null);

        String line = line();
        Matcher fields = Pattern.compile("([a-z_]+)=(\"(?:[^\"\\\\]|\\\\.)*\"|[!-~&&[^\"=]]+)(?: |$)")
                .matcher(line);
        List<String> names = new ArrayList<>();
        int end = 0;
        while (fields.find()) {
            assertThat(fields.start()).as(line).isEqualTo(end);
            end = fields.end();
            names.add(fields.group(1));
        }
        assertThat(end).as(line).isEqualTo(line.length());
        assertThat(names)
                .containsExactly(
                        "call", "outcome", "caller", "ladder", "rung", "provider", "model", "stream", "attempts", "ms");
        assertThat(line).matches("[ -~]*");
    }

    @Test
    void keepsWhatPeopleCanRead() {
        calls.ended(call("通义/qwen é").record(), null);

        assertThat(line()).contains(" model=\"通义/qwen é\" ");
    }

    @Test
    void boundsEachValue() {
        Failure failure = new Failure(FailureKind.UPSTREAM_ERROR, "x".repeat(100_000), null, "kimi", null);

        calls.ended(call("m".repeat(100_000)).record(), failure);

        assertThat(line()).hasSizeLessThan(2_500);
    }

    @Test
    @Timeout(30)
    void keepsNoCallWaitingForTheConsole() {
        Handler console = stalledConsole();
        LOGGER.addHandler(console);
        try {
            calls.ended(call("first").record(), null);
            calls.ended(call("second").record(), null);
            Instant handedOver = Instant.now();
            assertThat(log).hasSizeLessThan(2);

            stalled.countDown();
            calls.close();

            assertThat(log)
                    .extracting(LogRecord::getMessage)
                    .satisfiesExactly(
                            first -> assertThat(first).contains("model=first"),
                            second -> assertThat(second).contains("model=second"));
            assertThat(log).allSatisfy(line -> assertThat(line.getInstant()).isBeforeOrEqualTo(handedOver));
        } finally {
            LOGGER.removeHandler(console);
        }
    }

    @Test
    void writesWhatComesAfterItWasClosed() {
        calls.close();

        calls.ended(call("late").record(), null);

        assertThat(log).hasSize(1);
    }

    /** Takes a line only when {@link #stalled} lets it. */
    private Handler stalledConsole() {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                try {
                    stalled.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private static Call call(String model) {
        Call call = new Call("req-1", Time.SYSTEM);
        call.routed("kimi", model, 0);
        call.attempted();
        return call;
    }

    private String line() {
        calls.close();
        assertThat(log).hasSize(1);
        return log.get(0).getMessage();
    }
}
