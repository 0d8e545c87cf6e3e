package io.caravanserai.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\"b\\c/d&e<f>'g h",
                "a\\\"b\\\\c/d&e<f>'g h",
                "a\\\"b\\\\c\\/d&e<f>'g h",
                "a\"b\\c/d&amp;e&lt;f&gt;'g h",
                "a&quot;b\\c/d&amp;e&lt;f&gt;&apos;g h",
                "a%22b%5Cc%2Fd%26e%3Cf%3E%27g+h",
                "a%22b%5Cc%2Fd%26e%3Cf%3E%27g%20h",
                "YSJiXGMvZCZlPGY+J2cgaA"
            })
    void hidesASecretAsJsonXmlUrlAndBase64WriteIt(String written) {
        mask.add("a\"b\\c/d&e<f>'g h");

        assertThat(mask.mask("said: " + written + ", no")).isEqualTo("said: ***, no");
    }

    @Test
    void aKeyOfSeveralLinesIsHiddenLineByLine() {
        mask.add("-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nshort\n-----END KEY-----\n");

        assertThat(mask.mask("bad key MIIEvQIBADANBgkqhkiG9w0BAQEFAASC, too short -----BEGIN KEY-----"))
                .isEqualTo("bad key ***, too short -----BEGIN KEY-----");
    }

    @Test
    void ofTokensTheLatestAreHidden() {
        mask.addToken("token-of-long-ago");
        IntStream.range(0, 256).forEach(i -> mask.addToken("t0k-" + i));

        assertThat(mask.mask("token-of-long-ago, t0k-0, t0k-255.")).isEqualTo("token-of-long-ago, ***, ***.");
    }

    @Test
    void leavesTextsAloneWhenThereIsNoSecret() {
        mask.add("");
        mask.add("a");

        assertThat(mask.mask("a carrier's words")).isEqualTo("a carrier's words");
    }
}
