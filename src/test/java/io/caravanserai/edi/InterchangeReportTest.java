package io.caravanserai.edi;

import static io.caravanserai.edi.EdiSamples.bytes;
import static io.caravanserai.edi.EdiSamples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.caravanserai.edi.InterchangeReport.Group;
import io.caravanserai.edi.InterchangeReport.Message;
import io.caravanserai.edi.InterchangeReport.Trailer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterchangeReportTest {
    private static final String LTL = text("ltl-214-004010.edi");
    private static final String GROUPED = text("iftsta-d96a.edi");
    private static final String PLAIN = text("iftsta-d04a.edi");

    /** Holds a message against its schema, as an acknowledgement does. */
    private static final class Reports implements EdiSplitter.Sink {
        final List<InterchangeReport> closed = new ArrayList<>();
        final List<String> order = new ArrayList<>();

        @Override
        public void accept(EdiPart part) {
            order.add(part.fault() == null ? "part" : part.fault().code());
        }

        @Override
        public void opened(InterchangeHeader header) {
            order.add("opened " + header.control());
        }

        @Override
        public void closed(InterchangeReport report) {
            order.add("closed " + report.header().control());
            closed.add(report);
        }

        @Override
        public List<EdiFault> examine(EdiPart message) {
            try {
                EdiSamples.tree(message);
                return List.of();
            } catch (EdiSyntaxException e) {
                return List.of(message.placed(e.fault()));
            }
        }
    }

    private static Reports read(String input) throws IOException {
        Reports reports = new Reports();
        new EdiSplitter(2000).split(new ByteArrayInputStream(bytes(input)), reports);
        return reports;
    }

    private static InterchangeReport only(String input) throws IOException {
        return read(input).closed.get(0);
    }

    @Test
    void tellsWhatIsaSays() throws IOException {
        InterchangeHeader header = only("\n" + LTL).header();

        assertThat(header)
                .isEqualTo(new InterchangeHeader(
                        "X12",
                        new InterchangeHeader.Party("NWFL", "02", ""),
                        new InterchangeHeader.Party("CARAVAN", "ZZ", ""),
                        "000000417",
                        header.date(),
                        header.time(),
                        "00401",
                        false,
                        false,
                        1));
        assertThat(header.date()).matches("[0-9]{6}");
        assertThat(header.time()).matches("[0-9]{4}");
    }

    @Test
    void tellsWhatUnbSays() throws IOException {
        String unb = "UNA:+.? 'UNB+UNOC:4+SENDER:14:IN:SUB+TO:ZZZ+20261120:0815+77+PW+APP+A+1+AGREED+1'";

        InterchangeHeader header = only(unb + "UNZ+0+77'").header();

        assertThat(header)
                .isEqualTo(new InterchangeHeader(
                        "EDIFACT",
                        new InterchangeHeader.Party("SENDER", "14", "IN:SUB"),
                        new InterchangeHeader.Party("TO", "ZZZ", ""),
                        "77",
                        "20261120",
                        "0815",
                        "UNOC:4",
                        true,
                        true,
                        0));
    }

    @Test
    void listsGroupsAndMessagesInOrder() throws IOException {
        InterchangeReport report = only(LTL);

        assertThat(report.groups())
                .extracting(Group::functionalId, Group::control, Group::version, Group::declared, Group::counted)
                .containsExactly(tuple("QM", "417", "004010", 2L, 2L));
        assertThat(report.messages())
                .extracting(Message::type, Message::control, Message::group, Message::segmentNumber, Message::accepted)
                .containsExactly(tuple("214", "0001", 0, 3L, true), tuple("214", "0002", 0, 23L, true));
        assertThat(report.messages().get(1).offset()).isEqualTo(LTL.indexOf("ST*214*0002"));
        assertThat(report.segmentCount())
                .isEqualTo(LTL.chars().filter(c -> c == '~').count());
        assertThat(report.trailer()).isEqualTo(Trailer.OK);
        assertThat(report.complete()).isTrue();
    }

    @Test
    void knowsMessagesWithAndWithoutEdifactGroups() throws IOException {
        assertThat(only(GROUPED).groups())
                .extracting(Group::control, Group::declared, Group::trailer)
                .containsExactly(tuple("G7", 1L, Trailer.OK));
        assertThat(only(PLAIN).groups()).isEmpty();
        assertThat(only(PLAIN).messages())
                .extracting(Message::version, Message::group)
                .containsExactly(tuple("D.04A", -1), tuple("D.04A", -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SE*20*0001;SE*19*0001;segment_count;20;SE;1",
                "SE*20*0001;SE*20*0009;message_reference;20;SE;2",
                "MS1*TACOMA;ms1*TACOMA;invalid_tag;13;'';0",
                "MS1*TACOMA;ZZZ*TACOMA;unexpected_segment;13;ZZZ;0",
                "SE*20*0001~;'';truncated;20;ST;0",
            })
    void rejectsTheMessageAtFaultWithItsPlace(
            String good, String bad, String code, long segment, String tag, int element) throws IOException {
        String input = LTL.replace(good, bad);

        InterchangeReport report = only(input);

        Message refused = report.messages().get(0);
        assertThat(report.messages()).extracting(Message::accepted).containsExactly(false, true);
        assertThat(report.rejectedCount()).isEqualTo(1);
        assertThat(report.groups().get(0).rejected()).isEqualTo(1);
        assertThat(refused.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(code);
            assertThat(refused.segmentOf(fault)).isEqualTo(segment);
            assertThat(fault.segmentNumber()).isEqualTo(segment + 2);
            assertThat(fault.segment()).isEqualTo(tag);
            assertThat(fault.element()).isEqualTo(element);
            assertThat(fault.offset()).isEqualTo(input.indexOf(bad.isEmpty() ? "ST*214*0002" : bad));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "GE*2*417, GE*3*417, COUNT_MISMATCH, OK",
        "GE*2*417, GE*2*418, REFERENCE_MISMATCH, OK",
        "GE*2*417~, '', MISSING, OK",
        "IEA*1*, IEA*2*, OK, COUNT_MISMATCH",
        "IEA*1*000000417, IEA*1*000000418, OK, REFERENCE_MISMATCH",
        "IEA*1*000000417~, '', OK, MISSING",
    })
    void tellsHowTrailersFit(String good, String bad, Trailer group, Trailer interchange) throws IOException {
        InterchangeReport report = only(LTL.replace(good, bad));

        assertThat(report.groups()).extracting(Group::trailer).containsExactly(group);
        assertThat(report.trailer()).isEqualTo(interchange);
        assertThat(report.faults()).hasSize(1);
        assertThat(report.messages()).hasSize(2).allMatch(Message::accepted);
    }

    @Test
    void reportsEachInterchangeBetweenItsOpeningAndItsEnd() throws IOException {
        String cut = LTL.substring(0, LTL.indexOf("OMAHA"));

        Reports reports = read(cut + GROUPED + "garbage");

        assertThat(reports.order)
                .containsExactly(
                        "opened 000000417",
                        "part",
                        "truncated",
                        "envelope_missing",
                        "envelope_missing",
                        "closed 000000417",
                        "opened 55",
                        "part",
                        "closed 55",
                        "garbage");
    }

    @Test
    void namesAMessageOnceThatIsRefusedInManyPieces() throws IOException {
        String filler = "L11*" + "9".repeat(60) + "*PO~\n";

        InterchangeReport report = only(LTL.replace("LX*1~\nAT7*AF", filler.repeat(200) + "LX*1~\nAT7*AF"));

        assertThat(report.messages()).extracting(Message::control).containsExactly("0001", "0002");
        assertThat(report.rejectedCount()).isEqualTo(1);
        assertThat(report.faults()).isEmpty();
    }

    @Test
    void countsBeyondWhatItLists() throws IOException {
        int many = InterchangeReport.LISTED + 5;
        StringBuilder input = new StringBuilder("UNB+UNOA:2+A+B+261120:0800+1'");
        for (int i = 1; i <= many; i++) {
            input.append("UNH+g+IFTSTA:D:96A:UN'UNT+2+g'UNH+b+IFTSTA:D:96A:UN'UNT+9+b'");
        }

        List<InterchangeReport> reports = new ArrayList<>();
        new EdiSplitter()
                .split(new ByteArrayInputStream(bytes(input + "UNZ+" + 2 * many + "+1'")), new EdiSplitter.Sink() {
                    @Override
                    public void accept(EdiPart part) {}

                    @Override
                    public void closed(InterchangeReport report) {
                        reports.add(report);
                    }
                });

        InterchangeReport report = reports.get(0);
        assertThat(report.messageCount()).isEqualTo(2L * many);
        assertThat(report.rejectedCount()).isEqualTo(many);
        assertThat(report.messages()).hasSize(2 * InterchangeReport.LISTED);
        assertThat(report.complete()).isFalse();
        assertThat(report.trailer()).isEqualTo(Trailer.OK);
    }
}
