package io.caravanserai.label.gs1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckDigitTest {
    /** Numbers that GS1 prints as examples: EAN-13, EAN-8, UPC-A, GTIN-14, SSCC. */
    @ParameterizedTest
    @ValueSource(strings = {"4006381333931", "96385074", "036000291452", "15400141288763", "106141412345678908"})
    void agreesWithPrintedExamples(String number) {
        assertThat(CheckDigit.isGood(number)).isTrue();
        assertThat(CheckDigit.append(number.substring(0, number.length() - 1))).isEqualTo(number);
    }

    @Property(tries = 200)
    void findsEveryWrongDigit(
            @ForAll @StringLength(min = 2, max = 17) @CharRange(from = '0', to = '9') String digits,
            @ForAll @IntRange(max = 16) int place,
            @ForAll @IntRange(min = 1, max = 9) int change) {
        StringBuilder wrong = new StringBuilder(CheckDigit.append(digits));
        int at = place % wrong.length();
        wrong.setCharAt(at, (char) ('0' + (wrong.charAt(at) - '0' + change) % 10));

        assertThat(CheckDigit.isGood(wrong.toString())).isFalse();
    }

    @Test
    void wantsDigits() {
        assertThatThrownBy(() -> CheckDigit.of("12x")).hasMessageContaining("something else than digits at 3");
        assertThat(CheckDigit.isGood("7")).isFalse();
    }
}
