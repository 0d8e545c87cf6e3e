package io.caravanserai.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.runtime.TestCustomer;
import io.caravanserai.runtime.TestHub;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller sends ends no line of an answer's head, where it could begin a header or an answer of its own. */
class HeaderInjectionTest {
    private static final String EVIL = "x%0d%0aX-Evil:%20yes%0d%0a%0d%0aHTTP/1.1%20200%20OK";

    static TestHub hub;
    static TestCustomer customer;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        hub = TestHub.onSharedBroker(folder, Map.of());
        customer = TestCustomer.of(hub);
    }

    @AfterAll
    static void stop() {
        customer.close();
        hub.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/shipments/%s",
        "DELETE,/shipments/%s",
        "GET,/shipments/%s/labels",
        "GET,/shipments/none/labels?format=%s",
        "GET,/shipments/%s/track",
        "GET,/label-batches/%s",
        "GET,/accounts/%s/webhooks/deliveries?status=%s",
        "POST,/carriers/%s/events",
        "POST,/carriers/sandbox/events?x=%s",
        "GET,/collect/%s/source/session",
        "GET,/collect/view/%s?x=%s",
        "GET,/t/%s",
        "GET,/t/none?lang=%s",
        "GET,/tracker/%s",
        "PUT,/%s"
    })
    void noCallerWritesTheHeadOfAnAnswer(String method, String path) throws Exception {
        HttpResponse<String> answer =
                hub.call(method, path.replace("%s", EVIL), new byte[0], "x-key", customer.key(), "x-version", "v1");

        assertThat(answer.headers().map()).doesNotContainKey("x-evil");
        assertThat(answer.statusCode()).isBetween(200, 499);
    }

    @Test
    void norDoWordsOfABody() throws Exception {
        String evil = "x\r\nX-Evil: yes";
        HttpResponse<String> answer =
                customer.post("/trackers", Map.of("carrier_id", "sandbox", "tracking_number", "H1", "uuid_ref", evil));

        assertThat(answer.headers().map()).doesNotContainKey("x-evil");
        assertThat(answer.statusCode()).isIn(201, 422);
    }

    @ParameterizedTest
    @CsvSource({"GET,/admin/accounts/%s/keys", "DELETE,/admin/alerts/%s", "GET,/admin/dead-letters/%s", "GET,/%s"})
    void norDoesWhoAdministers(String method, String path) throws Exception {
        HttpResponse<String> answer = hub.manage(method, path.replace("%s", EVIL), new byte[0]);

        assertThat(answer.headers().map()).doesNotContainKey("x-evil");
        assertThat(answer.statusCode()).isBetween(400, 499);
    }

    @Test
    void noPartOfTheHubCanAnswerWithALineBreakInAHeader() {
        HttpAnswer answer = HttpAnswer.empty(200);

        assertThatThrownBy(() -> answer.with("Location", "/a\r\nX-Evil: yes"))
                .hasMessage("a control character in the value of the header Location");
    }
}
