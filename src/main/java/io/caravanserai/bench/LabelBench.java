package io.caravanserai.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.label.model.LabelModel;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.render.LabelFormat;
import io.caravanserai.label.render.LabelRenderer;
import io.caravanserai.label.template.LabelComposer;
import io.caravanserai.label.template.LabelException;
import io.caravanserai.label.template.LabelTemplate;
import io.caravanserai.label.text.FontChain;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one label of 4 by 6 inches costs in every format, beside PDFBox and ImageIO with the same label in turns: the
 * processor time of one thread. No two labels are for the same receiver or have the same numbers.
 */
public final class LabelBench {
    /** What customers with a printer and a portal take. */
    private static final List<LabelFormat> WANTED =
            List.of(LabelFormat.PDF, LabelFormat.JPG, LabelFormat.ZPL200, LabelFormat.ZPL300);

    private static final int BATCH = 50;
    private static final int THEIR_BATCH = 3;
    private static final int MOST_ROUNDS = 1 << 16;
    private static final double AIM_RATE = 800;
    private static final double AIM_RATIO = 10;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final PrintWriter out;
    private final Duration duration;
    private final LabelTemplate template;
    private final LabelComposer composer = new LabelComposer(new FontChain(null));
    private final LabelRenderer renderer = new LabelRenderer();
    private final PdfBoxLabel theirs;
    private final LabelLoad load = new LabelLoad();

    /**
     * @param duration how long to measure, after as long a warm-up
     * @throws IOException when the font that PDFBox is given cannot be read
     */
    public LabelBench(PrintWriter out, Duration duration, LabelTemplate template) throws IOException {
        this.out = out;
        this.duration = duration;
        this.template = template;
        this.theirs = new PdfBoxLabel();
    }

    /** Measures; returns whether every aim was met. */
    public boolean run() throws IOException, LabelException {
        out.println(Machine.describe());
        out.printf(
                "load: one thread and its processor time; the template '%s', receivers and numbers all different; %d s after %d s of warm-up%n",
                template.title(), duration.toSeconds(), duration.toSeconds());
        rounds();
        Rounds steps = rounds();
        out.printf("%n%-28s %9s %9s%n", "µs a label", "median", "bytes");
        double together = steps.composed.value();
        out.printf("%-28s %9.0f%n", "composed", together);
        for (LabelFormat format : LabelFormat.values()) {
            Median step = steps.drawn(format);
            out.printf("%-28s %9.0f %9d%n", format.code(), step.value(), step.bytes);
            together += WANTED.contains(format) ? step.value() : 0;
        }
        double usual = steps.usual.value();
        out.printf("%-28s %9.0f%n", "pdf, jpg, zpl200 and zpl300", together);
        out.printf("%-28s %9.0f%n", "the same by PDFBox, ImageIO", usual);
        boolean met = 1e6 / together >= AIM_RATE && usual / together >= AIM_RATIO;
        out.printf(
                "%.0f labels a second and core (aim %.0f), %.1f times PDFBox and ImageIO (aim %.0f): %s%n",
                1e6 / together, AIM_RATE, usual / together, AIM_RATIO, met ? "met" : "MISSED");
        out.flush();
        return met;
    }

    /** Composing, each format and PDFBox's way, one after the other in every round. */
    private Rounds rounds() throws IOException, LabelException {
        Rounds steps = new Rounds();
        long end = System.nanoTime() + duration.toNanos();
        for (int round = 0; System.nanoTime() < end && round < MOST_ROUNDS; round++) {
            List<JsonNode> data = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                data.add(load.next());
            }
            List<LabelModel> models = new ArrayList<>();
            long start = THREADS.getCurrentThreadCpuTime();
            for (JsonNode each : data) {
                models.add(composer.compose(template, each, LabelSize.FOUR_BY_SIX));
            }
            steps.composed.add(start, BATCH, 0);
            for (LabelFormat format : LabelFormat.values()) {
                steps.drawn(format).add(THREADS.getCurrentThreadCpuTime(), BATCH, bytes(models, format));
            }
            long bytes = 0;
            start = THREADS.getCurrentThreadCpuTime();
            for (LabelModel model : models.subList(0, THEIR_BATCH)) {
                bytes += theirs.all(model);
            }
            steps.usual.add(start, THEIR_BATCH, bytes);
        }
        return steps;
    }

    private long bytes(List<LabelModel> models, LabelFormat format) {
        long bytes = 0;
        for (LabelModel model : models) {
            bytes += renderer.render(model, format).length;
        }
        return bytes;
    }

    /** The measures of all steps. */
    private static final class Rounds {
        private final Median composed = new Median();
        private final Median usual = new Median();
        private final Map<LabelFormat, Median> drawn = new EnumMap<>(LabelFormat.class);

        Median drawn(LabelFormat format) {
            return drawn.computeIfAbsent(format, f -> new Median());
        }
    }

    /** Of the processor time that a step took in each round, microseconds a label. */
    private static final class Median {
        private final List<Double> micros = new ArrayList<>();
        private long bytes;

        /** Ends a round that began at a time of the thread's clock. */
        void add(long start, int labels, long made) {
            micros.add((THREADS.getCurrentThreadCpuTime() - start) / 1000.0 / labels);
            bytes = made / labels;
        }

        double value() {
            return micros.stream().sorted().skip(micros.size() / 2).findFirst().orElse(0.0);
        }
    }
}
