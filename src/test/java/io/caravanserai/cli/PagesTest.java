package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.event.Json;
import io.caravanserai.kafka.KafkaClients;
import io.caravanserai.testkit.PageBlock;
import io.caravanserai.testkit.PageJson;
import io.caravanserai.testkit.PageShell;
import io.caravanserai.testkit.WebhookSink;
import io.caravanserai.tls.TestCertificates;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pastes the commands of pages into a shell, block after block, beside one hub, and holds what comes to the page. */
class PagesTest {
    private static final String SAMPLE =
            """
            {"parcels": [{"trackingNo": "AC1000000017", "history": [
              {"scanCode": "PU1", "scannedAt": "2026-03-02T16:05:00+01:00", "town": "Oslo", "countryCode": "NO"},
              {"scanCode": "DEL", "scannedAt": "2026-03-03T09:40:00+01:00", "town": "Bergen", "countryCode": "NO"}]}]}
            """;
    /** Stands for the reader, who knows what the carrier's codes mean. */
    private static final String EDITOR =
            "sed -i -e s/^#.,PU1,,,,,/,PU1,collection,collected,,,/ -e s/^#.,DEL,,,,,/,DEL,delivery,delivered,,,/";

    private static final String LOGO =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgABc3UBGAAAAABJRU5ErkJggg==";

    private static final String TOKEN = "ACME_WEBHOOK_TOKEN";

    @TempDir
    static Path folder = Path.of("unset");

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static PagesHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = PagesHub.start(folder);
        Files.writeString(folder.resolve("payload.json"), SAMPLE);
        Files.write(folder.resolve("logo.png"), Base64.getDecoder().decode(LOGO));
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "events.md",
                "labels-api.md",
                "labels-barcodes.md",
                "labels-batches.md",
                "labels-convert.md",
                "tracking-page.md",
                "operate/data.md",
                "operate/security.md",
                "operate/troubleshooting.md",
                "operate/backup.md"
            })
    void everyCommandDoesWhatThePageSays(String page) throws IOException, InterruptedException {
        try (PageShell shell = hub.terminal(Map.of("EDITOR", EDITOR))) {
            follow(shell, Path.of("docs", page));
        }
    }

    @Test
    void theCarrierOfTheRecipesIsHeardAsTheGuideCallsIt() throws Exception {
        PageBlock guide =
                PageBlock.of(Path.of("docs/integrator-guide.md"), "console").get(0);
        String call = guide.text().lines().skip(1).collect(Collectors.joining()).replace("$ curl", "curl -s");
        try (PageShell shell = hub.terminal(Map.of("EDITOR", EDITOR, TOKEN, PageFiles.SECRET))) {
            follow(shell, Path.of("docs/recipes.md"));

            // the running hub has to see the new route first
            String said = shell.paste("until " + hub.ported(call) + "; do sleep 0.2; done");

            assertThat(guide.text()).startsWith("$ " + TOKEN + "=… ./hub run");
            assertThat(said).endsWith("{\"accepted\":true}");
        }
    }

    private static void follow(PageShell shell, Path page) throws IOException {
        List<PageBlock> blocks = PageBlock.of(page).stream()
                .filter(PageBlock::isCommands)
                // those are of a cluster: PgDumpTest
                .filter(block -> !block.text().startsWith("pg_dump"))
                .toList();
        for (PageBlock block : blocks) {
            new PageBlock(block.language(), block.text(), hub.ported(block.answer()))
                    .holds(shell.paste(hub.ported(block.text())));
        }
        assertThat(blocks).isNotEmpty();
    }

    @Test
    void whatIsShownOfRoutesMappingsAndTemplatesRunsInAHub() throws Exception {
        JsonNode files = PagesHub.json(hub.manage("GET", "/admin/routes", "")).path("files");
        assertThat(files)
                .filteredOn(file -> !file.path("status").asText().equals("running"))
                .isEmpty();
        assertThat(files).hasSizeGreaterThan(40);
        assertThat(hub.log()).doesNotContain("unknown setting", "set aside");
        try (PageShell shell = hub.terminal(Map.of())) {
            assertThat(shell.paste("./hub check")).contains("no findings");
            assertThat(shell.paste("./hub label make docs/examples/shipment.json --template my-label"))
                    .contains("wrote label-2.pdf");
            // the sample has codes and times that not even the whole mapping knows
            assertThat(shell.paste("./hub try ups edi-mappings/ups/samples/track-api.json || true"))
                    .containsPattern("2026-03-05T14:10:02-07:00 +delivery/delivered");
            assertThat(shell.paste("./hub edi edi-mappings/bring/samples/delivered.edi"))
                    .contains("Date and time");
        }
    }

    @Test
    void settingsAreReadAsPagesShowThem() throws Exception {
        for (String page : List.of("security.md", "traces-and-logs.md")) {
            String shown = PageBlock.of(Path.of("docs/operate", page), "properties").stream()
                    .map(PageBlock::text)
                    .collect(Collectors.joining());
            Settings settings = Settings.of(Files.writeString(folder.resolve("page.properties"), shown));

            assertThat(settings.unknown()).as(page).isEmpty();
            assertThat(HubConfig.from(settings)).as(page).isNotNull();
        }
    }

    @Test
    void theFileOfKafkasClientIsReadByIt() throws Exception {
        Path certificate = folder.resolve("kafka-ca.pem");
        TestCertificates.make(folder, "RSA", "kafka").write(certificate, folder.resolve("kafka.key"));
        Path file = Files.writeString(
                folder.resolve("client.properties"),
                PageBlock.of(Path.of("docs/operate/cluster.md"), "properties")
                        .get(0)
                        .text()
                        .replace("/etc/caravanserai/kafka-ca.pem", certificate.toString()));
        HubConfig config = HubConfig.from(
                Settings.of(Map.of("hub.kafka.brokers", "localhost:9", "hub.kafka.client-file", file.toString())));

        // the client reads login and certificates before it connects
        try (Admin client =
                Admin.create(KafkaClients.of(config.kafka(), "localhost:9").with(Map.of()))) {
            assertThat(client).isNotNull();
        }
    }

    @Test
    void aPartnersFileIsTakenAndTheListTellsOfIt() throws Exception {
        Path page = Path.of("docs/mailbox.md");
        Files.writeString(folder.resolve("scans.csv"), "number,scan\nV1,PU\n");
        try (PageShell shell = hub.terminal(Map.of())) {
            String found = shell.paste("command -v sftp ssh-keygen || true");
            assumeTrue(found.lines().count() == 2, "install openssh-client to run this test");
            for (String key : List.of("small_vans", "blue_shop", "new")) {
                shell.paste("ssh-keygen -q -t ed25519 -N '' -f " + key);
            }
            follow(shell, page);
            Files.writeString(folder.resolve("data/mailbox/small_vans/home/outbox/news.csv"), "news");
            shell.paste(sftp(PageBlock.of(page, "console").get(0)));
        }
        assertThat(folder.resolve("news.csv")).hasContent("news");
        JsonNode shown =
                PageJson.of(PageBlock.of(Path.of("docs/file-codecs.md"), "json").get(0));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(PageJson.notSaid(
                        shown, PagesHub.json(hub.manage("GET", "/admin/files?carrier=small_vans", ""))))
                .isEmpty());
    }

    /** The client has no terminal here: it reads its commands from a file, and believes the host key as its user would. */
    private static String sftp(PageBlock session) throws IOException {
        List<String> lines = session.text().lines().toList();
        Path batch = Files.write(
                folder.resolve("batch"),
                lines.stream().skip(1).map(line -> line.replace("sftp> ", "")).toList());
        return hub.ported(lines.get(0))
                .replace(
                        "$ sftp ",
                        "sftp -b " + batch + " -i new -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null ")
                .replace("hub.example", "127.0.0.1");
    }

    @Test
    void aShipmentIsPreparedAsThePageShows() throws Exception {
        List<PageBlock> shown = PageBlock.of(Path.of("docs/labels-prepare.md"), "json");
        PagesHub.Account account = hub.account();
        String prepared = PageRequests.prepared();

        HttpResponse<String> taken = hub.post(account, "/shipments", Json.parse(bytes(prepared)));
        HttpResponse<String> refused =
                hub.post(account, "/shipments", Json.parse(bytes(PageRequests.wrongPostalCode())));

        assertThat(PagesHub.json(taken).path("preparation"))
                .isEqualTo(PageJson.of(shown.get(0)).path("preparation"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(Json.parse(bytes(refused.body()))).isEqualTo(PageJson.of(shown.get(1)));
    }

    @Test
    void aTracardiServerIsToldAsThePageShows() throws Exception {
        List<PageBlock> shown = PageBlock.of(Path.of("docs/events.md"), "json");
        PagesHub.Account account = hub.account();
        try (WebhookSink sink = WebhookSink.start("127.0.0.1", 0)) {
            String[] request = shown.get(0).text().split("\n", 2);
            String path = request[0].replace("POST ", "").replace("{account_number}", account.number());
            String body = request[1].replace("https://tracardi.example", sink.url());

            assertThat(hub.post(account, path, Json.parse(bytes(body))).statusCode())
                    .isEqualTo(201);
            PagesHub.json(hub.post(account, "/trackers", Json.parse(bytes(PageRequests.TRACKER))));
            PagesHub.json(hub.post(account, "/carriers/sandbox/events", Json.parse(bytes(PageRequests.SCAN))));

            await().atMost(PATIENCE).until(() -> !sink.received().isEmpty());
            JsonNode told = Json.parse(sink.received().get(0).body());
            assertThat(PageJson.notSaid(PageJson.of(shown.get(1)), told)).isEmpty();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
