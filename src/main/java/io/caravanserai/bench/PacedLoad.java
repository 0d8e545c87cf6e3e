package io.caravanserai.bench;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * Calls at a fixed pace, whether earlier ones are answered or not, as independent customers do. What a call takes counts
 * from when it was due, so that a stall of the hub is not hidden by calls that waited for it.
 */
final class PacedLoad {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);
    /** More open calls than that and the load itself waits; that wait counts, too. */
    private static final int OPEN = 2000;

    private final HttpClient client;
    private final LongFunction<HttpRequest> requests;
    private final ConcurrentHistogram latency = new ConcurrentHistogram(LONGEST_MICROS, 3);
    private final Semaphore open = new Semaphore(OPEN);
    private final LongAdder bad = new LongAdder();

    /**
     * @param requests the n-th request
     */
    PacedLoad(HttpClient client, LongFunction<HttpRequest> requests) {
        this.client = client;
        this.requests = requests;
    }

    /**
     * What a load measured.
     *
     * @param perSecond answers 2xx a second
     * @param bad answers that were not 2xx, and broken connections
     */
    record Measured(double perSecond, long bad, double p50Millis, double p99Millis, double maxMillis) {}

    /** Calls {@code rate} times a second and waits for the last answer. */
    Measured run(int rate, Duration duration) throws InterruptedException {
        long calls = rate * duration.toSeconds();
        long begin = System.nanoTime();
        for (long n = 0; n < calls; n++) {
            long due = begin + n * TimeUnit.SECONDS.toNanos(1) / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            open.acquire();
            call(n, due);
        }
        open.acquire(OPEN);
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Measured(
                latency.getTotalCount() / seconds,
                bad.sum(),
                latency.getValueAtPercentile(50) / 1000.0,
                latency.getValueAtPercentile(99) / 1000.0,
                latency.getMaxValue() / 1000.0);
    }

    private void call(long n, long due) {
        CompletableFuture<HttpResponse<Void>> unused = client.sendAsync(
                        requests.apply(n), HttpResponse.BodyHandlers.discarding())
                .whenComplete((answer, failure) -> {
                    if (failure == null && answer.statusCode() / 100 == 2) {
                        latency.recordValue(Math.min(LONGEST_MICROS, (System.nanoTime() - due) / 1000));
                    } else {
                        bad.increment();
                    }
                    open.release();
                });
    }
}
