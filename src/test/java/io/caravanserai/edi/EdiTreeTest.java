package io.caravanserai.edi;

import static io.caravanserai.edi.EdiSamples.SCHEMAS;
import static io.caravanserai.edi.EdiSamples.bytes;
import static io.caravanserai.edi.EdiSamples.file;
import static io.caravanserai.edi.EdiSamples.split;
import static io.caravanserai.edi.EdiSamples.text;
import static io.caravanserai.edi.EdiSamples.tree;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;

class EdiTreeTest {
    @Test
    void buildsTheLoopsOfA214() {
        EdiNode root = tree(split(file("ltl-214-004010.edi")).get(0));

        assertThat(root.tag()).isEqualTo("214");
        assertThat(root.children())
                .extracting(EdiNode::tag)
                .startsWith("ISA", "GS", "ST", "B10")
                .endsWith("SE", "GE", "IEA");
        assertThat(root.children("B10").get(0).element(3)).isEqualTo("NWFL");
        assertThat(root.children("N1")).hasSize(2);
        assertThat(root.children("N1").get(1).children("N4").get(0).element(1)).isEqualTo("BOISE");
        List<EdiNode> lines = root.children("LX");
        assertThat(lines).extracting(line -> line.element(1)).containsExactly("1", "2");
        EdiNode status = lines.get(0).children("AT7").get(0);
        assertThat(status.element(1)).isEqualTo("AF");
        assertThat(status.element(3)).isNull();
        assertThat(status.element(5)).isEqualTo("20260227");
        assertThat(status.element(99)).isNull();
        assertThat(status.children("MS1").get(0).element(2)).isEqualTo("WA");
        assertThat(lines.get(0).children("L11").get(0).element(2)).isEqualTo("QN");
    }

    @Test
    void tellsWhereASegmentStands() {
        EdiPart part = split(file("ltl-214-004010.edi")).get(1);

        EdiNode remark = tree(part)
                .children("LX")
                .get(0)
                .children("AT7")
                .get(0)
                .children("K1")
                .get(0);

        assertThat(remark.segmentNumber()).isEqualTo(9);
        assertThat(new String(part.bytes(), (int) remark.offset(), 14, US_ASCII))
                .isEqualTo("K1*SIGNED BY R");
        assertThat(remark).hasToString("K1 (segment 9, byte " + remark.offset() + ")");
    }

    @Test
    void readsRepetitionsAndTheDelimitersOfIsa() {
        EdiNode root = tree(split(file("parcel-214-005010.edi")).get(0));

        EdiNode b10 = root.children("B10").get(0);
        assertThat(b10.repetitions(2)).isEqualTo(2);
        assertThat(b10.repetitions(1)).isEqualTo(1);
        assertThat(b10.repetitions(9)).isZero();
        assertThat(b10.element(2)).isEqualTo("REF1");
        assertThat(b10.element(2, 1, 2)).isEqualTo("REF2");
        EdiNode isa = root.children("ISA").get(0);
        assertThat(isa.element(11)).isEqualTo("^");
        assertThat(isa.element(16)).isEqualTo(":");
        assertThat(root.children("AT7").get(0).children("MS1")).hasSize(1);
    }

    @Test
    void buildsTheGroupsOfAnIftsta() {
        EdiNode root = tree(split(file("iftsta-d04a.edi")).get(0));

        List<EdiNode> consignments = root.children("CNI");
        EdiNode status = consignments.get(0).children("STS").get(0);
        assertThat(root.children("NAD")
                        .get(0)
                        .children("CTA")
                        .get(0)
                        .children("COM")
                        .get(0)
                        .element(1))
                .isEqualTo("help:desk@fjordline.example");
        assertThat(consignments).hasSize(2);
        assertThat(status.element(2, 1)).isEqualTo("H");
        assertThat(status.element(2, 4)).isEqualTo("Delivery attempted");
        assertThat(status.element(2, 2)).isNull();
        assertThat(status.children("FTX").get(0).element(4)).isEqualTo("Left a card: call +4799 00'11");
        assertThat(status.children("NAD").get(0).element(4)).isEqualTo("Fr\u00f8ya \u00c5sen");
        assertThat(status.children("LOC").get(0).element(2, 4)).isEqualTo("BERGEN");
        EdiNode goods = status.children("GID").get(0);
        assertThat(goods.children("PCI"))
                .extracting(pci -> pci.element(2))
                .containsExactly("370000000000000017", "370000000000000024");
        assertThat(goods.children("PCI").get(0).children("GIN").get(0).element(2))
                .isEqualTo("OLD-1");
        assertThat(consignments.get(1).children("STS").get(0).components(2, 1)).isEqualTo(1);
        assertThat(consignments.get(0).elements()).isEqualTo(2);
    }

    @Test
    void buildsTheGroupsOfD96A() {
        EdiNode root = tree(split(file("iftsta-d96a.edi")).get(0));

        EdiNode status = root.children("CNI").get(0).children("STS").get(0);
        assertThat(root.children("UNG")).hasSize(1);
        assertThat(root.children("RFF").get(0).element(1, 2)).isEqualTo("B/L 4711");
        assertThat(status.element(2)).isEqualTo("24");
        assertThat(status.children("TDT").get(0).element(8, 4)).isEqualTo(" MV ELBE");
        assertThat(status.children("EQD").get(0).element(2)).isEqualTo("TCLU4265727");
    }

    @Test
    void readsLinesWrappedAtAFixedWidth() {
        String wrapped = text("ltl-214-004010.edi").replace("~\n", "~").replaceAll("(.{80})", "$1\r\n");

        List<EdiPart> parts = split(wrapped);

        assertThat(parts).hasSize(2).extracting(EdiSamples::fault).containsOnly("");
        assertThat(tree(parts.get(0)).children("N1").get(0).element(2)).isEqualTo("HARBOR TOOL WORKS");
        assertThat(tree(parts.get(1)).children("B10").get(0).element(1)).isEqualTo("NW0048213402");
    }

    @Test
    void readsX12TextAsUtf8OrLatin1() {
        String latin = text("ltl-214-004010.edi").replace("TACOMA", "MALM\u00d6");
        byte[] utf8 = text("ltl-214-004010.edi").replace("TACOMA", "MALM\u00d6").getBytes(UTF_8);

        assertThat(tree(split(bytes(latin)).get(0))
                        .children("N1")
                        .get(0)
                        .children("N4")
                        .get(0)
                        .element(1))
                .isEqualTo("MALM\u00d6");
        assertThat(tree(split(utf8).get(0))
                        .children("N1")
                        .get(0)
                        .children("N4")
                        .get(0)
                        .element(1))
                .isEqualTo("MALM\u00d6");
    }

    @Test
    void keepsDoubleByteTextOfUnoxWhole() {
        String kanji = new String("\u6771\u4eac+'".getBytes(Charset.forName("ISO-2022-JP")), ISO_8859_1);
        String input = text("iftsta-d96a.edi").replace("UNOA", "UNOX").replace("KONS-9", kanji.replace("+'", "?+?'"));

        EdiNode cni = tree(split(input).get(0)).children("CNI").get(0);

        assertThat(cni.element(2)).isEqualTo("\u6771\u4eac+'");
    }

    @Test
    void refusesASegmentThatTheSchemaDoesNotPermit() {
        EdiPart part = split(text("ltl-214-004010.edi").replace("MS2*NWFL", "ZZZ*NWFL"))
                .get(0);

        assertThatThrownBy(() -> tree(part)).isInstanceOfSatisfying(EdiSyntaxException.class, e -> {
            assertThat(e.fault().code()).isEqualTo("unexpected_segment");
            assertThat(e.fault().segment()).isEqualTo("ZZZ");
            assertThat(e.fault().segmentNumber()).isEqualTo(16);
            assertThat(e).hasMessageContaining("does not permit ZZZ").hasMessageContaining("segment 16");
        });
    }

    @Test
    void refusesAMessageWithoutARequiredSegmentOrSchema() {
        EdiPart noBegin = split(text("parcel-214-005010.edi")
                        .replaceAll("B10[^\u001c]*\u001c", "")
                        .replace("SE|6", "SE|5"))
                .get(0);
        EdiPart other =
                split(text("parcel-214-005010.edi").replace("ST|214", "ST|990")).get(0);

        assertThatThrownBy(() -> tree(noBegin)).hasMessageContaining("without B10");
        assertThatThrownBy(() -> tree(other)).hasMessageContaining("edi-mappings/x12/990.schema.yaml");
        assertThatThrownBy(() -> EdiTree.parse(bytes("nothing"), SCHEMAS)).hasMessageContaining("no ISA");
    }
}
