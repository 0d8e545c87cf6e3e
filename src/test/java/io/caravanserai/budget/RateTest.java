package io.caravanserai.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            5/s | 5/s
            250 / 10s | 250/10s
            1/6m | 1/6m
            5/s burst 10 | 5/s burst 10
            rolling 500/10m | rolling 500/10m
            quota 1000/d | quota 1000/d reset 00:00 UTC
            quota 250/1d reset 06:30 Europe/Berlin | quota 250/d reset 06:30 Europe/Berlin
            spacing 200ms | spacing 200ms
            5/s burst 10; rolling 90/m, quota 10/d reset 01:00 ; spacing 1s | 5/s burst 10; rolling 90/m; quota 10/d reset 01:00 UTC; spacing 1s
            """)
    void isReadAndWrittenAgain(String text, String written) {
        Rate rate = Rate.parse(text.replace(" / ", "/"));

        assertThat(rate.text()).isEqualTo(written);
        assertThat(Rate.parse(written)).isEqualTo(rate);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            fast | unknown word fast; known: rolling, quota, spacing
            roling 5/m | did you mean 'rolling'?
            0/s | '0' is no number from 1 to 1000000000
            5 | calls per period are missing
            5/s bust 10 | 'burst' and its value should follow
            5/s burst | 'burst' and its value should follow
            rolling 5 | calls per period are missing
            rolling 5/m burst 10 | too many words
            quota 1000/h | a quota is per day
            quota 1000/d Europe/Berlin | 'reset' and its value should follow
            quota 1000/d reset 25:00 | 25:00
            quota 1000/d reset 00:00 Europe/Berlim | Europe/Berlim
            spacing 0ms | is not between 1ms and 366d
            5/400d | is not between 1ms and 366d
            5/s;; spacing 1s | '' is no limit
            5/s; 10/s | two limits of one kind
            """)
    void saysWhatIsWrongAndWhatIsAllowed(String text, String message) {
        assertThatThrownBy(() -> Rate.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text.split(";", 2)[0].trim())
                .hasMessageContaining(message);
    }

    @Test
    void everyPartNamesAllThatMayBeWritten() {
        assertThatThrownBy(() -> Rate.parse("fast"))
                .hasMessageContaining("5/s")
                .hasMessageContaining("burst 10")
                .hasMessageContaining("rolling 500/10m")
                .hasMessageContaining("quota 1000/d reset 00:00 Europe/Berlin")
                .hasMessageContaining("spacing 200ms");
    }
}
