package lakehouse.gateway.audit.command;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an audit may take, before the first request. Vendors count tokens each in their own way, so these are estimates.
 *
 * @param parts about
 * @param in tokens that are sent, about
 * @param out tokens that come back, about
 * @param cost in dollars; null when no price is known
 */
record Estimate(long parts, long in, long out, @Nullable Double cost) {
    /** What the gateway takes unless told otherwise. */
    private static final int PART_SIZE = 100_000;

    /** The usual figure for code, rounded so that it is rather too high. */
    private static final double CHARACTERS_OF_A_TOKEN = 3.5;

    /** The words around a part, and what the numbers of lines add. */
    private static final int PROMPT = 600;

    private static final double NUMBERING = 1.25;
    private static final int ANSWER = 1_500;
    private static final double MILLION = 1_000_000;

    static Estimate of(Options options, Gathered gathered) {
        double shown = gathered.material().length() * NUMBERING;
        long parts = Math.max(1, (long) Math.ceil(shown / PART_SIZE));
        long in = (long) (shown / CHARACTERS_OF_A_TOKEN) + parts * PROMPT;
        long out = parts * ANSWER;
        Double priceIn = options.priceIn();
        Double priceOut = options.priceOut();
        Double cost = priceIn == null || priceOut == null ? null : (in * priceIn + out * priceOut) / MILLION;
        return new Estimate(parts, in, out, cost);
    }

    /** @throws UsageException when it is more than allowed */
    void check(Options options) {
        Long parts = options.maxParts();
        if (parts != null && this.parts > parts) {
            throw new UsageException("This would be about " + this.parts + " parts, and --max-parts allows " + parts
                    + ". Nothing was sent.");
        }
        Double most = options.maxCost();
        if (most != null && cost != null && cost > most) {
            throw new UsageException(String.format(
                    Locale.ROOT,
                    "This may cost about $%.2f, and --max-cost allows $%.2f. Nothing was sent.",
                    cost,
                    most));
        }
    }

    String words() {
        return String.format(
                Locale.ROOT,
                "About %,d part%s, %,d tokens out and %,d back, each asked at most twice; %s.",
                parts,
                parts == 1 ? "" : "s",
                in,
                out,
                cost == null ? "no price known" : String.format(Locale.ROOT, "about $%.2f", cost));
    }
}
