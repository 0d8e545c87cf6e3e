package io.caravanserai.label.gs1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UpuS10Test {
    @Test
    void agreesWithThePrintedExample() {
        assertThat(new UpuS10("RR", 47312482, "GB")).hasToString("RR473124829GB");
        assertThat(new UpuS10("RR", 47312482, "GB").text()).isEqualTo("RR 473 124 829 GB");
    }

    @Property(tries = 200)
    void isReadBackAndEveryWrongCheckDigitIsFound(
            @ForAll @IntRange(max = 99_999_999) int serial, @ForAll @IntRange(min = 1, max = 9) int change) {
        UpuS10 item = new UpuS10("CC", serial, "DE");
        StringBuilder wrong = new StringBuilder(item.toString());
        wrong.setCharAt(10, (char) ('0' + (wrong.charAt(10) - '0' + change) % 10));

        assertThat(UpuS10.parse(item.toString())).isEqualTo(item);
        assertThat(UpuS10.parse(item.text())).isEqualTo(item);
        assertThatThrownBy(() -> UpuS10.parse(wrong.toString())).hasMessageContaining("check digit");
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> new UpuS10("XX", 1, "DE")).hasMessageContaining("\"XX\" is no service indicator");
        assertThatThrownBy(() -> new UpuS10("RR", 1, "XX")).hasMessageContaining("\"XX\" is no country code");
        assertThatThrownBy(() -> new UpuS10("RR", 100_000_000, "DE")).hasMessageContaining("eight digits");
        assertThatThrownBy(() -> UpuS10.parse("RR47312482GB")).hasMessageContaining("form of UPU S10");
    }
}
