package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.runtime.EditedHub;
import io.caravanserai.runtime.TestCustomer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./hub shipment}, {@code partner}, {@code route} and {@code label queue} against a running hub. */
class DeskCommandsTest {
    static EditedHub hub;
    static TestCustomer customer;
    static String shipment;
    static Path config;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        hub = EditedHub.with(folder, "acme");
        config = Files.writeString(
                folder.resolve("desk.properties"),
                "hub.management.port=" + hub.hub().hub().managementPort() + "\nhub.admin.token="
                        + hub.hub().hub().adminToken() + "\n");
        customer = TestCustomer.of(hub.hub());
        shipment = customer.track("acme", "C1");
        hub.post("acme", "C1");
        await().until(() -> customer.told("C1").size() == 1);
    }

    @AfterAll
    static void stop() {
        customer.close();
        hub.close();
    }

    @Test
    void aShipmentIsFoundToldAndExplained() throws Exception {
        ProjectCopy.Ended told = run("shipment", "C1");
        ProjectCopy.Ended explained = run("shipment", "C1", "--explain", "last");
        ProjectCopy.Ended json = run("shipment", shipment, "--json");
        ProjectCopy.Ended none = run("shipment", "nobody");

        assertThat(told.out())
                .contains(shipment, "collection/collected", "by webhook")
                .contains("made by");
        assertThat(explained.out()).contains("makes the same event", "tracking.map.yaml:", "tracking_number");
        assertThat(json(json).at("/shipment/id").asText()).isEqualTo(shipment);
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("Nothing is called 'nobody'");
    }

    @Test
    void aPartnerIsShownPausedAndResumed() throws Exception {
        ProjectCopy.Ended list = run("partner", "list");
        ProjectCopy.Ended shown = run("partner", "show", "carrier", "acme");
        ProjectCopy.Ended paused = run("partner", "pause", "customer", customer.account(), "--reason", "moving");
        ProjectCopy.Ended state = run("partner", "show", "customer", customer.account());
        ProjectCopy.Ended resumed = run("partner", "resume", "customer", customer.account(), "--json");
        ProjectCopy.Ended polled = run("partner", "poll", "carrier", "acme");

        assertThat(list.out()).contains("carrier   acme", customer.account());
        assertThat(shown.out()).contains("carrier-in-acme-webhook", "when the carrier calls");
        assertThat(paused.out()).startsWith("Paused ");
        assertThat(state.out()).contains("active, paused");
        assertThat(json(resumed).path("resumed")).hasSize(1);
        assertThat(polled.code()).isEqualTo(1);
        assertThat(polled.err()).contains("it calls the hub");
    }

    @Test
    void aTestIsSentAndASecretRenewed() throws Exception {
        ProjectCopy.Ended sent = run("partner", "test", "customer", customer.account());
        ProjectCopy.Ended rotated = run("partner", "rotate", "customer", customer.account(), "--json");

        assertThat(sent.out()).contains("Sent msg_");
        assertThat(json(rotated).path("secret").asText()).startsWith("whsec_");
    }

    @Test
    void routesAndQueuesAreListed() throws Exception {
        ProjectCopy.Ended routes = run("route", "list");
        ProjectCopy.Ended route = run("route", "show", "carrier-in-acme-webhook");
        ProjectCopy.Ended queues = run("label", "queue");
        ProjectCopy.Ended json = run("label", "queue", "--json");

        assertThat(routes.out()).contains("carrier-in-acme-webhook", "Started");
        assertThat(route.out()).contains("carrier-webhook-source", "kamelet:carrier-inbound-sink");
        assertThat(queues.out()).contains("sandbox/default");
        assertThat(json(json).path("accounts")).isNotEmpty();
        assertThat(run("route", "show", "none").err()).contains("No route none is loaded");
    }

    @Test
    void everyCommandThatAsksTheHubAnswersInOneLineOfJsonOnRequest() throws Exception {
        ProjectCopy.Ended account = run("account", "add", "Json Shop", "--json");
        ProjectCopy.Ended keys = run(
                "account", "key", "list", json(account).path("account_number").asText(), "--json");
        ProjectCopy.Ended mailboxes = run("mailbox", "list", "--json");

        assertThat(json(account).path("key").asText()).startsWith("crv_");
        assertThat(json(keys).path("keys")).hasSize(1);
        assertThat(json(mailboxes).path("mailboxes")).isEmpty();
        assertThat(List.of(account, keys, mailboxes))
                .allMatch(ended -> ended.out().lines().count() == 1);
    }

    private static JsonNode json(ProjectCopy.Ended ended) throws Exception {
        assertThat(ended.code()).as(ended.err()).isZero();
        return Json.parse(ended.out().getBytes(StandardCharsets.UTF_8));
    }

    private static ProjectCopy.Ended run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--config", config.toString()));
        return ProjectCopy.hub(all.toArray(String[]::new));
    }
}
