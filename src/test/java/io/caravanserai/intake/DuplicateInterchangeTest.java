package io.caravanserai.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.edi.EdiPart;
import io.caravanserai.edi.EdiSplitter;
import io.caravanserai.edifile.AckQueue;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.TestStore;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Interchanges whose control number came before, on both databases. */
class DuplicateInterchangeTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC);
    private static final String ISA =
            "ISA*00*          *00*          *02*NWFL           *ZZ*%s*261120*1000*U*00401*%09d*0*%s*>~";

    /** What became of the parts of a file. */
    private static final class Seen implements FileSplitter.Sink {
        final List<String> parts = new ArrayList<>();
        final List<FileSplitter.Fault> faults = new ArrayList<>();

        @Override
        public void part(FileSplitter.Part part) {
            parts.add(new String(part.bytes(), ISO_8859_1));
        }

        @Override
        public void fault(FileSplitter.Fault fault) {
            faults.add(fault);
        }
    }

    private static String interchange(int control, String... numbers) {
        return interchange(ISA.formatted("CARAVAN        ", control, "P"), control, numbers);
    }

    private static String interchange(String isa, int control, String... numbers) {
        StringBuilder sets = new StringBuilder();
        for (int i = 0; i < numbers.length; i++) {
            sets.append("ST*214*%04d~B10*%s*S*NWFL~SE*3*%04d~".formatted(i + 1, numbers[i], i + 1));
        }
        return isa + "GS*QM*NWFL*CARAVAN*20261120*1000*1*X*004010~" + sets + "GE*" + numbers.length
                + "*1~IEA*1*%09d~".formatted(control);
    }

    /** A hub that reads files into this store. */
    private record Reader(TestStore store, boolean takeReused) {
        Reader(TestStore store) {
            this(store, true);
        }

        /** The file is durable to its end unless the hub crashes first. */
        Seen read(String carrier, String name, String content, boolean crash) throws Exception {
            Path local = Files.writeString(store.folder().resolve("fetched"), content, ISO_8859_1);
            FileInterchanges interchanges = new FileInterchanges(
                    new InterchangeLog(store.database(), carrier, CLOCK),
                    new InterchangeLog.SourceFile(name + "-" + content.length(), name),
                    local,
                    takeReused,
                    new FileAcks(new AckQueue(store.database(), carrier, CLOCK), FileAcks.When.NONE, name));
            Seen seen = new Seen();
            try (InputStream in = Files.newInputStream(local)) {
                new EdiFileSplitter(interchanges).split(in, seen);
            }
            if (!crash) {
                interchanges.taken();
            }
            return seen;
        }

        Seen read(String name, String content) throws Exception {
            return read("nwfl", name, content, false);
        }
    }

    @OnBothStores
    void aDuplicateIsSetAsideAndNamesTheFirst(TestStore store) throws Exception {
        Reader hub = new Reader(store);
        hub.read("a.edi", "\n" + interchange(7, "P1", "P2"));

        Seen again = hub.read("b.edi", interchange(7, "P1", "P2") + interchange(8, "P3"));

        assertThat(again.parts).singleElement().asString().contains("*P3*");
        assertThat(again.faults).singleElement().satisfies(fault -> {
            assertThat(fault.reason())
                    .startsWith(
                            "X12 interchange 000000007 from 02:NWFL to ZZ:CARAVAN was taken before: in a.edi at byte 1,"
                                    + " read at 2026-11-20T10:00:00Z");
            assertThat(fault.place()).isEqualTo("interchange 000000007, byte 0");
            assertThat(new String(fault.bytes(), ISO_8859_1)).contains("*P1*", "*P2*");
        });
    }

    @OnBothStores
    void theSameFileReadAgainAfterACrashIsNone(TestStore store) throws Exception {
        Reader hub = new Reader(store);
        String twice = interchange(7, "P1") + interchange(8, "P2") + interchange(7, "P1") + interchange(8, "P9");
        Seen first = hub.read("nwfl", "a.edi", twice, true);
        Seen afterACrashBeforeTheEnd = hub.read("nwfl", "a.edi", twice, false);
        Seen afterACrashBeforeTheMove = hub.read("nwfl", "a.edi", twice, false);

        for (Seen seen : List.of(first, afterACrashBeforeTheEnd, afterACrashBeforeTheMove)) {
            assertThat(seen.parts)
                    .satisfiesExactly(
                            one -> assertThat(one).contains("*P1*"),
                            two -> assertThat(two).contains("*P2*"),
                            reused -> assertThat(reused).contains("*P9*"));
            assertThat(seen.faults).singleElement().satisfies(fault -> assertThat(fault.reason())
                    .contains("in a.edi at byte 0"));
        }
    }

    @OnBothStores
    void aFileThatWasNeverReadToItsEndMakesNoDuplicate(TestStore store) throws Exception {
        Reader hub = new Reader(store);
        hub.read("nwfl", "a.edi", interchange(7, "P1"), true);

        assertThat(hub.read("b.edi", interchange(7, "P1")).parts).hasSize(1);
        assertThat(hub.read("c.edi", interchange(7, "P1")).faults)
                .singleElement()
                .satisfies(fault -> assertThat(fault.reason()).contains("in b.edi"));
    }

    @OnBothStores
    void aNumberUsedForOtherContentIsTakenOrRefusedAsDeclared(TestStore store) throws Exception {
        Reader hub = new Reader(store);
        hub.read("a.edi", interchange(7, "P1"));

        Seen taken = hub.read("b.edi", interchange(7, "P2"));
        Reader strict = new Reader(store, false);
        Seen refused = strict.read("c.edi", interchange(7, "P3"));
        Seen both = strict.read("d.edi", interchange(7, "P1") + interchange(7, "P2"));

        assertThat(taken.parts).hasSize(1);
        assertThat(refused.parts).isEmpty();
        assertThat(refused.faults).singleElement().satisfies(fault -> assertThat(fault.reason())
                .contains("used before with other content: in a.edi"));
        assertThat(both.faults)
                .extracting(FileSplitter.Fault::reason)
                .satisfiesExactly(one -> assertThat(one).contains("was taken before: in a.edi"), two -> assertThat(two)
                        .contains("was taken before: in b.edi"));
    }

    @OnBothStores
    void otherEndsTestsAndCarriersCountForThemselves(TestStore store) throws Exception {
        Reader hub = new Reader(store);
        hub.read("a.edi", interchange(7, "P1"));

        assertThat(hub.read("b.edi", interchange(ISA.formatted("OTHER          ", 7, "P"), 7, "P1")).faults)
                .isEmpty();
        assertThat(hub.read("c.edi", interchange(ISA.formatted("CARAVAN        ", 7, "T"), 7, "P1")).faults)
                .isEmpty();
        assertThat(hub.read("upsn", "d.edi", interchange(7, "P1"), false).faults)
                .isEmpty();
        String iftsta = "UNB+UNOC:3+NWFL:02+CARAVAN:ZZ+261120:1000+%s'UNH+1+IFTSTA:D:96A:UN'BGM+23'UNT+3+1'UNZ+1+%s'";
        assertThat(hub.read("e.edi", iftsta.formatted("000000007", "000000007")).faults)
                .isEmpty();
        assertThat(hub.read("f.edi", iftsta.formatted("", "") + iftsta.formatted("", "")).faults)
                .as("without a number there is nothing to compare")
                .isEmpty();
    }

    @OnBothStores
    void aLongDuplicateIsSetAsideInPiecesThatStandAlone(TestStore store) throws Exception {
        Reader hub = new Reader(store);
        String long1 = "x".repeat(1_500_000);
        String content = interchange(7, long1 + "1", long1 + "2", long1 + "3");
        hub.read("a.edi", content);

        Seen again = hub.read("b.edi", content);

        assertThat(again.faults).hasSize(2);
        List<EdiPart> replayed = new ArrayList<>();
        for (FileSplitter.Fault fault : again.faults) {
            new EdiSplitter().split(new ByteArrayInputStream(fault.bytes()), replayed::add);
        }
        assertThat(replayed).extracting(EdiPart::messageControl).containsExactly("0001", "0002", "0003");
        assertThat(replayed).extracting(EdiPart::fault).containsOnlyNulls();
    }
}
