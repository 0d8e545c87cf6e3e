package io.caravanserai.edi.ack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.edi.EdiSamples;
import io.caravanserai.edi.Staedi;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was found in an interchange, in the words of the standard it came in. */
class AckOfReportTest {
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-03-02T09:15:00Z");
    private static final String SET = "ST*214*0001~B10*P1*S1*FRLX~SE*3*0001~";
    private static final String X12 = "ISA*00*          *00*          *14*FRLX           *14*HUB            "
            + "*260301*2359*U*00401*000000905*0*P*>~GS*QM*FRLXAPP*HUBAPP*20260301*2359*77*X*004010~" + SET
            + "ST*214*0002~B10*P2*S2*FRLX~SE*3*0002~GE*2*77~IEA*1*000000905~";
    private static final String EDIFACT = "UNA:+.? 'UNB+UNOC:3+BRING:14+HUB:14+260301:2359+905'"
            + "UNH+1+IFTSTA:D:04A:UN'BGM+77+1+9'UNT+3+1'UNH+2+IFTSTA:D:04A:UN'BGM+77+2+9'UNT+3+2'UNZ+2+905'";

    @Test
    void whatIsGoodIsAcceptedByName() {
        assertThat(written("auto", X12))
                .contains("GS*FA*HUBAPP*FRLXAPP*20260302*0915*31*X*004010~")
                .contains("ST*997*0001~AK1*QM*77~AK2*214*0001~AK5*A~AK2*214*0002~AK5*A~AK9*A*2*2*2~SE*8*0001~")
                .doesNotContain("TA1");
        assertThat(written("auto", EDIFACT))
                .contains("UNB+UNOC:3+HUB:14+BRING:14+260302:0915+31'UNH+1+CONTRL:D:3:UN'")
                .contains("UCI+905+BRING:14+HUB:14+7'UCM+1+IFTSTA:D:04A:UN+7'UCM+2+IFTSTA:D:04A:UN+7'UNT+5+1'");
        assertThat(written("999", X12))
                .contains("*X*005010X231A1~ST*999*0001*005010X231A1~AK1*QM*77*004010~")
                .contains("IK5*A~");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            SE*3*0002~ | SE*9*0002~ | AK2*214*0002~AK5*R*4~AK9*P*2*2*1~
            SE*3*0002~ | SE*3*0009~ | AK2*214*0002~AK5*R*3~AK9*P*2*2*1~
            SE*3*0002~ | ''         | AK2*214*0002~AK5*R*2~AK9*P*2*2*1~
            GE*2*77~   | GE*3*77~   | AK9*E*3*2*2*5~
            GE*2*77~   | GE*2*78~   | AK9*E*2*2*2*4~
            GE*2*77~   | ''         | AK9*E*2*2*2*3~
            IEA*1*000000905~ | IEA*2*000000905~ | TA1*000000905*260301*2359*E*021~
            IEA*1*000000905~ | IEA*1*000000906~ | TA1*000000905*260301*2359*E*001~
            IEA*1*000000905~ | ''               | TA1*000000905*260301*2359*E*023~
            *0*P*>~          | *1*P*>~          | TA1*000000905*260301*2359*A*000~
            B10*P2           | B!0*P2           | AK2*214*0002~AK5*R*5~AK9*P*2*2*1~
            """)
    void aFaultIsToldByItsX12Code(String good, String bad, String told) {
        String answer = written("auto", X12.replace(good, bad));

        assertThat(answer).contains(told);
        assertThat(Staedi.complaints(answer.getBytes(ISO_8859_1), "997")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            UNT+3+2' | UNT+4+2' | UCI+905+BRING:14+HUB:14+7'UCM+1+IFTSTA:D:04A:UN+7'UCM+2+IFTSTA:D:04A:UN+4+29'
            UNT+3+2' | UNT+3+9' | UCM+2+IFTSTA:D:04A:UN+4+28'
            UNT+3+2' | ""       | UCM+2+IFTSTA:D:04A:UN+4+13'
            BGM+77+2 | B-M+77+2 | UCM+2+IFTSTA:D:04A:UN+4'UCS+2+15'
            UNZ+2+905' | UNZ+3+905' | UCI+905+BRING:14+HUB:14+7+29'
            UNZ+2+905' | UNZ+2+906' | UCI+905+BRING:14+HUB:14+7+28'
            UNZ+2+905' | ""         | UCI+905+BRING:14+HUB:14+7+13'
            """)
    void aFaultIsToldByItsEdifactCode(String good, String bad, String told) {
        String answer = written("auto", EDIFACT.replace(good, bad));

        assertThat(answer).contains(told);
        assertThat(Staedi.complaints(answer.getBytes(ISO_8859_1), "CONTRL")).isEmpty();
    }

    @Test
    void anInterchangeWithoutAnythingUsefulIsRejected() {
        String bad =
                EDIFACT.replace("UNT+3+1'", "UNT+4+1'").replace("UNT+3+2'", "").replace("UNZ+2+905'", "");

        assertThat(written("auto", bad)).contains("UCI+905+BRING:14+HUB:14+4+13'");
    }

    @Test
    void acknowledgementsAreNotAcknowledged() {
        assertThat(draft(written("auto", X12)).due()).isFalse();
        assertThat(draft(written("auto", EDIFACT)).due()).isFalse();
        assertThat(draft(X12).due()).isTrue();
    }

    @Test
    void aFormatThatCannotTellItIsRefused() {
        AckDraft draft = draft(EDIFACT);

        assertThatThrownBy(() -> new AckProfile("997", "", false).write(draft, 1, NOW))
                .hasMessageContaining("EDIFACT cannot be acknowledged by 997");
        assertThatThrownBy(() -> new AckProfile("998", "", false)).hasMessageContaining("'998'");
        assertThatThrownBy(() -> new AckProfile("999", "004010", false)).hasMessageContaining("005010 or later");
    }

    private static String written(String format, String interchange) {
        return new String(new AckProfile(format, "", false).write(draft(interchange), 31, NOW), ISO_8859_1);
    }

    private static AckDraft draft(String interchange) {
        return AckDraft.of(EdiSamples.report(interchange.getBytes(ISO_8859_1)));
    }
}
