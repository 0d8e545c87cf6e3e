package io.caravanserai.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.harmonize.Harmonizer;
import io.caravanserai.harmonize.MappingLibrary;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EdiBenchTest {
    private static final Path MAPPINGS = Path.of("edi-mappings");

    @Test
    void theLoadIsWellFormedAndBothReadAllOfIt() throws Exception {
        MappingLibrary library = MappingLibrary.load(MAPPINGS);
        for (EdiLoad.Template template : List.of(EdiLoad.Template.X12, EdiLoad.Template.EDIFACT)) {
            EdiRead hub = new EdiRead(new Harmonizer(() -> library, Clock.systemUTC()), template.carrier());
            EdiLoad load = new EdiLoad(template, 300_000);
            byte[] file = load.readAllBytes();

            hub.read(new ByteArrayInputStream(file));

            assertThat(hub.faults()).isZero();
            assertThat(hub.events()).isEqualTo(2 * load.messages());
            assertThat(StaediRead.read(new ByteArrayInputStream(file))).isGreaterThan(40 * load.messages());
        }
    }

    @Test
    void aLongFileTakesTheMemoryOfAShortOne() throws Exception {
        EdiBench bench = new EdiBench(new PrintWriter(new StringWriter()), MAPPINGS);
        long little = bench.live(1_000_000);

        assertThat(bench.live(32_000_000)).isLessThan(little + 8_000_000);
    }

    @Test
    @Tag("slow")
    void aGigabyteTakesTheMemoryOfAMegabyte() throws Exception {
        EdiBench bench = new EdiBench(new PrintWriter(new StringWriter()), MAPPINGS);
        long little = bench.live(1_000_000);

        assertThat(bench.live(1_000_000_000)).isLessThan(little + 8_000_000);
    }
}
