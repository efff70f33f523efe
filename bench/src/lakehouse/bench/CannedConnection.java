package lakehouse.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection to {@link CannedUpstream}: reads a request after the other and answers each. */
final class CannedConnection {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
    private static final Pattern LAST = Pattern.compile("(?i)\r\nconnection: *close");
    private static final Pattern WISH = Pattern.compile("events=(\\d+) pause=(\\d+) (?:fault=(\\w+))?");
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String STREAM_HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
            + "Cache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String FINISH =
            "{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1735689600,\"model\":\"m\","
                    + "\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}]}";

    private static final String FAULT = "{\"error\":{\"message\":\"out of order\"}}";

    private final SocketChannel channel;
    private ByteBuffer in = ByteBuffer.allocate(4096);
    private long nextAt;
    private long pauseNanos;
    private int wanted;
    private int sent;
    private String fault = "";
    private boolean last;

    CannedConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /** When the next event of its stream is due. */
    long nextAt() {
        return nextAt;
    }

    /** Reads what there is. Returns whether a stream has begun. */
    boolean read() throws IOException {
        if (!in.hasRemaining()) {
            in = ByteBuffer.allocate(in.capacity() * 4).put(in.flip());
        }
        if (channel.read(in) < 0) {
            channel.close();
            return false;
        }
        int head = endOfHead();
        if (head < 0) {
            return false;
        }
        String headers = new String(in.array(), 0, head, StandardCharsets.ISO_8859_1);
        Matcher length = LENGTH.matcher(headers);
        int end = head + (length.find() ? Integer.parseInt(length.group(1)) : 0);
        if (in.position() < end) {
            return false;
        }
        Matcher wish = WISH.matcher(new String(in.array(), head, Math.min(end - head, 1024), StandardCharsets.UTF_8));
        in.flip().position(end);
        in.compact();
        last = LAST.matcher(headers).find();
        return answer(wish);
    }

    private int endOfHead() {
        for (int at = 0; at + END_OF_HEAD.length <= in.position(); at++) {
            if (Arrays.equals(in.array(), at, at + END_OF_HEAD.length, END_OF_HEAD, 0, END_OF_HEAD.length)) {
                return at + END_OF_HEAD.length;
            }
        }
        return -1;
    }

    private boolean answer(Matcher wish) throws IOException {
        boolean found = wish.find();
        fault = found && wish.group(3) != null ? wish.group(3) : "";
        if (fault.equals("status")) {
            write("HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/json\r\nContent-Length: "
                    + FAULT.length() + "\r\n\r\n" + FAULT);
            return false;
        }
        if (fault.equals("reset")) {
            channel.close();
            return false;
        }
        if (!found || wish.group(1).equals("0")) {
            write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                    + CannedUpstream.ANSWER.length() + "\r\n\r\n" + CannedUpstream.ANSWER);
            return false;
        }
        wanted = Integer.parseInt(wish.group(1));
        pauseNanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(wish.group(2)));
        sent = 0;
        nextAt = System.nanoTime();
        write(STREAM_HEAD);
        return sendEvent();
    }

    /** Sends the event that is due. Returns whether more will follow. */
    boolean sendEvent() {
        try {
            if (!channel.isOpen()) {
                return false;
            }
            if (fault.equals("cut") && sent * 2 >= wanted) {
                channel.close();
                return false;
            }
            if (sent < wanted) {
                write(chunk("data: " + event(sent++) + "\n\n"));
                nextAt += pauseNanos;
                return true;
            }
            write(chunk("data: " + FINISH + "\n\n") + chunk("data: [DONE]\n\n") + "0\r\n\r\n");
            if (last) {
                channel.close();
            }
        } catch (IOException e) {
            // The contender gave the stream up, which its client sees.
            closeQuietly();
        }
        return false;
    }

    private static String event(int number) {
        return "{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1735689600,\"model\":\"m\","
                + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\" " + CannedUpstream.WORD + number
                + "\"},\"logprobs\":null,\"finish_reason\":null}]}";
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    /** An event is small: the socket's buffer takes it whole, unless the contender has stopped reading. */
    private void write(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            throw new IOException("The contender does not read.");
        }
    }

    private void closeQuietly() {
        try {
            channel.close();
        } catch (IOException e) {
            // Closed enough.
        }
    }
}
