package io.caravanserai.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.caravanserai.behaviour.PayloadException;
import io.caravanserai.behaviour.PayloadReader;
import io.caravanserai.codec.CodecTargets;
import io.caravanserai.delivery.DeliveryTargets;
import io.caravanserai.edi.EdiSamples;
import io.caravanserai.edi.EdiSyntaxException;
import io.caravanserai.edi.ack.AckReader;
import io.caravanserai.event.Form;
import io.caravanserai.event.Json;
import io.caravanserai.harmonize.HarmonizeTargets;
import io.caravanserai.intake.IntakeTargets;
import io.caravanserai.label.convert.Conversion;
import io.caravanserai.label.convert.ConversionException;
import io.caravanserai.label.convert.DocumentFormat;
import io.caravanserai.label.convert.LabelConverter;
import io.caravanserai.label.zpl.ZplException;
import io.caravanserai.label.zpl.ZplInterpreter;
import io.caravanserai.label.zpl.ZplOptions;
import io.caravanserai.shipment.ShipmentTargets;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The parsers that partners can reach, each with what it promises. */
final class FuzzTargets {
    private static final String TRACKER =
            """
            {"source":{"id":"shop"},"session":{"id":"s-1"},"profile":{"id":"p-1"},
             "metadata":{"ip":"192.0.2.1"},"context":{"page":{"url":"https://shop.example/?a=1"}},"options":{},
             "events":[{"type":"page-view","time":{"create":"2026-11-20T10:00:00+02:00"},"properties":{"a":[1,2.5,null]}},
                       {"type":"purchase","properties":{"amount":1e3,"name":"\\u00fc"}}]}""";
    private static final String ZPL =
            """
            ^XA^PW300^LL200^CI28^BY2,3,20^FO5,5^A0N,20,20^FB100,3,2,J,5^FDa b\\&c^FS
            ^FO5,60^BCN,20,Y,N,N,N^FD>;>80034^FS^FO9,9^GB20,10,2,B,3^FS^FO2,2^GFA,4,4,1,HFK0!:^FS~DGR:A.GRF,2,1,FFFF
            ^FT90,90^XGR:A.GRF,2,2^FS^FO1,1^BXN,3,200^FH^FD_1012^FS^FO0,0^BQN,2,2^FDMA,q^FS^XZ""";
    private static final String ACK_997 =
            "ISA*00*          *00*          *ZZ*FRLX           *ZZ*HUB            *260302*0915*U*00401*000000001*0*P*>~"
                    + "GS*FA*FRLX*HUB*20260302*0915*1*X*004010~ST*997*0001~AK1*QM*1~AK2*214*0001~AK3*AT7*3**8~"
                    + "AK4*1*1650*7*ZZ~AK5*R*5~AK9*R*1*1*0~SE*8*0001~GE*1*1~IEA*1*000000001~";
    private static final String CONTRL = "UNB+UNOA:2+FRLX:14+HUB:14+260302:0915+1'UNH+1+CONTRL:2:2:UN'"
            + "UCI+77+HUB:14+FRLX:14+4'UCM+1+IFTSTA:D:04A:UN+4'UCS+3+35'UCD+12+1:2'UNT+6+1'UNZ+1+1'";

    private FuzzTargets() {}

    static List<FuzzTarget> all(Path folder) throws Exception {
        List<FuzzTarget> all = new ArrayList<>();
        all.addAll(HarmonizeTargets.all());
        all.addAll(IntakeTargets.all());
        all.addAll(ShipmentTargets.all());
        all.addAll(DeliveryTargets.all());
        all.addAll(CodecTargets.all(folder));
        all.add(new FuzzTarget("tracker-payload", 1, List.of(TRACKER.getBytes(UTF_8)), FuzzTargets::tracker));
        all.add(new FuzzTarget("form", 1, List.of("a=1&b=%C3%BC+x&a=2&c=%26".getBytes(UTF_8)), FuzzTargets::form));
        all.add(new FuzzTarget(
                "edi-acknowledgement",
                4,
                List.of(ACK_997.getBytes(UTF_8), CONTRL.getBytes(UTF_8)),
                FuzzTargets::acknowledgement));
        all.add(new FuzzTarget("zpl", 10, List.of(ZPL.getBytes(UTF_8)), FuzzTargets::zpl));
        for (DocumentFormat format : List.of(DocumentFormat.PNG, DocumentFormat.JPG, DocumentFormat.PDF)) {
            byte[] good = LabelConverter.convert(
                            "^XA^PW120^LL80^FO5,5^GB90,60,3^FS^XZ".getBytes(UTF_8),
                            new Conversion(null, format, 203, null, false))
                    .documents()
                    .get(0);
            all.add(new FuzzTarget(
                    "label-" + format, format == DocumentFormat.PDF ? 400 : 40, List.of(good), FuzzTargets::label));
        }
        return all;
    }

    private static boolean tracker(byte[] input) {
        try {
            PayloadReader.read(Json.parse(input), 0);
            return true;
        } catch (PayloadException | JsonProcessingException | UncheckedIOException refused) {
            return false;
        }
    }

    private static boolean form(byte[] input) {
        try {
            Form.parse(new String(input, UTF_8), UTF_8);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    /** Whole messages alone get to the reader. */
    private static boolean acknowledgement(byte[] input) {
        boolean read = false;
        for (var part : EdiSamples.split(input)) {
            if (part.fault() == null) {
                try {
                    new AckReader(EdiSamples.SCHEMAS).read(part.bytes());
                    read = true;
                } catch (EdiSyntaxException | IllegalArgumentException refused) {
                    // as its reader says
                }
            }
        }
        return read;
    }

    private static boolean zpl(byte[] input) {
        try {
            ZplInterpreter.interpret(input, new ZplOptions(203, 300, 200));
            return true;
        } catch (ZplException refused) {
            return false;
        }
    }

    private static boolean label(byte[] input) {
        try {
            LabelConverter.convert(input, new Conversion(null, DocumentFormat.ZPL, 203, null, false));
            return true;
        } catch (ConversionException refused) {
            return false;
        }
    }
}
