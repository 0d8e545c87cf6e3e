package io.caravanserai.bench;

import com.sun.management.ThreadMXBean;
import io.caravanserai.edi.EdiSplitter;
import io.caravanserai.edi.EdiTree;
import io.caravanserai.edi.MessageSchemas;
import io.caravanserai.harmonize.Harmonizer;
import io.caravanserai.harmonize.MappingLibrary;
import io.caravanserai.mapping.MappingException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * Megabytes of X12 214 and EDIFACT IFTSTA that one thread cuts, parses and maps to events in a second of its processor
 * time (what else the machine does makes little difference to it), beside StAEDI's reader on the same bytes in turns,
 * and the memory that this takes for files of any length.
 */
public final class EdiBench {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final double MEGABYTE = 1_000_000;
    private static final int WARM_UP_ROUNDS = 4;
    private static final int ROUNDS = 3;
    private static final int WARM_UP_BYTES = 10_000_000;
    private static final double AIM_RATE = 40;
    private static final double AIM_RATIO = 8;
    private static final List<Long> LENGTHS = List.of(1_000_000L, 100_000_000L, 1_000_000_000L);
    /** Between the smallest and the largest file the live heap may differ by so much. */
    private static final long AIM_GROWTH = 8_000_000;

    private final PrintWriter out;
    private final Harmonizer harmonizer;
    private final MessageSchemas schemas;

    /**
     * @param mappings folder with the mappings of the example carriers
     * @throws MappingException when it cannot be loaded
     */
    public EdiBench(PrintWriter out, Path mappings) throws MappingException {
        MappingLibrary library = MappingLibrary.load(mappings);
        this.out = out;
        this.schemas = new MessageSchemas(mappings);
        this.harmonizer = new Harmonizer(() -> library, Clock.systemUTC());
    }

    @FunctionalInterface
    private interface Reading {
        void of(InputStream in) throws IOException;
    }

    /** Measures speed, and memory when asked to; returns whether every aim was met. */
    public boolean run(int megabytes, boolean memory) throws IOException {
        out.println(Machine.describe());
        out.printf(
                "load: %d MB of each, one thread and its processor time, the best of %d turns%n%n", megabytes, ROUNDS);
        out.printf("%-16s %9s %9s %9s %7s %5s%n", "MB/s", "cut+tree", "+ map", "StAEDI", "ratio", "B/B");
        boolean x12 = speed("X12 214", EdiLoad.Template.X12, megabytes);
        boolean edifact = speed("EDIFACT IFTSTA", EdiLoad.Template.EDIFACT, megabytes);
        boolean flat = !memory || memory();
        return x12 && edifact && flat;
    }

    private boolean speed(String name, EdiLoad.Template template, int megabytes) throws IOException {
        byte[] file = new EdiLoad(template, (long) (megabytes * MEGABYTE)).readAllBytes();
        byte[] small = new EdiLoad(template, Math.min(file.length, WARM_UP_BYTES)).readAllBytes();
        EdiRead hub = new EdiRead(harmonizer, template.carrier());
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            rate(small, hub::read);
            rate(small, this::parse);
            rate(small, StaediRead::read);
        }
        double parsed = 0;
        double ours = 0;
        double theirs = 0;
        long allocated = allocated();
        rate(file, hub::read);
        double perByte = (double) (allocated() - allocated) / file.length;
        for (int i = 0; i < ROUNDS; i++) {
            parsed = Math.max(parsed, rate(file, this::parse));
            ours = Math.max(ours, rate(file, hub::read));
            theirs = Math.max(theirs, rate(file, StaediRead::read));
        }
        boolean met = ours >= AIM_RATE && ours >= AIM_RATIO * theirs && hub.faults() == 0;
        out.printf(
                "%-16s %9.1f %9.1f %9.1f %7.1f %5.0f  (mapped: aim %.0f MB/s and %.0f times): %s%n",
                name, parsed, ours, theirs, ours / theirs, perByte, AIM_RATE, AIM_RATIO, met ? "met" : "MISSED");
        out.flush();
        return met;
    }

    /** Cuts and parses by the message's schema, without mapping. */
    private void parse(InputStream in) throws IOException {
        new EdiSplitter().split(in, part -> EdiTree.parse(part.bytes(), schemas));
    }

    private static double rate(byte[] file, Reading reading) throws IOException {
        long start = THREADS.getCurrentThreadCpuTime();
        reading.of(new ByteArrayInputStream(file));
        return file.length / MEGABYTE / ((THREADS.getCurrentThreadCpuTime() - start) / 1e9);
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private boolean memory() throws IOException {
        out.printf("%n%-22s %14s%n", "file", "live heap MB");
        long least = Long.MAX_VALUE;
        long most = 0;
        for (long length : LENGTHS) {
            long live = live(length);
            least = Math.min(least, live);
            most = Math.max(most, live);
            out.printf("%,18d MB %14.1f%n", length / 1_000_000, live / MEGABYTE);
            out.flush();
        }
        boolean met = most - least <= AIM_GROWTH;
        out.printf("flat within %.0f MB: %s%n", AIM_GROWTH / MEGABYTE, met ? "met" : "MISSED");
        return met;
    }

    /** The most that was alive at one of eight moments of reading a file of this length, in bytes. */
    long live(long length) throws IOException {
        long[] most = {0};
        EdiRead hub = new EdiRead(harmonizer, EdiLoad.Template.X12.carrier());
        hub.read(new FilterInputStream(new EdiLoad(EdiLoad.Template.X12, length)) {
            private long read;
            private long next = length / 8;

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                int done = super.read(target, offset, count);
                read += Math.max(0, done);
                if (read >= next) {
                    next += length / 8;
                    most[0] = Math.max(most[0], liveNow());
                }
                return done;
            }
        });
        return most[0];
    }

    private static long liveNow() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
