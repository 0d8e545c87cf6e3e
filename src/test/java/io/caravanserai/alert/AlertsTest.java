package io.caravanserai.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.retention.Retention;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.TestStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AlertsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    @OnBothStores
    void whatGoesWrongAgainAndAgainIsOneAlert(TestStore store) {
        // Given a poll that fails, and one of another carrier
        Alerts alerts = new Alerts(store.database(), CLOCK);
        alerts.raise(AlertKind.ROUTE_DOWN, "acme", "the folder is missing");
        alerts.raise(AlertKind.ROUTE_DOWN, "other", "the folder is missing");

        // When it fails once more, otherwise
        alerts.raise(AlertKind.ROUTE_DOWN, "acme", "the login is refused");

        // Then there is one alert of each, with the newest words
        assertThat(alerts.list(true, 10))
                .extracting(Alerts.Alert::subject, Alerts.Alert::words, Alerts.Alert::times)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("acme", "the login is refused", 2L),
                        org.assertj.core.groups.Tuple.tuple("other", "the folder is missing", 1L));
        assertThat(alerts.open()).isEqualTo(2);
    }

    @OnBothStores
    void raisedByManyAtOnceIsOneAlert(TestStore store) {
        Alerts alerts = new Alerts(store.database(), CLOCK);
        ConcurrentLinkedQueue<Boolean> news = new ConcurrentLinkedQueue<>();

        // When many transactions raise it at the same time
        IntStream.range(0, 20)
                .parallel()
                .forEach(n -> news.add(store.database()
                        .write(c -> Alerts.raise(c, AlertKind.ENDPOINT_GONE, "s1", "410", CLOCK.millis()))));

        // Then it is new to one of them alone
        assertThat(news).containsOnlyOnce(true).hasSize(20);
        assertThat(alerts.list(true, 10)).extracting(Alerts.Alert::times).containsExactly(20L);
    }

    @OnBothStores
    void whatIsOverIsListedOnRequestAndForgottenInTime(TestStore store) {
        // Given an alert that is over, and the same trouble anew
        Alerts alerts = new Alerts(store.database(), CLOCK);
        alerts.raise(AlertKind.HOST_KEY, "acme", "first");
        alerts.clear(AlertKind.HOST_KEY, "acme");
        alerts.clear(AlertKind.HOST_KEY, "acme");
        alerts.raise(AlertKind.HOST_KEY, "acme", "second");

        // Then only the new one lasts
        assertThat(alerts.list(true, 10)).extracting(Alerts.Alert::words).containsExactly("second");
        assertThat(alerts.list(false, 10)).extracting(Alerts.Alert::words).containsExactly("second", "first");

        // When the time to keep what is over is gone
        Retention retention = new Retention(store.database(), "hub-1", Optional.empty());
        assertThat(retention.forget(Alerts.EXPIRY, CLOCK.millis() + 1)).isEqualTo(1);

        // Then only what lasts is left
        assertThat(alerts.list(false, 10)).extracting(Alerts.Alert::words).containsExactly("second");
    }

    @OnBothStores
    void anOperatorListsAndDismisses(TestStore store) throws Exception {
        Alerts alerts = new Alerts(store.database(), CLOCK);
        AlertAdmin admin = new AlertAdmin(alerts);
        alerts.raise(AlertKind.FILE_STUCK, "acme/a.edi", "it cannot be fetched");

        // When listed
        JsonNode listed =
                json(admin.list(call(Map.of(), Map.of())).body()).path("alerts").get(0);

        // Then it says all there is to know
        assertThat(listed.path("kind").asText()).isEqualTo("file_stuck");
        assertThat(listed.path("subject").asText()).isEqualTo("acme/a.edi");
        assertThat(listed.path("words").asText()).isEqualTo("it cannot be fetched");
        assertThat(listed.path("raised_utc").asText()).isEqualTo("2026-11-21T12:00:00Z");
        assertThat(listed.path("cleared_utc").isNull()).isTrue();

        // When dismissed, then it is gone, and cannot be dismissed twice
        Map<String, String> id = Map.of("id", listed.path("id").asText());
        assertThat(admin.dismiss(call(id, Map.of())).status()).isEqualTo(204);
        assertThat(alerts.open()).isZero();
        assertThatThrownBy(() -> admin.dismiss(call(id, Map.of())))
                .isInstanceOfSatisfying(
                        HttpProblem.class, e -> assertThat(e.answer().status()).isEqualTo(404));
    }

    @OnBothStores
    void aBadQuestionIsAnsweredClearly(TestStore store) {
        AlertAdmin admin = new AlertAdmin(new Alerts(store.database(), CLOCK));
        assertThatThrownBy(() -> admin.list(call(Map.of(), Map.of("status", List.of("closed")))))
                .isInstanceOfSatisfying(
                        HttpProblem.class,
                        e -> assertThat(new String(e.answer().body(), UTF_8)).contains("must be open or all"));
        assertThatThrownBy(() -> admin.dismiss(call(Map.of("id", "x"), Map.of())))
                .isInstanceOfSatisfying(
                        HttpProblem.class, e -> assertThat(e.answer().status()).isEqualTo(404));
    }

    @Test
    void wordsAreStable() {
        assertThat(java.util.Arrays.stream(AlertKind.values()).map(AlertKind::word))
                .containsExactly(
                        "endpoint_gone",
                        "endpoint_failing",
                        "endpoint_disabled",
                        "host_key",
                        "route_down",
                        "poll_dead",
                        "file_stuck",
                        "mailbox_full",
                        "mailbox_login",
                        "certificate");
    }

    private static HttpCall call(Map<String, String> path, Map<String, List<String>> query) {
        return new HttpCall("GET", "/admin/alerts", path, query, Map.of(), "", new byte[0]);
    }

    private static JsonNode json(byte[] body) throws IOException {
        return Json.parse(body);
    }
}
