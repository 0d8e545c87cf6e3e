package io.caravanserai.fuzz;

import com.sun.management.ThreadMXBean;
import io.caravanserai.harmonize.Mutations;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;

/** Tries one target with damaged input; each input follows from the seed and its number, so what fails can be repeated. */
final class FuzzRun {
    static final long SEED = Long.getLong("fuzz.seed", 20261122);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** Of processor time, so that a busy machine fails nothing. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final long MOST_ALLOCATED = 1L << 30;

    private final FuzzTarget target;
    private long read;
    private long refused;
    private long slowest;
    private long largest;

    private FuzzRun(FuzzTarget target) {
        this.target = target;
    }

    /**
     * @return what came of it, in words
     * @throws AssertionError with the input, when anything else came of one than that it was read or refused
     */
    static String of(FuzzTarget target, long executions) {
        FuzzRun run = new FuzzRun(target);
        SplittableRandom random = new SplittableRandom(SEED);
        for (long i = 0; i < executions; i++) {
            run.one(i, random.nextLong());
        }
        return "fuzz target=%s executions=%d read=%d refused=%d slowest_ms=%d most_allocated_kb=%d"
                .formatted(
                        target.name(), executions, run.read, run.refused, run.slowest / 1_000_000, run.largest >> 10);
    }

    private void one(long number, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] good = target.seeds().get(random.nextInt(target.seeds().size()));
        byte[] other = target.seeds().get(random.nextInt(target.seeds().size()));
        byte[] input = new Mutations(seed).damaged(good, other);
        long thread = Thread.currentThread().getId();
        long allocated = THREADS.getThreadAllocatedBytes(thread);
        long begun = THREADS.getCurrentThreadCpuTime();
        try {
            if (target.reading().reads(input)) {
                read++;
            } else {
                refused++;
            }
        } catch (Throwable e) {
            throw new AssertionError(at(number, input), e);
        }
        long took = THREADS.getCurrentThreadCpuTime() - begun;
        allocated = THREADS.getThreadAllocatedBytes(thread) - allocated;
        slowest = Math.max(slowest, took);
        largest = Math.max(largest, allocated);
        if (took > LONGEST.toNanos() || allocated > MOST_ALLOCATED) {
            throw new AssertionError(
                    "took " + took / 1_000_000 + " ms and " + allocated + " bytes: " + at(number, input));
        }
    }

    private String at(long number, byte[] input) {
        return target.name() + ", input " + number + " of seed " + SEED + ":\n"
                + new String(input, StandardCharsets.ISO_8859_1);
    }
}
