package io.caravanserai.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomerRequestTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | true",
                "text/html, */*;q=0.1 | true",
                "application/* | true",
                "application/json; charset=utf-8 | true",
                "text/html | false",
                "application/json;q=0 | false",
                "application/pdf, image/png | false"
            })
    void anAcceptHeaderWithoutJsonIsRefused(String accept, boolean accepted) {
        HttpCall call = call(Map.of("accept", accept), "");

        HttpProblem problem = catchThrowableOfType(HttpProblem.class, () -> CustomerRequest.acceptsJson(call));

        assertThat(problem == null).isEqualTo(accepted);
        if (problem != null) {
            assertThat(problem.answer().status()).isEqualTo(406);
        }
    }

    @Test
    void malformedJsonIsPlacedByLineAndColumn() {
        assertThat(text(refused(Map.of(), "{\n  \"a\": tru\n}", 400))).contains("line 2, column");
        refused(Map.of(), "", 400);
        refused(Map.of(), "[".repeat(200), 400);
        refused(Map.of(), "{} {}", 400);
    }

    @Test
    void anotherContentTypeIsRefused() {
        refused(Map.of("content-type", "application/x-www-form-urlencoded"), "{}", 415);
        assertThat(CustomerRequest.json(call(Map.of("content-type", "application/json; charset=UTF-8"), "{}"))
                        .isObject())
                .isTrue();
    }

    @Test
    void textThatCannotBeKeptIsNamed() {
        HttpAnswer answer =
                refused(Map.of(), "{\"a\":[\"ok\",\"\\u0000\"],\"b\":\"\\ud800\",\"c\":\"\\ud83d\\ude9a\"}", 422);

        assertThat(text(answer)).contains("$.a[1]", "$.b").doesNotContain("$.c");
    }

    private static HttpAnswer refused(Map<String, String> headers, String body, int status) {
        HttpProblem problem = catchThrowableOfType(HttpProblem.class, () -> CustomerRequest.json(call(headers, body)));
        assertThat(problem.answer().status()).isEqualTo(status);
        return problem.answer();
    }

    private static String text(HttpAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static HttpCall call(Map<String, String> headers, String body) {
        Map<String, List<String>> all = new HashMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return new HttpCall("POST", "/", Map.of(), Map.of(), all, "127.0.0.1", body.getBytes(StandardCharsets.UTF_8));
    }
}
