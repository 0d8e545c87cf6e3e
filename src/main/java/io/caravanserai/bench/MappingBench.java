package io.caravanserai.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.harmonize.Harmonized;
import io.caravanserai.harmonize.Harmonizer;
import io.caravanserai.harmonize.MappingLibrary;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the mapping of one carrier answer costs beside what Jackson takes to parse the same bytes. Both take turns in
 * one thread, whose processor time is measured; the mapping is what the hub takes from the bytes to the events beyond
 * Jackson's parsing.
 */
public final class MappingBench {
    private static final int EVENTS = 20;
    private static final int BATCH = 200;
    private static final double AIM = 0.5;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /** As everybody uses it; the hub's own mapper is set up to parse faster. */
    private static final JsonMapper STOCK = new JsonMapper();

    private final PrintWriter out;
    private final Duration duration;
    private final Harmonizer harmonizer;
    private final byte[] body = payload();

    /**
     * @param duration how long to measure, after as long a warm-up
     */
    public MappingBench(PrintWriter out, Duration duration, MappingLibrary library) {
        this.out = out;
        this.duration = duration;
        this.harmonizer = new Harmonizer(() -> library, Clock.systemUTC());
    }

    /** Measures; returns whether the aim was met. */
    public boolean run() throws IOException {
        out.println(Machine.describe());
        out.printf(
                "load: one thread and its processor time; an answer of %d events, %d bytes, by the mapping of ups; %d s after %d s of warm-up%n",
                EVENTS, body.length, duration.toSeconds(), duration.toSeconds());
        rounds(duration);
        double[][] micros = rounds(duration);
        double parse = median(micros[0]);
        double whole = median(micros[1]);
        double ratio = (whole - parse) / parse;
        out.printf("%n%-34s %10s%n", "", "µs");
        out.printf("%-34s %10.1f%n", "Jackson parses", parse);
        out.printf("%-34s %10.1f%n", "the hub parses and maps", whole);
        out.printf("%-34s %10.1f%n", "of that, mapping", whole - parse);
        boolean met = ratio <= AIM;
        out.printf("mapping to parsing %.2f (aim at most %.2f): %s%n", ratio, AIM, met ? "met" : "MISSED");
        out.flush();
        return met;
    }

    /** Microseconds of each batch: parsing, and the hub's whole reading. */
    private double[][] rounds(Duration howLong) throws IOException {
        double[] parses = new double[1 << 16];
        double[] wholes = new double[1 << 16];
        long end = System.nanoTime() + howLong.toNanos();
        int rounds = 0;
        while (System.nanoTime() < end && rounds < parses.length) {
            parses[rounds] = batch(this::parse);
            wholes[rounds] = batch(this::map);
            rounds++;
        }
        return new double[][] {Arrays.copyOf(parses, rounds), Arrays.copyOf(wholes, rounds)};
    }

    /** One measured step; its answer keeps the compiler from leaving it out. */
    @FunctionalInterface
    private interface Step {
        int run() throws IOException;
    }

    private static double batch(Step step) throws IOException {
        long start = THREADS.getCurrentThreadCpuTime();
        int check = 0;
        for (int i = 0; i < BATCH; i++) {
            check += step.run();
        }
        double micros = (THREADS.getCurrentThreadCpuTime() - start) / 1000.0 / BATCH;
        if (check == 0) {
            throw new IllegalStateException("nothing was read");
        }
        return micros;
    }

    private int parse() throws IOException {
        return STOCK.readTree(body).size();
    }

    private int map() {
        Harmonized read = harmonizer.harmonize(new InboundMessage(
                InboundMessage.VERSION,
                "bench",
                "ups",
                "1Z999AA10123456784",
                "2026-03-01T00:00:00Z",
                new InboundMessage.Source("poll", "bench", 0, 0),
                "application/json",
                body));
        if (read.events().size() != EVENTS) {
            throw new IllegalStateException("made " + read.events().size() + " events of " + EVENTS + ": " + read);
        }
        return EVENTS;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static byte[] payload() {
        String activities =
                IntStream.range(0, EVENTS).mapToObj(MappingBench::activity).collect(Collectors.joining(",\n"));
        return ("{\"trackResponse\": {\"shipment\": [{\"inquiryNumber\": \"1Z999AA10123456784\", \"package\": [{"
                        + "\"trackingNumber\": \"1Z999AA10123456784\", \"activity\": [\n" + activities + "\n]}]}]}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** An activity of a UPS Track API answer. */
    private static String activity(int n) {
        return """
                {"location": {"address": {"city": "Rotterdam %1$d", "stateProvince": "ZH", "postalCode": "3011",
                 "countryCode": "NL", "country": "NL"}, "slic": "85%1$02d"},
                 "status": {"type": "I", "description": "Departed from Facility", "code": "DP", "statusCode": "005",
                 "simplifiedTextDescription": "On the way"},
                 "date": "202602%2$02d", "time": "07%1$02d56", "gmtDate": "202602%2$02d", "gmtTime": "06:%1$02d:56",
                 "gmtOffset": "+01:00"}"""
                .formatted(n, 1 + n);
    }
}
