package io.caravanserai.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.HdrHistogram.Histogram;

/**
 * A lean closed-loop load on one HTTP path: a fixed number of keep-alive connections, each with one request open, all
 * on one thread, so that the generator takes as little of the machine as it can.
 */
final class HttpLoad {
    private static final int BUFFER = 8 * 1024;
    private static final byte[] HEADER_END = {'\r', '\n', '\r', '\n'};

    private final int port;
    private final String path;
    private final int connections;
    private final LongFunction<byte[]> bodies;
    private final Histogram latency = new Histogram(TimeUnit.SECONDS.toMicros(60), 3);
    private long sequence;
    private long accepted;
    private long good;
    private long bad;
    private long countFrom;
    private Duration measured = Duration.ZERO;

    /**
     * @param bodies the body of the n-th request
     */
    HttpLoad(int port, String path, int connections, LongFunction<byte[]> bodies) {
        this.port = port;
        this.path = path;
        this.connections = connections;
        this.bodies = bodies;
    }

    /**
     * What a load measured after its warm-up.
     *
     * @param perSecond answers 2xx a second
     * @param bad answers that were not 2xx, and broken connections
     */
    record Measured(double perSecond, long good, long bad, double p50Millis, double p99Millis) {}

    /** Loads the path; answers after the warm-up are added to what was measured before. */
    void run(Duration warmUp, Duration duration) throws IOException {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                connect(selector);
            }
            long begin = System.nanoTime();
            countFrom = begin + warmUp.toNanos();
            long end = countFrom + duration.toNanos();
            while (System.nanoTime() < end) {
                selector.select(100);
                for (SelectionKey key : selector.selectedKeys()) {
                    serve(selector, key);
                }
                selector.selectedKeys().clear();
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        }
        measured = measured.plus(duration);
    }

    /** All runs so far, without their warm-ups. */
    Measured measured() {
        double seconds = measured.toNanos() / 1e9;
        return new Measured(
                good / seconds,
                good,
                bad,
                latency.getValueAtPercentile(50) / 1000.0,
                latency.getValueAtPercentile(99) / 1000.0);
    }

    /** Answers 2xx so far, warm-up included. */
    long accepted() {
        return accepted;
    }

    private void connect(Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
        Connection connection = new Connection();
        channel.register(selector, SelectionKey.OP_READ, connection);
        send(channel, connection);
    }

    private void send(SocketChannel channel, Connection connection) throws IOException {
        byte[] body = bodies.apply(sequence++);
        byte[] head = ("POST " + path
                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer request = ByteBuffer.allocate(head.length + body.length);
        request.put(head).put(body).flip();
        connection.sentAt = System.nanoTime();
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    private void serve(Selector selector, SelectionKey key) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        Connection connection = (Connection) key.attachment();
        int read;
        try {
            read = channel.read(connection.buffer);
        } catch (IOException e) {
            read = -1;
        }
        if (read < 0) {
            bad++;
            channel.close();
            connect(selector);
            return;
        }
        int status = connection.answered();
        if (status > 0) {
            count(status, System.nanoTime(), connection.sentAt);
            send(channel, connection);
        }
    }

    private void count(int status, long now, long sentAt) {
        boolean taken = status >= 200 && status < 300;
        accepted += taken ? 1 : 0;
        if (now < countFrom) {
            return;
        }
        if (taken) {
            good++;
            latency.recordValue(Math.min(TimeUnit.SECONDS.toMicros(60), (now - sentAt) / 1000));
        } else {
            bad++;
        }
    }

    private static final class Connection {
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        private long sentAt;

        /** The status once the whole answer is there, else 0. */
        int answered() {
            byte[] bytes = buffer.array();
            int length = buffer.position();
            int head = indexOf(bytes, length, HEADER_END);
            if (head < 0) {
                return 0;
            }
            String text = new String(bytes, 0, head, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
            int at = text.indexOf("content-length:");
            int body = at < 0
                    ? 0
                    : Integer.parseInt(text.substring(at + 15)
                            .lines()
                            .findFirst()
                            .orElse("0")
                            .trim());
            if (text.contains("transfer-encoding: chunked") && !endsWithLastChunk(bytes, length)) {
                return 0;
            }
            if (length < head + HEADER_END.length + body) {
                return 0;
            }
            buffer.clear();
            return Integer.parseInt(text.substring(9, 12));
        }

        private static boolean endsWithLastChunk(byte[] bytes, int length) {
            return length >= 5 && bytes[length - 5] == '0' && bytes[length - 1] == '\n';
        }

        private static int indexOf(byte[] bytes, int length, byte[] wanted) {
            for (int i = 0; i <= length - wanted.length; i++) {
                int j = 0;
                while (j < wanted.length && bytes[i + j] == wanted[j]) {
                    j++;
                }
                if (j == wanted.length) {
                    return i;
                }
            }
            return -1;
        }
    }
}
