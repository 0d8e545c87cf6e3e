package io.caravanserai.edi.status;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.edi.EdiNode;
import io.caravanserai.edi.EdiParty;
import io.caravanserai.edi.EdiSamples;
import io.caravanserai.edi.EdifactWriter;
import io.caravanserai.edi.Staedi;
import io.caravanserai.edi.WriterNote;
import io.caravanserai.edi.X12Writer;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusWritersTest {
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-03-02T09:15:00Z");
    private static final EdiParty HUB = new EdiParty("ZZ", "CARAVANSERAI");
    private static final EdiParty SHOP = new EdiParty("ZZ", "GREENSHOP");

    private final StatusMessage214Writer writer214 = new StatusMessage214Writer();
    private final IftstaWriter iftsta = new IftstaWriter();

    private static StatusLine line(String reference, String status, String at) {
        return new StatusLine(
                reference,
                "NW0048213377",
                "Northwest Freight",
                "NWFL",
                status,
                null,
                OffsetDateTime.parse(at),
                "Malmö",
                null,
                "SE",
                "211 20",
                "Åsa Öberg",
                "Left with front desk ~ ask for 'Kim' + bell? Second door on the left",
                List.of("370000000000000017", "PKG-9"),
                List.of());
    }

    private static StatusReport report(StatusLine... lines) {
        return new StatusReport("R-1001", NOW, "CRVN", List.of(lines));
    }

    private static X12Writer.Envelope x12(String version) {
        return X12Writer.Envelope.of(HUB, SHOP, "QM", version, 42, true, NOW);
    }

    private static EdifactWriter.Envelope edifact(String syntaxId) {
        EdiParty hub = new EdiParty("ZZZ", "CARAVANSERAI");
        return new EdifactWriter.Envelope(
                syntaxId, 3, hub, new EdiParty("14", "5790000000000"), "42", false, NOW, "D.04A", "", true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"004010", "005010", "007040"})
    void writesA214ThatStaediAccepts(String version) {
        StatusReport report = report(
                line("PO-1", "X4", "2026-03-01T07:30:00+01:00"),
                line("PO-1", "D1", "2026-03-01T16:05:30+05:30"),
                line("PO-2", "AF", "2026-03-01T04:00:00-08:00"));

        StatusInterchange written = writer214.write(x12(version), report);

        assertThat(Staedi.complaints(written.bytes(), "214")).isEmpty();
        assertThat(written.messages()).isEqualTo(2);
        assertThat(written.refused()).isEmpty();
        assertThat(new String(written.bytes(), ISO_8859_1))
                .startsWith("ISA*00*          *00*          *ZZ*CARAVANSERAI   *ZZ*GREENSHOP      *260302*0915*"
                        + (version.equals("004010") ? "U*00401" : "^*" + version.substring(0, 5))
                        + "*000000042*0*T*>~GS*QM*")
                .contains(
                        "AT7*X4*NS***20260301*0730*01~MS1*Malmo**SE~MAN*GM*00370000000000000017~MAN*CP*PKG-9~K1*SIGNED BY Asa Oberg~")
                .contains("AT7*D1*NS***20260301*103530*UT~")
                .contains("AT7*AF*NS***20260301*0400*17~")
                .endsWith("GE*2*42~IEA*1*000000042~");
    }

    @Test
    void namesWhatItReplacedIn214() {
        StatusInterchange written = writer214.write(x12("004010"), report(line("PO-1", "D1", "2026-03-01T07:30:00Z")));

        assertThat(written.notes()).extracting(WriterNote::tag).contains("MS1", "K1");
        assertThat(written.notes().get(0).message()).isEqualTo("cannot be written here: U+00F6");
        assertThat(written.notes())
                .anySatisfy(note -> assertThat(note.message()).contains("U+007E"));
        List<io.caravanserai.edi.EdiPart> parts = EdiSamples.split(written.bytes());
        assertThat(parts).singleElement().satisfies(part -> assertThat(part.fault())
                .isNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNOA", "UNOB", "UNOC"})
    void writesAnIftstaThatStaediAccepts(String syntaxId) {
        StatusReport report = report(
                line("PO-1", "1", "2026-03-01T07:30:00+01:00"),
                line("PO-1", "21", "2026-03-01T16:05:30+05:30"),
                line("PO-2", "13", "2026-03-01T04:00:00-08:00"));

        StatusInterchange written = iftsta.write(edifact(syntaxId), report);

        assertThat(Staedi.complaints(written.bytes(), "IFTSTA")).isEmpty();
        assertThat(written.messages()).isEqualTo(1);
        assertThat(new String(written.bytes(), ISO_8859_1))
                .startsWith("UNA:+.? '\nUNB+" + syntaxId + ":3+CARAVANSERAI:ZZZ+5790000000000:14+260302:0915+42'\n")
                .contains("DTM+78:202603010730?+0100:205'")
                .contains("DTM+78:202603010400-0800:205'")
                .endsWith("UNZ+1+42'\n");
    }

    @Test
    void staediDoesObjectToWhatIsWrong() {
        byte[] x12 = writer214
                .write(x12("004010"), report(line("PO-1", "QQ", "2026-03-01T07:30:00Z")))
                .bytes();
        byte[] edifact = iftsta.write(edifact("UNOC"), report(line("PO-1", "999", "2026-03-01T07:30:00Z")))
                .bytes();

        assertThat(Staedi.complaints(x12, "214")).singleElement().asString().contains("1650");
        assertThat(Staedi.complaints(edifact, "IFTSTA"))
                .singleElement()
                .asString()
                .contains("4405");
    }

    @Test
    void readsBackWhatItWroteAsIftsta() {
        StatusReport report =
                report(line("PO+1?", "21", "2026-03-01T07:30:00+01:00"), line("PO-2", "13", "2026-03-01T08:00:00Z"));

        StatusInterchange written = iftsta.write(edifact("UNOC"), report);

        EdiNode root = EdiSamples.tree(EdiSamples.split(written.bytes()).get(0));
        EdiNode status = root.children("CNI").get(0).children("STS").get(0);
        assertThat(written.notes()).isEmpty();
        assertThat(root.children("CNI")).hasSize(2);
        assertThat(status.children("RFF").get(0).element(1, 2)).isEqualTo("PO+1?");
        assertThat(status.children("DTM").get(0).element(1, 2)).isEqualTo("202603010730+0100");
        assertThat(status.children("FTX").get(0).element(4))
                .isEqualTo("Left with front desk ~ ask for 'Kim' + bell? Second door on the left");
        assertThat(status.children("NAD").get(1).element(4)).isEqualTo("Åsa Öberg");
        assertThat(status.children("LOC").get(0).element(2, 4)).isEqualTo("Malmö");
        assertThat(status.children("GID").get(0).children("PCI"))
                .extracting(pci -> pci.element(1))
                .containsExactly("30", "18");
    }

    @Test
    void leavesOutLinesThatDoNotFit() {
        StatusLine good = line("PO-1", "D1", "2026-03-01T07:30:00Z");
        StatusLine longReference = line("9".repeat(36), "D1", "2026-03-01T07:30:00Z");

        StatusInterchange x12 = writer214.write(x12("004010"), report(longReference, good));
        StatusInterchange edifact = iftsta.write(edifact("UNOC"), report(longReference));

        assertThat(x12.refused())
                .containsExactly(new StatusReport.Refused(0, "B1002 takes 1 to 30 characters, not 36"));
        assertThat(x12.messages()).isEqualTo(1);
        assertThat(edifact.bytes()).isEmpty();
        assertThat(edifact.messages()).isZero();
        assertThat(edifact.refused()).hasSize(1);
    }

    @Test
    void needsAScacForA214() {
        StatusLine none = new StatusLine(
                "PO-1", null, null, null, "D1", null, NOW, null, null, null, null, null, null, List.of(), List.of());

        StatusInterchange without = writer214.write(x12("004010"), new StatusReport("R", NOW, null, List.of(none)));
        StatusInterchange with = writer214.write(x12("004010"), new StatusReport("R", NOW, "CRVN", List.of(none)));

        assertThat(without.refused().get(0).reason()).startsWith("B1003 is required");
        assertThat(Staedi.complaints(with.bytes(), "214")).isEmpty();
        assertThat(new String(with.bytes(), ISO_8859_1))
                .contains("B10*PO-1*PO-1*CRVN~LX*1~AT7*D1*NS***20260302*0915*UT~SE");
    }

    @Test
    void beginsANewConsignmentAfter99Statuses() {
        StatusLine one = line("PO-1", "31", "2026-03-01T07:30:00Z");
        StatusReport report = new StatusReport("R", NOW, null, Collections.nCopies(150, one));

        StatusInterchange written = iftsta.write(edifact("UNOC"), report);

        assertThat(Staedi.complaints(written.bytes(), "IFTSTA")).isEmpty();
        EdiNode root = EdiSamples.tree(EdiSamples.split(written.bytes()).get(0));
        assertThat(root.children("CNI"))
                .extracting(cni -> cni.children("STS").size())
                .containsExactly(99, 51);
    }

    @ParameterizedTest
    @CsvSource({
        "Z, CARAVANSERAI, 004010, 1, ISA05",
        "ZZ, CARAVANSERAI-TOO-LONG, 004010, 1, ISA06",
        "ZZ, CARAVAN*SERAI, 004010, 1, U+002A",
        "ZZ, CARAVANSERAI, 4010, 1, GS08",
        "ZZ, CARAVANSERAI, 004010, 0, ISA13",
        "ZZ, CARAVANSERAI, 004010, 1000000000, ISA13",
    })
    void refusesAnEnvelopeThatCannotBeWritten(String qualifier, String id, String version, long control, String names) {
        assertThatThrownBy(() ->
                        X12Writer.Envelope.of(new EdiParty(qualifier, id), SHOP, "QM", version, control, false, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(names);
    }
}
