package lakehouse.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** {@code ./gateway bench --soak}: a mixed load for half an hour, and whether memory, threads and descriptors stay flat. */
final class Soak {
    private static final int CLIENTS = 48;

    /** Longer than the gateway keeps an idle connection. */
    private static final int REST_SECONDS = 75;

    private final Places places;
    private final boolean check;
    private final List<Usage> samples = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private double liveAtTenth;

    Soak(Places places, Effort effort) {
        this.places = places;
        this.check = effort == Effort.CHECK;
    }

    void run(List<Contender> contenders) {
        Contender gateway = contenders.stream()
                .filter(contender -> contender.name().startsWith("Lakehouse"))
                .findFirst()
                .orElseThrow(() -> new Problem("The gateway itself is missing."));
        int seconds = check ? 30 : 30 * 60;
        int every = check ? 1 : 10;
        try (Upstreams upstreams = Upstreams.start(places);
                Server server = gateway.start(upstreams)) {
            server.awaitAnswer(new Call(server.port(), Map.of(), Call.shortBody()));
            rows.add(List.of("", "memory, MiB", "objects in use, MiB", "threads", "descriptors"));
            rows.add(row("before the load", List.of(server.usage()), server.liveMiB(places.java())));
            Bench.say(gateway.name() + ": " + seconds / 60.0 + " minutes of mixed load from " + CLIENTS + " clients");
            SoakClient.Counts counts = load(server, seconds, every);
            double liveAtEnd = server.liveMiB(places.java());
            pause(check ? 1 : REST_SECONDS);
            List<Usage> rested = List.of(server.usage());
            report(gateway, counts, liveAtEnd, row("rested", rested, server.liveMiB(places.java())), every);
        }
    }

    private SoakClient.Counts load(Server server, int seconds, int every) {
        SoakClient.Counts counts = new SoakClient.Counts();
        long endsAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (int client = 0; client < CLIENTS; client++) {
            Thread thread = new Thread(new SoakClient(server.port(), counts, endsAt), "soak-" + client);
            thread.setDaemon(true);
            thread.start();
        }
        for (int passed = 0; passed < seconds; passed += every) {
            pause(every);
            samples.add(server.usage());
            if (samples.size() == seconds / every / 3) {
                liveAtTenth = server.liveMiB(places.java());
            }
            if (samples.size() % 30 == 0) {
                Bench.say(counts + "; " + words(samples.get(samples.size() - 1)));
            }
        }
        return counts;
    }

    private static void pause(int seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("The benchmark was interrupted.");
        }
    }

    private static String words(Usage usage) {
        return Metric.format(usage.residentMiB()) + " MiB, " + usage.threads() + " threads, " + usage.descriptors()
                + " descriptors";
    }

    private void report(Contender gateway, SoakClient.Counts counts, double liveAtEnd, List<String> rested, int every) {
        int third = samples.size() / 3;
        List<Usage> tenth = samples.subList(third, third + Math.max(1, third / 5));
        List<Usage> last = samples.subList(samples.size() - Math.max(1, third / 5), samples.size());
        double growth = median(last, Usage::residentMiB) / median(tenth, Usage::residentMiB);
        rows.add(row("two minutes from the tenth on", tenth, liveAtTenth));
        rows.add(row("the last two minutes", last, liveAtEnd));
        rows.add(rested);
        String text = Report.head("./gateway bench --soak", Map.of(gateway.name(), gateway.version()), Map.of())
                + counts + ". A sample every " + every + " s; medians. Objects in use were counted once in each row, at"
                + " the start of the tenth minute's and at the end of the last.\n\n" + Tables.lines(rows)
                + "\nMemory at the end over that of the tenth minute: " + Metric.format(growth)
                + " (wanted: at most 1.05).\n";
        System.out.println();
        System.out.println(text);
        if (!check) {
            new Report(places.root().resolve("docs/performance.md")).write("soak", text);
        }
        if (last.get(last.size() - 1).descriptors() == 0 || counts.unexpected.get() > 0) {
            throw new Problem("Calls failed that should not, or the server ended. Its log is in " + places.work());
        }
    }

    private static List<String> row(String words, List<Usage> usages, double live) {
        return List.of(
                words,
                Metric.format(median(usages, Usage::residentMiB)),
                Metric.format(live),
                Metric.format(median(usages, Usage::threads)),
                Metric.format(median(usages, Usage::descriptors)));
    }

    private static double median(List<Usage> usages, ToDoubleFunction<Usage> figure) {
        double[] sorted = usages.stream().mapToDouble(figure).sorted().toArray();
        return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElse(Double.NaN);
    }
}
