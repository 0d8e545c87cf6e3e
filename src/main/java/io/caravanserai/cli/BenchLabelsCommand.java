package io.caravanserai.cli;

import io.caravanserai.bench.LabelBench;
import io.caravanserai.bench.LabelCreateBench;
import io.caravanserai.bench.LabelQueueBench;
import io.caravanserai.config.HubProperty;
import io.caravanserai.config.Settings;
import io.caravanserai.label.template.LabelTemplate;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What labels cost: asking for them, drawing them and buying them. */
@Command(
        name = "labels",
        description =
                "How soon shipments are answered while labels are made, what a label costs to draw, and how labels"
                        + " are bought; all three unless one is named.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  ./hub bench labels --formats")
final class BenchLabelsCommand extends BenchCommand.Configured {
    private static final int SHIPMENTS = 300;
    private static final int CALLS = 50;
    private static final int CREATE_SECONDS = 60;
    private static final int FORMATS_SECONDS = 10;
    private static final int QUEUE_SECONDS = 300;

    @Option(
            names = "--create",
            description = "POST /shipments at a pace while labels wait and are made, and the time to the webhook.")
    private boolean create;

    @Option(
            names = "--formats",
            description = "One label in PDF, PNG, JPG, ZPL200 and ZPL300, beside PDFBox with ImageIO.")
    private boolean formats;

    @Option(
            names = "--queue",
            description = "How much of a carrier's rate is used, and what faults and kills do to purchases.")
    private boolean queue;

    @Option(
            names = "--seconds",
            description = "Length of each measure; unless told 60 (create), 10 (formats) and 300 (queue).")
    private @Nullable Integer seconds;

    @Option(
            names = "--rate",
            description = "Shipments a second (create, 300 unless told), calls the carrier allows (queue, 50).")
    private @Nullable Integer rate;

    @Option(
            names = "--labels",
            defaultValue = "10000",
            description = "Labels that wait (create) or are bought under faults (queue), 10,000 unless told.")
    private int labels;

    @Override
    boolean run(Settings settings, PrintWriter out) throws Exception {
        boolean all = !create && !formats && !queue;
        boolean met = true;
        if (create || all) {
            met = new LabelCreateBench(out, settings).run(or(rate, SHIPMENTS), seconds(CREATE_SECONDS), labels);
        }
        if (formats || all) {
            Path folder = Path.of(settings.get(HubProperty.MAPPINGS_DIR)).resolve(LabelTemplate.FOLDER);
            LabelTemplate template = LabelTemplate.load(folder.resolve("gs1" + LabelTemplate.ENDING));
            met &= new LabelBench(out, seconds(FORMATS_SECONDS), template).run();
        }
        if (queue || all) {
            met &= new LabelQueueBench(out)
                    .run(or(rate, CALLS), (int) seconds(QUEUE_SECONDS).toSeconds(), labels);
        }
        return met;
    }

    private Duration seconds(int unlessTold) {
        return Duration.ofSeconds(or(seconds, unlessTold));
    }

    private static int or(@Nullable Integer told, int otherwise) {
        return Objects.requireNonNullElse(told, otherwise);
    }
}
