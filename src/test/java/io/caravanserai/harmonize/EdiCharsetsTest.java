package io.caravanserai.harmonize;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.event.TrackingEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the bytes of an interchange to the text of its events, in each character set that it may declare. */
class EdiCharsetsTest {
    private static final MappingLibrary LIBRARY = MappingFolder.load(MappingFolder.REAL);

    /** Identifiers of ISO 9735-1, code list 0001; each text needs letters that its neighbours in the list lack. */
    @ParameterizedTest(name = "{0} is {1}: {2}")
    @CsvSource({
        "UNOA, US-ASCII,      DELIVERED TO RECEPTION",
        "UNOB, US-ASCII,      Delivered to reception",
        "UNOC, ISO-8859-1,    Levert på Frøya til Åse Þór",
        "UNOD, ISO-8859-2,    Doręczono w Łodzi do Żółć",
        "UNOE, ISO-8859-5,    Доставлено в Воронеж",
        "UNOF, ISO-8859-7,    Παραδόθηκε στην Αθήνα",
        "UNOG, ISO-8859-3,    Ikkunsinnat fil-Ħamrun ĝis ŝi",
        "UNOH, ISO-8859-4,    Piegādāts Rīgā Šķūņu ielā",
        "UNOI, ISO-8859-6,    تم التسليم في دبي",
        "UNOJ, ISO-8859-8,    נמסר בחיפה",
        "UNOK, ISO-8859-9,    İstanbul Şişli'de teslim edildi",
        "UNOL, ISO-8859-15,   Livré à Œting pour 5 €",
        "UNOW, UTF-8,         Доставлено 東京 Łódź 📦",
        "UNOX, ISO-2022-JP,   東京で配達+完了",
        "UNOY, UTF-8,         Παραδόθηκε 서울 Þór",
        "KECA, EUC-KR,        서울 배달 완료"
    })
    void aNameArrivesAsItIsWritten(String syntaxId, Charset charset, String text) {
        // a release character stands before a delimiter, but for one inside double-byte text
        byte[] written = text.replace("'", "?'").replace("+", "?+").getBytes(charset);

        for (String version : List.of("3", "4")) {
            Harmonized result = edifact(syntaxId + ":" + version, written);

            assertThat(result.faults()).isEmpty();
            assertThat(texts(result)).containsExactly(text, "PLAIN");
        }
    }

    @ParameterizedTest(name = "{0} has no {1}")
    @CsvSource({
        "UNOA, C5, 0",
        "UNOB, E9, 0",
        "UNOC, 85, 0",
        "UNOD, 9F, 0",
        "UNOE, 80, 0",
        "UNOF, D2, 0",
        "UNOG, A5, 0",
        "UNOH, 85, 0",
        "UNOI, A1, 0",
        "UNOJ, BF, 0",
        "UNOK, 85, 0",
        "UNOL, 85, 0",
        "UNOW, E9, 0",
        "UNOW, C3A9ED_A080, 2",
        "UNOX, E9, 0",
        "UNOX, 41_1B2442_3021_30_1B2842, 1",
        "UNOX, 1B2441_3021_1B2842, 0",
        "UNOY, FF, 0",
        "KECA, BCAD_B041, 2",
        "UNOC, 41_00, 1"
    })
    void aByteThatTheSetLacksCostsItsMessageAlone(String syntaxId, String hex, int bad) {
        byte[] text = HexFormat.of().parseHex(hex.replace("_", ""));
        byte[] file = file(syntaxId + ":3", text);

        Harmonized result = MappingFolder.harmonize(LIBRARY, "bring", file);

        assertThat(texts(result)).containsExactly("PLAIN");
        assertThat(result.faults()).singleElement().satisfies(fault -> {
            int offset = new String(file, ISO_8859_1).indexOf("I::87:") + "I::87:".length() + bad;
            assertThat(fault.place()).isEqualTo("segment 5 (STS), byte " + offset);
            assertThat(fault.reason()).startsWith(String.format("byte 0x%02X is no text in %s (", text[bad], syntaxId));
        });
    }

    @Test
    void anIdentifierThatNobodyKnowsIsReadAsAscii() {
        assertThat(texts(edifact("UNOZ:3", "Delivered".getBytes(US_ASCII)))).containsExactly("Delivered", "PLAIN");

        Harmonized foreign = edifact("UNOZ:3", "Gebäude".getBytes(ISO_8859_1));

        assertThat(texts(foreign)).containsExactly("PLAIN");
        assertThat(foreign.faults())
                .singleElement()
                .extracting(Fault::reason)
                .asString()
                .contains("UNOZ is no syntax identifier known here", "byte 0xE4", "ask the sender to declare UNOA");
    }

    /** X12.5 declares no character set: extended characters are UTF-8 where they are well-formed, else ISO 8859-1. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1"})
    void x12TextIsReadAsUtf8OrLatin1(Charset charset) {
        Harmonized result = x12("QUÉBEC".getBytes(charset));

        assertThat(result.faults()).isEmpty();
        assertThat(result.events())
                .singleElement()
                .extracting(EdiCharsetsTest::city)
                .isEqualTo("QUÉBEC");
    }

    @Test
    void x12TextOfAnyScriptIsReadInUtf8() {
        assertThat(x12("Βόλος 東京 חיפה".getBytes(UTF_8)).events())
                .singleElement()
                .extracting(EdiCharsetsTest::city)
                .isEqualTo("Βόλος 東京 חיפה");
    }

    @Test
    void aControlCharacterInX12IsAFaultWithItsPlace() {
        Harmonized result = x12(new byte[] {'A', 7, 'B'});

        assertThat(result.events()).isEmpty();
        assertThat(result.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.reason()).startsWith("byte 0x07 is a control character");
            assertThat(fault.place()).startsWith("segment 7 (MS1), byte ");
        });
    }

    private static Harmonized edifact(String syntax, byte[] text) {
        return MappingFolder.harmonize(LIBRARY, "bring", file(syntax, text));
    }

    /** Two deliveries, the first in these words, the second in plain ones. */
    private static byte[] file(String syntax, byte[] text) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(("UNB+" + syntax + "+7080000000000:14+HUB:14+260310:0900+5001'").getBytes(US_ASCII));
        message(file, 1, text);
        message(file, 2, "PLAIN".getBytes(US_ASCII));
        file.writeBytes("UNZ+2+5001'".getBytes(US_ASCII));
        return file.toByteArray();
    }

    private static void message(ByteArrayOutputStream file, int number, byte[] text) {
        String begin = "UNH+%1$d+IFTSTA:D:04A:UN'BGM+77+5001+9'CNI+1+700%1$d'STS+1+I::87:";
        file.writeBytes(begin.formatted(number).getBytes(US_ASCII));
        file.writeBytes(text);
        file.writeBytes("'DTM+78:202603100845:203'UNT+6+%d'".formatted(number).getBytes(US_ASCII));
    }

    private static Harmonized x12(byte[] city) {
        String file =
                """
                ISA*00*          *00*          *ZZ*FRLX           *ZZ*HUB            *260310*0900*U*00401*000000077*0*P*>~
                GS*QM*FRLX*HUB*20260310*0900*77*X*004010~
                ST*214*0001~
                B10*7001*SHP*FRLX~
                LX*1~
                AT7*D1*NS***20260309*1615*ET~
                MS1*CITY*QC*CA~
                SE*6*0001~
                GE*1*77~
                IEA*1*000000077~
                """;
        String bytes = file.replace("CITY", new String(city, ISO_8859_1));
        return MappingFolder.harmonize(LIBRARY, "freightline_ltl", bytes.getBytes(ISO_8859_1));
    }

    private static String city(TrackingEvent event) {
        TrackingEvent.Address address = event.event().location().address();
        return address == null ? "" : String.valueOf(address.city());
    }

    private static List<String> texts(Harmonized result) {
        return result.events().stream()
                .map(event -> String.valueOf(event.event().codes().carrier().freetextDetail()))
                .toList();
    }
}
