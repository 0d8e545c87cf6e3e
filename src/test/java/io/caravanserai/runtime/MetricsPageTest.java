package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/operate/metrics.md, the dashboard and the alert rules beside the metrics of a hub at work. */
class MetricsPageTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final byte[] NONE = new byte[0];
    private static final int UNKNOWN = 400;
    private static final Pattern NAME =
            Pattern.compile("\\b(?:hub|camel|cache|jvm|process|system|app)_[a-z0-9_]*[a-z0-9]\\b");
    /** There only with a collector that works beside the hub, such as G1, or after a first collection. */
    private static final Pattern OF_SOME_COLLECTORS = Pattern.compile("jvm_gc_(concurrent|pause)_.*");

    private static TestHub hub;

    @BeforeAll
    static void work(@TempDir Path folder) throws Exception {
        hub = TestHub.onSharedBroker(
                folder,
                Map.of(
                        "hub.http.failure-rate", "100000",
                        "carrier.nordic_couriers.sftp.enabled", "true",
                        "carrier.nordic_couriers.sftp.host", "127.0.0.1",
                        "carrier.nordic_couriers.sftp.port", "1",
                        "carrier.nordic_couriers.sftp.delay", "500"));
        try (TestCustomer customer = TestCustomer.of(hub)) {
            customer.track("sandbox", "T1");
            hub.sandboxEvent("T1", "delivery/delivered/with_signature");
            String id = TestHub.json(customer.post("/shipments", ShipmentBody.of("in_house", 1, "pdf")))
                    .path("id")
                    .asText();
            await().atMost(PATIENCE)
                    .until(() -> customer.get("/shipments/" + id + "/labels").statusCode() == 200);
            await().atMost(PATIENCE)
                    .until(() -> scrape().contains("hub_webhook_attempts_total{outcome=\"delivered\"} 1.0"));
            await().atMost(PATIENCE).until(() -> scrape().contains("hub_route_up{"));
        }
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static String scrape() throws IOException, InterruptedException {
        return hub.manage("GET", "/metrics", NONE).body();
    }

    @Test
    void everyMetricIsOnThePageAndTheOtherWayRound() throws Exception {
        Set<String> told = scrape().lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceAll("[{ ].*", ""))
                .filter(name -> !OF_SOME_COLLECTORS.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> described = new TreeSet<>(described());
        described.removeIf(name -> OF_SOME_COLLECTORS.matcher(name).matches());

        assertThat(described).isEqualTo(told);
    }

    @Test
    void whatTheHubCountsIsWhatHappened() throws Exception {
        assertThat(scrape())
                .contains("hub_harmonize_messages_total 1.0", "hub_harmonize_events_total 1.0", "hub_labels_waiting ")
                .contains(
                        "hub_stage_lag{stage=\"harmonize\"} ",
                        "hub_route_up{route=\"carrier-in-nordic_couriers-sftp\"} 0.0")
                .doesNotContain("hub_stage_lag{stage=\"harmonize\"} NaN", "hub_deliveries_pending NaN");
    }

    @Test
    void whatPeopleSendMakesNoSeries() throws Exception {
        long before = scrape().lines().count();

        for (int i = 0; i < UNKNOWN / 4; i++) {
            hub.call("GET", "/nothing/" + i, NONE);
            hub.post("/carriers/nobody" + i + "/events", "{}".getBytes(StandardCharsets.UTF_8));
            hub.sandboxEvent("U" + i, "unheard/of/" + i);
            hub.call("GET", "/shipments/" + i, NONE, "x-key", "guess" + i, "x-version", "v1");
        }

        await().atMost(PATIENCE).until(() -> value("hub_harmonize_messages_total") > UNKNOWN / 4);
        await().atMost(PATIENCE).until(() -> value("hub_stage_lag{stage=\"post-tracking\"}") == 0);
        // routes that work for the first time tell how long they took, in three series each
        assertThat(scrape().lines().count()).isLessThan(before + 30);
        assertThat(scrape()).doesNotContain("nobody1", "unheard", "guess1", "nothing");
    }

    private static double value(String series) throws IOException, InterruptedException {
        return scrape().lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(Double.NaN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy/grafana/caravanserai.json", "deploy/prometheus/alerts.yml"})
    void queriesNameMetricsThatThereAre(String file) throws IOException {
        Set<String> asked = names(Files.readString(Path.of(file)));

        assertThat(asked).hasSizeGreaterThan(10).isSubsetOf(described());
    }

    @Test
    void theDashboardShowsEachPanelWhole() throws IOException {
        JsonNode dashboard = Json.parse(Files.readAllBytes(Path.of("deploy/grafana/caravanserai.json")));

        assertThat(dashboard.path("panels")).allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotEmpty();
            if (!panel.path("type").asText().equals("row")) {
                assertThat(panel.path("targets").findValuesAsText("expr"))
                        .isNotEmpty()
                        .allMatch(MetricsPageTest::isClosed);
                assertThat(panel.at("/gridPos/x").asInt()
                                + panel.at("/gridPos/w").asInt())
                        .isLessThanOrEqualTo(24);
            }
        });
        assertThat(dashboard.path("panels").findValuesAsText("id")).doesNotHaveDuplicates();
    }

    private static boolean isClosed(String query) {
        return query.chars().filter(c -> c == '(').count()
                        == query.chars().filter(c -> c == ')').count()
                && query.chars().filter(c -> c == '{').count()
                        == query.chars().filter(c -> c == '}').count();
    }

    @Test
    void everyAlertLeadsToAPlaceInTroubleshooting() throws IOException {
        String page = Files.readString(Path.of("docs/operate/troubleshooting.md"));
        Set<String> places = page.lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
        Set<String> named = new TreeSet<>();
        Matcher runbook = Pattern.compile("runbook: docs/operate/troubleshooting\\.md#(\\S+)")
                .matcher(Files.readString(Path.of("deploy/prometheus/alerts.yml")));
        while (runbook.find()) {
            named.add(runbook.group(1));
        }

        assertThat(named).hasSizeGreaterThan(5).isSubsetOf(places);
    }

    @Test
    void everyCallOfTroubleshootingIsAnswered() throws Exception {
        String page = Files.readString(Path.of("docs/operate/troubleshooting.md"));
        int calls = 0;
        for (Matcher call = Pattern.compile("(?m)^curl -s localhost:8081(\\S+)").matcher(page); call.find(); calls++) {
            assertThat(hub.manage("GET", call.group(1), NONE).statusCode())
                    .as(call.group(1))
                    .isEqualTo(200);
        }
        assertThat(calls).isGreaterThan(4);
    }

    private static Set<String> described() throws IOException {
        return names(Files.readString(Path.of("docs/operate/metrics.md")));
    }

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        for (Matcher name = NAME.matcher(text); name.find(); ) {
            names.add(name.group());
        }
        return names;
    }
}
