package lakehouse.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** One of many clients that call for a long time: short, large and streamed, some leaving early, some with bad luck. */
final class SoakClient implements Runnable {
    private static final String[] FAULTS = {"status", "reset", "cut"};
    private static final int ABORT_PERCENT = 5;
    private static final int FAULT_PERCENT = 2;
    private static final int LARGE_PERCENT = 10;
    private static final int STREAM_PERCENT = 40;
    private static final int TIMEOUT_MILLIS = 60_000;

    private final int port;
    private final Counts counts;
    private final long endsAt;

    /** What became of the calls of all clients. */
    static final class Counts {
        final AtomicLong answered = new AtomicLong();
        final AtomicLong aborted = new AtomicLong();
        final AtomicLong faulty = new AtomicLong();
        final AtomicLong unexpected = new AtomicLong();

        long all() {
            return answered.get() + aborted.get() + faulty.get() + unexpected.get();
        }

        @Override
        public String toString() {
            return all() + " calls: " + answered + " answered, " + aborted + " broken off by the client, " + faulty
                    + " broken by the upstream and told so, " + unexpected + " failed though they should not";
        }
    }

    /** @param endsAt in {@link System#nanoTime()} terms */
    SoakClient(int port, Counts counts, long endsAt) {
        this.port = port;
        this.counts = counts;
        this.endsAt = endsAt;
    }

    @Override
    public void run() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        while (System.nanoTime() - endsAt < 0) {
            int dice = random.nextInt(100);
            if (dice < FAULT_PERCENT) {
                fault(FAULTS[random.nextInt(FAULTS.length)]);
            } else if (dice < FAULT_PERCENT + ABORT_PERCENT) {
                abort(random.nextInt(400));
            } else {
                good(random.nextInt(100));
            }
        }
    }

    private void good(int dice) {
        String body = dice < LARGE_PERCENT
                ? Call.largeBody()
                : dice < LARGE_PERCENT + STREAM_PERCENT ? Call.streamBody(10, 50) : Call.shortBody();
        String answer = answer(body);
        boolean whole = answer.startsWith("HTTP/1.1 200")
                && (body.contains("\"stream\":true")
                        ? answer.contains("[DONE]")
                        : answer.contains(CannedUpstream.WORD));
        (whole ? counts.answered : counts.unexpected).incrementAndGet();
    }

    /** A status or a broken stream, as the upstream had it: what must not come is a whole answer or none at all. */
    private void fault(String fault) {
        boolean stream = fault.equals("cut");
        String wish = CannedUpstream.wish(stream ? 10 : 0, 20) + "fault=" + fault;
        String answer = answer(Call.body("paced/m", wish, String.valueOf(stream)));
        boolean told = answer.contains("\"error\"") && !answer.contains("[DONE]");
        (told ? counts.faulty : counts.unexpected).incrementAndGet();
    }

    private void abort(int afterMillis) {
        try (Socket socket = open(Call.streamBody(40, 50))) {
            socket.setSoTimeout(afterMillis + 1);
            while (socket.getInputStream().read() >= 0) {
                // Until the client has had enough.
                if (ThreadLocalRandom.current().nextInt(2_000) == 0) {
                    break;
                }
            }
        } catch (IOException e) {
            // Nothing came for so long: it leaves, too.
        }
        counts.aborted.incrementAndGet();
    }

    private String answer(String body) {
        try (Socket socket = open(body)) {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private Socket open(String body) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.getOutputStream().write(new Call(port, Map.of(), body).bytes());
        return socket;
    }
}
