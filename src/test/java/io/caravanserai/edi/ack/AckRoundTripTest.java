package io.caravanserai.edi.ack;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.edi.EdiPart;
import io.caravanserai.edi.EdiParty;
import io.caravanserai.edi.EdiSamples;
import io.caravanserai.edi.EdifactWriter;
import io.caravanserai.edi.Staedi;
import io.caravanserai.edi.X12Writer;
import java.time.OffsetDateTime;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What is written is valid to another implementation, and read again it says the same. */
class AckRoundTripTest {
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-03-02T09:15:00Z");
    private static final EdiParty HUB = new EdiParty("14", "HUB");
    private static final EdiParty CARRIER = new EdiParty("14", "FRLX");
    private static final AckReader READER = new AckReader(EdiSamples.SCHEMAS);

    @Property(tries = 150)
    void x12(
            @ForAll("x12Interchanges") Acknowledgement.@Nullable Interchange interchange,
            @ForAll("x12Groups") List<Acknowledgement.Group> groups,
            @ForAll("x12Versions") String version,
            @ForAll boolean named) {
        AckFormat format = named && version.compareTo("005010") >= 0 ? AckFormat.X12_999 : AckFormat.X12_997;
        List<Acknowledgement.Group> told =
                groups.stream().map(group -> asTold(group, version)).toList();

        byte[] written = X12AckWriter.write(
                        X12Writer.Envelope.of(HUB, CARRIER, "FA", version, 31, false, NOW),
                        format,
                        new Acknowledgement(interchange, told))
                .bytes();

        assertThat(Staedi.complaints(written, format.message())).isEmpty();
        List<ReceivedAck> read = read(written);
        int first = interchange == null ? 0 : 1;
        assertThat(read).hasSize(first + told.size()).allSatisfy(ack -> {
            assertThat(ack.sender()).isEqualTo(HUB);
            assertThat(ack.receiver()).isEqualTo(CARRIER);
            assertThat(ack.control()).isEqualTo("000000031");
        });
        if (interchange != null) {
            assertThat(read.get(0).format()).isEqualTo(AckFormat.TA1);
            assertThat(read.get(0).content()).isEqualTo(new Acknowledgement(interchange, List.of()));
        }
        for (int i = 0; i < told.size(); i++) {
            assertThat(read.get(first + i).format()).isEqualTo(format);
            assertThat(read.get(first + i).content()).isEqualTo(new Acknowledgement(null, List.of(told.get(i))));
        }
    }

    @Property(tries = 150)
    void contrl(
            @ForAll("edifactInterchanges") Acknowledgement.Interchange interchange,
            @ForAll("edifactGroups") List<Acknowledgement.Group> groups,
            @ForAll("messages") List<Acknowledgement.Message> ungrouped,
            @ForAll("syntaxVersions") int syntax) {
        List<Acknowledgement.Group> all = new java.util.ArrayList<>();
        if (!ungrouped.isEmpty()) {
            all.add(new Acknowledgement.Group("", "", "", interchange.verdict(), 0, 0, 0, List.of(), ungrouped));
        }
        all.addAll(groups);
        Acknowledgement ack = new Acknowledgement(interchange, all);

        byte[] written = ContrlWriter.write(
                        new EdifactWriter.Envelope(
                                "UNOC",
                                syntax,
                                HUB,
                                CARRIER,
                                "31",
                                false,
                                NOW,
                                ContrlWriter.directory(syntax),
                                "",
                                false),
                        ack)
                .bytes();

        assertThat(Staedi.complaints(written, "CONTRL")).isEmpty();
        assertThat(read(written)).containsExactly(new ReceivedAck(AckFormat.CONTRL, HUB, CARRIER, "31", ack));
    }

    private static List<ReceivedAck> read(byte[] written) {
        List<EdiPart> parts = EdiSamples.split(written);
        assertThat(parts).allSatisfy(part -> {
            assertThat(part.fault()).isNull();
            assertThat(EdiSamples.split(part.bytes()))
                    .as("a part stands alone")
                    .hasSize(1)
                    .allSatisfy(again -> assertThat(again.fault()).isNull());
        });
        return parts.stream().map(part -> READER.read(part.bytes())).toList();
    }

    /** Versions have a place from 005010 on. */
    private static Acknowledgement.Group asTold(Acknowledgement.Group group, String version) {
        boolean later = version.compareTo("005010") >= 0;
        return new Acknowledgement.Group(
                group.functionalId(),
                group.control(),
                later ? version : "",
                group.verdict(),
                group.declared(),
                group.received(),
                group.accepted(),
                group.errors(),
                group.sets().stream()
                        .map(set -> new Acknowledgement.Message(
                                set.type(),
                                set.control(),
                                later ? set.version() : "",
                                set.verdict(),
                                set.errors(),
                                set.segments()))
                        .toList());
    }

    @Provide
    Arbitrary<String> x12Versions() {
        return Arbitraries.of("004010", "004030", "005010", "006040", "008010");
    }

    @Provide
    Arbitrary<Integer> syntaxVersions() {
        return Arbitraries.of(3, 4);
    }

    @Provide
    Arbitrary<Acknowledgement.Interchange> x12Interchanges() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 999_999_999),
                        Arbitraries.of(Verdict.ACCEPTED, Verdict.ACCEPTED_WITH_ERRORS, Verdict.REJECTED),
                        Arbitraries.of("", "001", "021", "025"))
                .as((control, verdict, note) -> new Acknowledgement.Interchange(
                        String.format("%09d", control), null, null, "260301", "2359", verdict, note))
                .injectNull(0.3);
    }

    @Provide
    Arbitrary<List<Acknowledgement.Group>> x12Groups() {
        Arbitrary<Acknowledgement.Segment> segments = Combinators.combine(
                        Arbitraries.of("B10", "AT7", "N1"),
                        Arbitraries.longs().between(1, 999_999),
                        Arbitraries.of("", "0200", "LX"),
                        Arbitraries.of("", "2", "8"),
                        x12Elements().list().ofMaxSize(2))
                .as(Acknowledgement.Segment::new);
        Arbitrary<Acknowledgement.Message> sets = Combinators.combine(
                        Arbitraries.of("214", "315"),
                        Arbitraries.integers().between(1, 99_999),
                        Arbitraries.of("", "005010X222A1"),
                        Arbitraries.of(Verdict.ACCEPTED, Verdict.ACCEPTED_WITH_ERRORS, Verdict.REJECTED),
                        Arbitraries.of("1", "4", "5", "23").list().ofMaxSize(5),
                        segments.list().ofMaxSize(3))
                .as((type, control, version, verdict, errors, list) -> new Acknowledgement.Message(
                        type, String.format("%04d", control), version, verdict, errors, list));
        Arbitrary<Verdict> verdicts = Arbitraries.of(
                Verdict.ACCEPTED, Verdict.ACCEPTED_WITH_ERRORS, Verdict.PARTIALLY_ACCEPTED, Verdict.REJECTED);
        return Combinators.combine(
                        Arbitraries.of("QM", "QO"),
                        Arbitraries.integers().between(1, 999_999_999),
                        verdicts,
                        Arbitraries.longs().between(0, 999_999),
                        Arbitraries.longs().between(0, 999_999),
                        Arbitraries.of("3", "4", "5").list().ofMaxSize(5),
                        sets.list().ofMaxSize(4))
                .as((id, control, verdict, declared, received, errors, list) -> new Acknowledgement.Group(
                        id, Integer.toString(control), "", verdict, declared, received, 0, errors, list))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }

    private static Arbitrary<Acknowledgement.Element> x12Elements() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 99),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.of("", "623"),
                        Arbitraries.of("1", "7"),
                        Arbitraries.of("", "XX", "a b"))
                .as(Acknowledgement.Element::new);
    }

    @Provide
    Arbitrary<Acknowledgement.Interchange> edifactInterchanges() {
        return Combinators.combine(
                        Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(14),
                        Arbitraries.of(Verdict.ACCEPTED, Verdict.REJECTED, Verdict.RECEIVED),
                        Arbitraries.of("", "23", "29"),
                        Arbitraries.of("", "14"))
                .as((control, verdict, error, qualifier) -> new Acknowledgement.Interchange(
                        control, new EdiParty(qualifier, "FR+LX"), new EdiParty("ZZZ", "HUB"), "", "", verdict, error));
    }

    @Provide
    Arbitrary<List<Acknowledgement.Message>> messages() {
        Arbitrary<Acknowledgement.Element> elements = Combinators.combine(
                        Arbitraries.integers().between(1, 99),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.of("12", "39"))
                .as((position, component, error) -> new Acknowledgement.Element(position, component, "", error, ""));
        Arbitrary<Acknowledgement.Segment> segments = Combinators.combine(
                        Arbitraries.longs().between(1, 999_999),
                        Arbitraries.of("", "15"),
                        elements.list().ofMaxSize(2))
                .as((position, error, list) -> new Acknowledgement.Segment("", position, "", error, list));
        return Combinators.combine(
                        Arbitraries.of("IFTSTA", "INVOIC"),
                        Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(14),
                        Arbitraries.of("D.96A", "D.04A", "D.21B"),
                        Arbitraries.of(Verdict.ACCEPTED, Verdict.REJECTED),
                        Arbitraries.of("28", "29").list().ofMaxSize(1),
                        segments.list().ofMaxSize(3))
                .as(Acknowledgement.Message::new)
                .list()
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<List<Acknowledgement.Group>> edifactGroups() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 99_999),
                        Arbitraries.of(Verdict.ACCEPTED, Verdict.REJECTED),
                        Arbitraries.of("31", "32").list().ofMaxSize(1),
                        messages())
                .as((control, verdict, errors, list) ->
                        new Acknowledgement.Group("", Integer.toString(control), "", verdict, 0, 0, 0, errors, list))
                .list()
                .ofMaxSize(2);
    }
}
