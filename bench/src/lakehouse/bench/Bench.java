package lakehouse.bench;

import java.nio.file.Path;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** {@code ./gateway bench}: runs all contenders in turn, prints what it measured, and writes docs/performance.md. */
public final class Bench {
    private final Places places = Places.given();
    private final Results results = new Results();
    private final Map<String, String> missing = new LinkedHashMap<>();
    private final List<Contender> contenders = new ArrayList<>();
    private Effort effort = Effort.FULL;
    private String only = "";
    private boolean soak;

    private Bench() {}

    /** Runs with the options of the launcher's verb. */
    public static void main(String[] arguments) {
        try {
            Bench bench = new Bench();
            bench.read(List.of(arguments));
            bench.run();
        } catch (Problem e) {
            System.err.println("gateway bench: " + e.getMessage());
            System.exit(1);
        }
    }

    private void read(List<String> arguments) {
        for (int at = 0; at < arguments.size(); at++) {
            switch (arguments.get(at)) {
                case "--quick" -> effort = Effort.QUICK;
                case "--check" -> effort = Effort.CHECK;
                case "--soak" -> soak = true;
                case "--only" -> only = at + 1 < arguments.size() ? arguments.get(++at) : "";
                default -> throw new Problem(arguments.get(at) + ": this is no option. See ./gateway help.");
            }
        }
    }

    private void run() {
        if (!Commands.has("wrk") && !soak) {
            throw new Problem("wrk is not installed, which makes the short calls: apt-get install wrk");
        }
        choose();
        if (soak) {
            new Soak(places, effort).run(contenders);
            return;
        }
        try (Upstreams upstreams = Upstreams.start(places)) {
            rounds(upstreams);
        }
        report();
    }

    private void choose() {
        List<Contender> all = List.of(
                new Nginx(places),
                new GatewayOnPayaraMicro(places),
                new GatewayOnWildFly(places),
                new SpringCloudGateway(places),
                new Portkey(places));
        for (Contender contender : all) {
            if (!contender.name().toLowerCase(Locale.ROOT).contains(only.toLowerCase(Locale.ROOT))) {
                continue;
            }
            if (contender.missing().isEmpty()) {
                contenders.add(contender);
            } else {
                missing.put(contender.name(), contender.missing());
                say(contender.name() + " is missing: " + contender.missing());
            }
        }
        if (contenders.isEmpty()) {
            throw new Problem("There is nobody to measure. --only takes a part of a contender's name.");
        }
    }

    /** All run all the time, so that each is warmed up once, and only one has work at a time. */
    private void rounds(Upstreams upstreams) {
        Round round = new Round(effort, new Wrk(places.root().resolve("bench/call.lua"), places.work()), results);
        List<Subject> subjects = new ArrayList<>(List.of(Subject.nobody(upstreams)));
        try {
            for (Contender contender : contenders) {
                say("Starting and warming up " + contender.name());
                Subject subject = Subject.start(contender, upstreams);
                subjects.add(subject);
                round.warmUp(subject);
            }
            for (int number = 1; number <= effort.rounds(); number++) {
                for (Subject subject : subjects) {
                    say("Round " + number + " of " + effort.rounds() + ": " + subject.name());
                    round.measure(subject);
                }
            }
        } finally {
            subjects.forEach(Subject::close);
        }
    }

    private void report() {
        Map<String, String> versions = new LinkedHashMap<>();
        contenders.forEach(contender -> versions.put(contender.name(), contender.version()));
        List<String> names = Stream.concat(Stream.of(Contender.NOBODY), versions.keySet().stream())
                .toList();
        String command = "./gateway bench" + (effort == Effort.FULL ? "" : " --" + effort.name());
        String text = Report.head(command, versions, missing) + new Tables(results, names).text(effort);
        System.out.println();
        System.out.println(text);
        Path csv = places.work().resolve("results.csv");
        Report.writeLines(csv, results.lines());
        say("Every value is in " + csv);
        if (effort == Effort.FULL && only.isEmpty()) {
            Path page = places.root().resolve("docs/performance.md");
            new Report(page).write("measured", text);
            say("Written: " + page);
        }
    }

    static void say(String words) {
        System.out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + words);
    }
}
