package io.caravanserai.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.label.LabelSamples;
import io.caravanserai.label.model.LabelModel;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.template.LabelComposer;
import io.caravanserai.label.text.FontChain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelBenchTest {
    @Test
    void everyLabelOfTheLoadIsAnotherAndBothWaysDrawIt() throws Exception {
        LabelComposer composer = new LabelComposer(new FontChain(null));
        PdfBoxLabel theirs = new PdfBoxLabel();
        LabelLoad load = new LabelLoad();
        Set<String> ssccs = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            var data = load.next();
            ssccs.add(data.path("sscc").asText());
            LabelModel model = composer.compose(LabelSamples.template(), data, LabelSize.FOUR_BY_SIX);
            if (i == 0) {
                assertThat(theirs.all(model)).isGreaterThan(400_000);
            }
        }

        assertThat(ssccs).hasSize(20);
    }

    @Test
    void tellsAllFormats() throws Exception {
        StringWriter told = new StringWriter();

        new LabelBench(new PrintWriter(told), Duration.ofMillis(1), LabelSamples.template()).run();

        assertThat(told.toString()).contains("pdf", "png", "jpg", "zpl200", "zpl300", "PDFBox", "labels a second");
    }
}
