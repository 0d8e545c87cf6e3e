package io.caravanserai.bench;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;

/** Keeps a number of calls open: whenever one ends, the next begins. */
final class ClosedLoop {
    private final int open;
    private final LongFunction<Future<Boolean>> call;
    private final LongAdder good = new LongAdder();
    private final LongAdder bad = new LongAdder();
    private long counted;
    private long nanos;

    /** @param call the n-th call, true when it went well */
    ClosedLoop(int open, LongFunction<Future<Boolean>> call) {
        this.open = open;
        this.call = call;
    }

    /** One turn; several add up. */
    void run(Duration duration, boolean counts) throws InterruptedException {
        long before = good.sum();
        long begin = System.nanoTime();
        CountDownLatch ended = new CountDownLatch(open);
        for (int i = 0; i < open; i++) {
            next(begin + duration.toNanos(), ended);
        }
        ended.await();
        if (counts) {
            counted += good.sum() - before;
            nanos += System.nanoTime() - begin;
        }
    }

    private void next(long end, CountDownLatch ended) {
        if (System.nanoTime() - end > 0) {
            ended.countDown();
            return;
        }
        call.apply(good.sum()).onComplete(done -> {
            if (done.succeeded() && done.result()) {
                good.increment();
            } else {
                bad.increment();
            }
            next(end, ended);
        });
    }

    double perSecond() {
        return counted * 1e9 / nanos;
    }

    long bad() {
        return bad.sum();
    }
}
