package io.caravanserai.label.gs1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementStringTest {
    private static final String GS = "\u001d";

    @Test
    void putsPredefinedLengthsFirstAndSeparatesTheOthers() {
        ElementString elements = ElementString.empty()
                .with("421", "276D 10115")
                .with("00", "106141412345678908")
                .with("403", "HAM-07")
                .with("3302", "001250");

        assertThat(elements.data())
                .isEqualTo("00106141412345678908" + "3302001250" + "421276D10115" + GS + "403HAM-07");
        assertThat(elements.text()).isEqualTo("(00)106141412345678908(3302)001250(421)276D10115(403)HAM-07");
    }

    @Test
    void aFixedLengthThatIsNotPredefinedIsSeparatedToo() {
        assertThat(ElementString.empty()
                        .with("402", "06141411234567890")
                        .with("37", "2")
                        .data())
                .isEqualTo("40206141411234567890" + GS + "372");
    }

    @Test
    void percentEncodesAddresses() {
        ElementString address = ElementString.empty()
                .with("4301", "Jörg Müller")
                .with("4302", "100% + 1/2 \"Weg\"")
                .with("4307", "DE")
                .with("4308", "+49 40 123");

        assertThat(address.data())
                .isEqualTo("4301J%C3%B6rg+M%C3%BCller" + GS + "4302100%25+%2B+1/2+\"Weg\"" + GS + "4307DE" + GS
                        + "4308+4940123");
    }

    @Property(tries = 300)
    void anyTextIsPercentEncodedWithinItsLengthAndReadBack(@ForAll String text) {
        String wellFormed = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

        String encoded = PercentText.encode(wellFormed, 70);

        assertThat(encoded).hasSizeLessThanOrEqualTo(70).matches("[!\"%&'()*+,./0-9:;<=>?A-Z_a-z-]*");
        assertThat(wellFormed).startsWith(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
        assertThat(URLDecoder.decode(PercentText.encode(wellFormed, Integer.MAX_VALUE), StandardCharsets.UTF_8))
                .isEqualTo(wellFormed);
    }

    @Test
    void cutsLongTextsAtAWholeCharacter() {
        assertThat(ElementString.empty().with("4300", "x".repeat(32) + "éé").data())
                .isEqualTo("4300" + "x".repeat(32));
        assertThat(ElementString.empty().with("4300", "東".repeat(9)).data()).isEqualTo("4300" + "%E6%9D%B1".repeat(3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00  | 106141412345678907  | should have the check digit 8",
                "00  | 10614141234567890   | has 17 characters instead of 18",
                "01  | 1540014128876x      | has \"x\" where digits are allowed",
                "10  | a#b                 | has \"#\" where GS1 characters are allowed",
                "21  | 123456789012345678901 | has 21 characters instead of 1 to 20",
                "11  | 261301              | is no date as YYMMDD",
                "17  | 250229              | is no date as YYMMDD",
                "421 | 99910115            | is no country number of ISO 3166-1",
                "422 | 27                  | has 2 characters instead of 3",
                "4307| XX                  | is no country code of ISO 3166-1",
                "4321| 2                   | is neither 0 nor 1",
                "4324| 2611212460          | is no time as HHMM",
                "410 | 4012345000010       | should have the check digit 6",
            })
    void saysWhatIsWrong(String ai, String value, String wrong) {
        assertThatThrownBy(() -> ElementString.empty().with(ai, value))
                .isInstanceOf(Gs1Exception.class)
                .hasMessageContaining("AI " + ai)
                .hasMessageContaining(wrong);
    }

    @ParameterizedTest
    @CsvSource({
        "11,260200",
        "17,240229",
        "4324,2611219999",
        "4309,0123456789" + "0123456789",
        "423,276250",
        "7040,1A2B",
        "37,1",
        "402,06141411234567890",
        "3105,000001"
    })
    void takesWhatIsRight(String ai, String value) {
        assertThat(ElementString.empty().with(ai, value).data()).isEqualTo(ai + value);
    }

    @Test
    void refusesUnknownAndRepeatedIdentifiers() {
        assertThatThrownBy(() -> ElementString.empty().with("9999", "1"))
                .hasMessageContaining("AI 9999 is not known")
                .hasMessageContaining("310n");
        assertThatThrownBy(() -> ElementString.empty().with("37", "1").with("37", "2"))
                .hasMessageContaining("AI 37 is there already");
    }

    @Test
    void theTableCoversWhatLogisticLabelsUse() {
        assertThat(ApplicationIdentifier.all())
                .extracting(ApplicationIdentifier::ai)
                .contains("00", "01", "02", "10", "11", "13", "15", "17", "21", "37", "3100", "3305", "400", "401")
                .contains("402", "403", "410", "411", "412", "413", "414", "415", "416", "417", "420", "421", "422")
                .contains(
                        "4300", "4301", "4302", "4303", "4304", "4305", "4306", "4307", "4308", "4310", "4321", "7040");
    }
}
