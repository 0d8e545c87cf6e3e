package io.caravanserai.edi.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.edi.EdiParty;
import io.caravanserai.edi.EdiSamples;
import io.caravanserai.edi.EdifactWriter;
import io.caravanserai.edi.Staedi;
import io.caravanserai.edi.X12Writer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever customers and carriers call things, what is written is valid and splits without a fault. */
class StatusWriterPropertiesTest {
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-03-02T09:15:00Z");
    private static final EdiParty HUB = new EdiParty("ZZ", "HUB");

    @Property(tries = 150)
    void everyReportIsAValid214(@ForAll("lines") List<StatusLine> lines) {
        StatusReport report = new StatusReport("R1", NOW, "CRVN", lines);

        StatusInterchange written = new StatusMessage214Writer()
                .write(X12Writer.Envelope.of(HUB, HUB, "QM", "004010", 5, true, NOW), report);

        assertThat(written.refused()).isEmpty();
        assertThat(Staedi.complaints(written.bytes(), "214")).isEmpty();
        assertThat(EdiSamples.split(written.bytes()))
                .hasSize(written.messages())
                .allSatisfy(part -> {
                    assertThat(part.fault()).isNull();
                    EdiSamples.tree(part);
                });
    }

    @Property(tries = 150)
    void everyReportIsAValidIftsta(@ForAll("lines") List<StatusLine> lines, @ForAll("syntaxIds") String syntaxId) {
        EdiParty hub = new EdiParty("ZZZ", "HUB");
        StatusReport report = new StatusReport(
                "R1",
                NOW,
                null,
                lines.stream().map(StatusWriterPropertiesTest::inRec24).toList());

        StatusInterchange written = new IftstaWriter()
                .write(new EdifactWriter.Envelope(syntaxId, 3, hub, hub, "9", true, NOW, "D.04A", "", false), report);

        assertThat(Staedi.complaints(written.bytes(), "IFTSTA")).isEmpty();
        assertThat(EdiSamples.split(written.bytes())).hasSize(1).allSatisfy(part -> {
            assertThat(part.fault()).isNull();
            EdiSamples.tree(part);
        });
    }

    private static StatusLine inRec24(StatusLine line) {
        return new StatusLine(
                line.shipmentReference(),
                line.carrierTrackingId(),
                line.carrierName(),
                line.scac(),
                "82",
                "6",
                line.at(),
                line.city(),
                line.state(),
                line.country(),
                line.postalCode(),
                line.signedBy(),
                line.freeText(),
                line.parcelIds(),
                List.of());
    }

    @Provide
    Arbitrary<List<StatusLine>> lines() {
        Arbitrary<String> words = Arbitraries.strings()
                .withChars("abcXYZ 09*~>^:+'?\u00e5\u00d8\u00fc\u6771\u20ac\n\t\ud83d\udce6.,-")
                .ofMaxLength(90)
                .map(text -> "A1" + text);
        Arbitrary<String> reference =
                Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(28);
        Arbitrary<OffsetDateTime> at = Combinators.combine(
                        Arbitraries.longs().between(1_700_000_000L, 1_900_000_000L),
                        Arbitraries.integers().between(-48, 56))
                .as((second, quarters) -> OffsetDateTime.ofInstant(
                        Instant.ofEpochSecond(second), ZoneOffset.ofTotalSeconds(quarters * 900)));
        Arbitrary<List<String>> parcels = Arbitraries.of("370000000000000017", "00370000000000000024", "PKG 7")
                .list()
                .ofMaxSize(3);
        return Combinators.combine(reference, words, words.injectNull(0.3), words.injectNull(0.3), at, parcels)
                .as((id, name, signedBy, text, time, ids) -> new StatusLine(
                        id, "T" + id, name, "NWFL", "A3", null, time, name, "WA", "US", null, signedBy, text, ids,
                        List.of()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> syntaxIds() {
        return Arbitraries.of("UNOA", "UNOB", "UNOC");
    }
}
