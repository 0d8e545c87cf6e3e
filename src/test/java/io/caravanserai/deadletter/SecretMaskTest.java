package io.caravanserai.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretMaskTest {
    private final SecretMask mask = new SecretMask();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            key k+y/9 is wrong         | key *** is wrong
            asked for ?key=k%2By%2F9&x | asked for ?key=***&x
            twice k+y/9k+y/9           | twice ******
            cut in the middle k+y/     | cut in the middle ***
            too little to tell k+y     | too little to tell k+y
            nothing of it              | nothing of it
            """)
    void hidesASecretWhereverItStands(String text, String masked) {
        mask.add("k+y/9");

        assertThat(mask.mask(text)).isEqualTo(masked);
    }

    @Test
    void hidesTheLongerOfTwoThatBeginAlike() {
        mask.add("abcd");
        mask.add("abcdefgh");

        assertThat(mask.mask("abcdefgh, abcd, x")).isEqualTo("***, ***, x");
    }

    @Test
    void leavesTextsAloneWhenThereIsNoSecret() {
        mask.add("");
        mask.add("a");

        assertThat(mask.mask("a carrier's words")).isEqualTo("a carrier's words");
    }
}
