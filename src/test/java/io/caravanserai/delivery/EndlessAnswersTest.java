package io.caravanserai.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.store.Dialect;
import io.caravanserai.tracking.ShipmentEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An endpoint whose answers have no end costs the hub a bounded piece of each, and no memory. */
class EndlessAnswersTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int CALLS = 500;
    private static final int BATCH = 50;
    private static final long MEGABYTE = 1024 * 1024;
    private static final byte[] HEAD = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(ISO_8859_1);
    private static final byte[] PART = ("1000\r\n" + "x".repeat(4096) + "\r\n").getBytes(ISO_8859_1);

    private final DeliveryHarness hub = new DeliveryHarness(Dialect.SQLITE).start();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger closedByTheHub = new AtomicInteger();

    @SuppressWarnings("NullAway.Init") // opened before each test
    private ServerSocket endpoint;

    @BeforeEach
    void listen() throws IOException {
        endpoint = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    @AfterEach
    void close() throws IOException {
        hub.close();
        endpoint.close();
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = endpoint.accept();
                threads.execute(() -> answerForEver(socket));
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private void answerForEver(Socket socket) {
        try (socket) {
            if (socket.getInputStream().read() < 0) {
                // opened and not used
                return;
            }
            calls.incrementAndGet();
            OutputStream out = socket.getOutputStream();
            out.write(HEAD);
            while (true) {
                out.write(PART);
            }
        } catch (IOException e) {
            closedByTheHub.incrementAndGet();
        }
    }

    @Test
    void eachIsCutOffAndNoneIsKept() {
        hub.subscribe("http://127.0.0.1:" + endpoint.getLocalPort(), "");
        tell(0);
        long before = liveHeap();

        for (int told = BATCH; told < CALLS; told += BATCH) {
            tell(told);
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(closedByTheHub).hasValue(CALLS));
        assertThat(calls).hasValue(CALLS);
        // what was read of all answers would be 28 MB
        assertThat(liveHeap() - before).isLessThan(8 * MEGABYTE);
        assertThat(hub.lines()).allMatch(line -> line.attempts() == 1);
    }

    /** One batch, and waits until all of it is delivered. */
    private void tell(int first) {
        hub.send(IntStream.range(first, first + BATCH)
                .mapToObj(i -> News.of("S" + i, "e" + i))
                .toArray(ShipmentEvent[]::new));
        await().atMost(PATIENCE).until(() -> hub.count("delivered") == first + BATCH);
    }

    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
