package io.caravanserai.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a tracking number or a secret holds, it stays a value where the route puts it. */
class ApiTemplateTest {
    private static final ApiTemplate.Values VALUES =
            new ApiTemplate.Values("me", "s3cret", new ApiLogin.Client("c1", "c&2"), "t0ken", "id1");

    private static ApiTemplate template(String url, String body, String contentType, String numberFormat) {
        return new ApiTemplate("POST", url, "X-Token={token};X-Id={id}", body, contentType, numberFormat, ",");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            application/json | "{number}" | a"b\\c | "a\\"b\\\\c"
            text/xml | <n>{number}</n> | a<b>&"' | <n>a&lt;b&gt;&amp;&quot;&apos;</n>
            application/x-www-form-urlencoded | n={number} | a&b=c d | n=a%26b%3Dc+d
            application/json | "{number}" | {secret} | "{secret}"
            text/xml | <n>{number}</n> | {token}{number} | <n>{token}{number}</n>
            """)
    void aNumberIsOnlyEverAValueOfTheBody(String type, String format, String number, String written) {
        byte[] body = template("https://c.example/", "{numbers}", type, format).bodyFor(List.of(number), VALUES);

        assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo(written);
    }

    @Test
    void aNumberInXmlInAnAddressIsEscapedForBoth() {
        ApiTemplate template =
                template("https://c.example/?xml=%3Cn%20v%3D%22{numbers}%22%2F%3E", "", "text/xml", "{number|xml}");

        assertThat(template.urlFor(List.of("1\"/><x"), VALUES))
                .isEqualTo("https://c.example/?xml=%3Cn%20v%3D%221%26quot%3B%2F%26gt%3B%26lt%3Bx%22%2F%3E");
    }

    @Test
    void credentialsStandWhereTheRoutePutsThem() {
        ApiTemplate template = template(
                "https://c.example/{user}/{numbers}?x=%3Cp%3E{clientSecret|xml}&c={clientId}",
                "", "text/xml", "{number}");

        assertThat(template.urlFor(List.of("A/1", "B"), VALUES))
                .isEqualTo("https://c.example/me/A%2F1,B?x=%3Cp%3Ec%26amp%3B2&c=c1");
        assertThat(template.headersFor(VALUES)).isEqualTo(Map.of("X-Token", "t0ken", "X-Id", "id1"));
    }
}
