package lakehouse.bench;

import java.util.Locale;

/** What is measured, with its unit. */
enum Metric {
    START("start to first answer", "ms"),
    P50_AT_1("p50 at 1", "ms"),
    P99_AT_1("p99 at 1", "ms"),
    P50_AT_32("p50 at 32", "ms"),
    P99_AT_32("p99 at 32", "ms"),
    CALLS_AT_32("calls/s at 32", ""),
    CPU_AT_32("CPU per call at 32", "µs"),
    CALLS_AT_256("calls/s at 256", ""),
    CPU_AT_256("CPU per call at 256", "µs"),
    LARGE_CALLS("100 KiB calls/s", ""),
    LARGE_CPU("CPU per 100 KiB call", "µs"),
    CALL_ERRORS("failed calls", ""),
    CALL_MEMORY("memory after calls", "MiB"),
    COMPLETED("streams completed", "%"),
    STALLS("stalls", ""),
    FIRST_P50("first event p50", "ms"),
    FIRST_P99("first event p99", "ms"),
    EVENT_CPU("CPU per event", "µs"),
    STREAM_MEMORY("memory", "MiB");

    private final String words;
    private final String unit;

    Metric(String words, String unit) {
        this.words = words;
        this.unit = unit;
    }

    /** Its name in tables, with the unit. */
    String heading() {
        return unit.isEmpty() ? words : words + ", " + unit;
    }

    /** A value with three digits that count. */
    static String format(double value) {
        double size = Math.abs(value);
        String pattern = size >= 100 || value == Math.rint(value) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, pattern, value);
    }
}
