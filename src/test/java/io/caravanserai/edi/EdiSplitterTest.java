package io.caravanserai.edi;

import static io.caravanserai.edi.EdiSamples.bytes;
import static io.caravanserai.edi.EdiSamples.fault;
import static io.caravanserai.edi.EdiSamples.file;
import static io.caravanserai.edi.EdiSamples.split;
import static io.caravanserai.edi.EdiSamples.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdiSplitterTest {
    private static final String LTL = "ltl-214-004010.edi";
    private static final String PARCEL = "parcel-214-005010.edi";
    private static final String D04A = "iftsta-d04a.edi";
    private static final String D96A = "iftsta-d96a.edi";

    @Test
    void cutsAnX12InterchangeIntoItsSets() {
        List<EdiPart> parts = split(file(LTL));

        assertThat(parts).extracting(EdiSamples::fault).containsOnly("");
        assertThat(parts)
                .extracting(EdiPart::syntax, EdiPart::messageType, EdiPart::version, EdiPart::messageControl)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("X12", "214", "004010", "0001"),
                        org.assertj.core.groups.Tuple.tuple("X12", "214", "004010", "0002"));
        EdiPart second = parts.get(1);
        assertThat(second.sender()).isEqualTo("NWFL");
        assertThat(second.receiver()).isEqualTo("CARAVAN");
        assertThat(second.interchangeControl()).isEqualTo("000000417");
        assertThat(second.groupControl()).isEqualTo("417");
        assertThat(second.line()).isEqualTo(23);
        assertThat(second.segmentNumber()).isEqualTo(23);
        assertThat(second.offset()).isEqualTo(text(LTL).indexOf("ST*214*0002"));
    }

    @Test
    void makesEverySetAnInterchangeOfItsOwn() {
        String whole = text(LTL);

        String second = new String(split(file(LTL)).get(1).bytes(), ISO_8859_1);

        String set = whole.substring(whole.indexOf("ST*214*0002"), whole.indexOf("GE*2"));
        String headers = whole.substring(0, whole.indexOf("ST*214*0001"));
        assertThat(second.replace("\n", "")).isEqualTo((headers + set).replace("\n", "") + "GE*1*417~IEA*1*000000417~");
        assertThat(split(second)).singleElement().satisfies(part -> assertThat(part.fault())
                .isNull());
    }

    @Test
    void cutsEdifactWithAndWithoutGroups() {
        List<EdiPart> plain = split(file(D04A));
        EdiPart grouped = split(file(D96A)).get(0);

        assertThat(plain).hasSize(2).extracting(EdiPart::version).containsOnly("D.04A");
        assertThat(plain.get(0).sender()).isEqualTo("5790000111111");
        assertThat(plain.get(1).groupControl()).isEmpty();
        assertThat(grouped.fault()).isNull();
        assertThat(grouped.groupControl()).isEqualTo("G7");
        assertThat(grouped.version()).isEqualTo("D.96A");
        assertThat(new String(grouped.bytes(), ISO_8859_1)).endsWith("UNT+11+M1'UNE+1+G7'UNZ+1+55'");
        assertThat(split(plain.get(1).bytes()))
                .hasSize(1)
                .extracting(EdiSamples::fault)
                .containsOnly("");
    }

    @Test
    void readsSeveralInterchangesOfBothSyntaxesInOneStream() {
        String all = "\u00ef\u00bb\u00bf\r\n " + text(LTL) + text(D04A) + "\r\n\r\n" + text(D96A) + text(PARCEL)
                + "\u001a\0";

        List<EdiPart> parts = split(all);

        assertThat(parts).extracting(EdiSamples::fault).containsOnly("");
        assertThat(parts)
                .extracting(EdiPart::messageType)
                .containsExactly("214", "214", "IFTSTA", "IFTSTA", "IFTSTA", "214");
        assertThat(parts.get(5).segmentNumber()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"~\r\n", "\n", "\r\n", "~", "~  \r\n\r\n", "|\n", "\u001e"})
    void takesAnySegmentTerminator(String terminator) {
        String input = text(LTL).replace("~\n", terminator);

        List<EdiPart> parts = split(input);

        assertThat(parts).hasSize(2).extracting(EdiSamples::fault).containsOnly("");
        assertThat(EdiSamples.tree(parts.get(1))
                        .children("LX")
                        .get(0)
                        .children("AT7")
                        .get(0)
                        .element(1))
                .isEqualTo("D1");
        assertThat(split(parts.get(1).bytes())).extracting(EdiSamples::fault).containsExactly("");
    }

    @Test
    void takesALastSegmentWithoutTerminatorWhenItIsWhole() {
        assertThat(split(text(LTL).stripTrailing().replaceAll("~$", "")))
                .extracting(EdiSamples::fault)
                .containsOnly("");
        assertThat(split(text(D04A).strip().replaceAll("'$", "")))
                .extracting(EdiSamples::fault)
                .containsOnly("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SE*20*0001;SE*19*0001;segment_count",
                "SE*20*0001;SE*x*0001;segment_count",
                "SE*20*0001;SE*20*0009;message_reference",
                "MS1*TACOMA;ms1*TACOMA;invalid_tag",
                "MS1*TACOMA;*TACOMA;invalid_tag",
                "MS1*TACOMA;MS1*TAC\u0000OMA;charset",
            })
    void refusesOnlyTheSetAtFault(String good, String bad, String code) {
        List<EdiPart> parts = split(text(LTL).replace(good, bad));

        assertThat(parts).extracting(EdiSamples::fault).containsExactly(code, "");
        assertThat(new String(parts.get(0).bytes(), ISO_8859_1))
                .startsWith("ST*214*0001~")
                .endsWith("*0001~".equals(bad) ? "" : "~");
        assertThat(parts.get(0).messageControl()).isEqualTo("0001");
    }

    @Test
    void placesAFault() {
        String input = text(LTL).replace("MS2*NWFL", "??*NWFL");

        EdiFault fault = split(input).get(0).fault();

        assertThat(fault).isNotNull();
        assertThat(fault.segmentNumber()).isEqualTo(16);
        assertThat(fault.offset()).isEqualTo(input.indexOf("??*NWFL"));
    }

    @Test
    void refusesAMessageWithoutTrailerAndGoesOn() {
        String noUnt = text(D04A).replace("UNT+24+1'\n", "");

        List<EdiPart> parts = split(noUnt);

        assertThat(parts).extracting(EdiSamples::fault).containsExactly("truncated", "");
        assertThat(new String(parts.get(0).bytes(), ISO_8859_1))
                .startsWith("UNH+1+")
                .endsWith("203'\n");
    }

    @Test
    void keepsWholeSetsOfATruncatedFile() {
        String input = text(LTL);

        List<EdiPart> parts = split(input.substring(0, input.indexOf("OMAHA") + 3));

        assertThat(parts)
                .extracting(EdiSamples::fault)
                .containsExactly("", "truncated", "envelope_missing", "envelope_missing");
        assertThat(new String(parts.get(1).bytes(), ISO_8859_1)).endsWith("MS1*OMA");
        assertThat(parts.subList(2, 4))
                .extracting(part -> part.fault() == null ? "" : part.fault().segment())
                .containsExactly("GS", "ISA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n"})
    void findsTheInterchangeGluedToATruncatedOne(String between) {
        String cut = text(LTL);
        cut = cut.substring(0, cut.indexOf("LAKESIDE") + 4);

        List<EdiPart> sameDelimiters = split(cut + between + text(LTL));
        List<EdiPart> otherSyntax = split(cut + between + text(D04A));

        assertThat(sameDelimiters)
                .extracting(EdiSamples::fault)
                .containsExactly("truncated", "envelope_missing", "envelope_missing", "", "");
        assertThat(otherSyntax)
                .extracting(EdiSamples::fault)
                .containsExactly("truncated", "envelope_missing", "envelope_missing", "", "");
        assertThat(otherSyntax.get(3).line()).isEqualTo(between.isEmpty() ? 12 : 13);
    }

    @ParameterizedTest
    @CsvSource({
        "GE*2*417, GE*3*417, envelope_count",
        "GE*2*417, GE*2*418, envelope_reference",
        "IEA*1*, IEA*2*, envelope_count",
        "IEA*1*000000417, IEA*1*000000418, envelope_reference",
        "IEA*1*000000417~, '', envelope_missing",
        "GE*2*417~, '', envelope_missing",
    })
    void reportsAnX12TrailerThatDoesNotFitOnItsOwn(String good, String bad, String code) {
        List<EdiPart> parts = split(text(LTL).replace(good, bad));

        assertThat(parts).extracting(EdiSamples::fault).containsExactly("", "", code);
        assertThat(parts.get(2).messageType()).isEmpty();
        assertThat(parts.get(2).bytes()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "UNE+1+G7, UNE+2+G7, envelope_count",
        "UNE+1+G7, UNE+1+G8, envelope_reference",
        "UNZ+1+55, UNZ+0+55, envelope_count",
        "UNZ+1+55, UNZ+1+56, envelope_reference",
    })
    void reportsAnEdifactTrailerThatDoesNotFitOnItsOwn(String good, String bad, String code) {
        assertThat(split(text(D96A).replace(good, bad)))
                .extracting(EdiSamples::fault)
                .containsExactly("", code);
    }

    @Test
    void reportsGarbageBeforeBetweenAndAfterInterchanges() {
        String input = "hello ISA*\n" + text(LTL) + "between\n" + text(D96A) + "\nafter";

        List<EdiPart> parts = split(input);

        assertThat(parts).extracting(EdiSamples::fault).containsExactly("garbage", "", "", "garbage", "", "garbage");
        assertThat(new String(parts.get(0).bytes(), ISO_8859_1)).isEqualTo("hello ISA*\n");
        assertThat(new String(parts.get(5).bytes(), ISO_8859_1)).isEqualTo("after");
        assertThat(parts.get(5).offset()).isEqualTo(input.indexOf("after"));
    }

    @Test
    void reportsSegmentsBetweenSetsTogether() {
        List<EdiPart> parts = split(text(LTL).replace("ST*214*0002", "B99*214*0002"));

        assertThat(parts).extracting(EdiSamples::fault).containsExactly("", "stray_segment", "envelope_count");
        assertThat(new String(parts.get(1).bytes(), ISO_8859_1))
                .startsWith("B99*")
                .contains("SE*10*0002~");
    }

    @Test
    void refusesASetOutsideAGroup() {
        String input = text(PARCEL)
                .replaceAll("GS\\|[^\u001c]*\u001c|GE\\|[^\u001c]*\u001c", "")
                .replace("IEA|1", "IEA|0");

        assertThat(split(input)).extracting(EdiSamples::fault).containsExactly("envelope_missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "<xml/>", "ISA", "UNB+", "UNA:+.? '", "\u0000\u0001\u0002x"})
    void saysWhenInputIsNotEdi(String input) {
        List<EdiPart> parts = split(input);

        assertThat(parts).extracting(EdiSamples::fault).containsExactly("not_edi");
        assertThat(parts.get(0).syntax()).isEmpty();
    }

    @Test
    void hasNothingToSayOfAnEmptyFile() {
        assertThat(split("")).isEmpty();
        assertThat(split(" \r\n\u001a")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "UNOA,E9,charset",
        "UNOC,E9,''",
        "UNOC,85,charset",
        "UNOF,D2,charset",
        "UNOW,E9,charset",
        "UNOY,C3A9,''",
        "ZZZZ,E9,charset"
    })
    void holdsBytesAgainstTheDeclaredCharset(String syntaxId, String hex, String code) {
        String value = new String(java.util.HexFormat.of().parseHex(hex), ISO_8859_1);

        List<EdiPart> parts = split(text(D04A)
                .replace("UNOC", syntaxId)
                .replace("Fr\u00f8ya \u00c5sen", "X")
                .replace("Nobody", value));

        assertThat(parts).extracting(EdiSamples::fault).containsExactly(code, "");
    }

    @Test
    void refusesAMessageOverTheLimitAndGoesOn() {
        String filler = "L11*" + "9".repeat(60) + "*PO~\n";
        String input = text(LTL).replace("LX*1~\nAT7*AF", filler.repeat(60) + "LX*1~\nAT7*AF");

        List<EdiPart> parts = split(bytes(input), 2000);

        assertThat(parts.get(parts.size() - 1).fault()).isNull();
        assertThat(parts.subList(0, parts.size() - 1)).hasSizeGreaterThan(1).allSatisfy(part -> {
            assertThat(fault(part)).isEqualTo("too_large");
            assertThat(part.bytes()).hasSizeLessThan(4000);
        });
    }

    @Test
    void refusesALimitThatMakesNoSense() {
        assertThatThrownBy(() -> new EdiSplitter(10)).hasMessageContaining("10 bytes");
    }
}
