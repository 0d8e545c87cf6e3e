package io.caravanserai.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.cli.ProjectCopy.Ended;
import io.caravanserai.harmonize.SampleLines;
import io.caravanserai.runtime.TestCustomer;
import io.caravanserai.runtime.TestHub;
import io.caravanserai.scaffold.Intake;
import io.caravanserai.scaffold.PayloadKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of an integrator from nothing to a working carrier, by commands alone, in a copy of the project. */
class GoldenPathTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void everyIntakeTakesEveryFormat() throws Exception {
        ProjectCopy project = ProjectCopy.in(folder);
        for (Intake by : Intake.values()) {
            for (PayloadKind format : PayloadKind.values()) {
                startsToWork(project, by, format);
            }
        }

        Ended checked = project.check();
        assertThat(checked.code()).as(checked.out()).isZero();
        assertThat(project.sampleTest(0))
                .contains("edi-mappings/webhook_json/samples/first.json")
                .contains("edi-mappings/poll_edifact_iftsta/samples/first.edi");
    }

    private static void startsToWork(ProjectCopy project, Intake by, PayloadKind format) throws IOException {
        String name = by + "_" + format.toString().replace('-', '_');
        Ended made = project.makeCarrier(name, "--by", by.toString(), "--format", format.toString());
        assertThat(made.code()).as(made.err()).isZero();
        Path sample = sample(project, name);
        assertThat(made.out()).contains("./hub try " + name + " " + sample);

        Ended tried = project.tryOut(name, sample, "--json");
        assertThat(tried.code()).as(tried.out() + tried.err()).isZero();
        assertThat(tried.out())
                .contains("0000000017", "\"milestone\":\"collection\"", "\"milestone\":\"delivery\"")
                .doesNotContain("\"time_basis\":\"unknown\"");
        Path expected = SampleLines.expectedFile(sample);
        String atFirst = Files.readString(expected);
        assertThat(project.tryOut(name, sample, "--accept").err()).contains("accepted: wrote " + expected);
        assertThat(expected).hasContent(atFirst);
    }

    @Test
    void aPayloadOfTheCarrierBecomesAProposalThenAMappingThenATest() throws Exception {
        ProjectCopy project = ProjectCopy.in(folder);
        Path payload = Files.writeString(
                folder.resolve("scans.json"),
                """
                {"parcels": [{"trackingNo": "AC1000000017", "history": [
                  {"scanCode": "PU1", "info": "Fetched", "scannedAt": "2026-03-02 16:05", "town": "Oslo", "countryCode": "NO"},
                  {"scanCode": "DEL", "info": "Handed over", "scannedAt": "2026-03-03 09:40", "town": "Bergen", "countryCode": "NO"}]}]}
                """);

        Ended made = project.makeCarrier("acme", "--by", "webhook", "--format", "json", "--sample", payload.toString());
        Path sample = project.mappings().resolve("acme/samples/scans.json");
        Path codes = project.mappings().resolve("acme/codes.csv");
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out()).contains("The sample gives 2 events and has 2 codes to fill in.");
        assertThat(codes).content().contains("# ,PU1,,,,,Fetched\n# ,DEL,,,,,Handed over\n");
        assertThat(project.routes().resolve("carriers/acme.camel.yaml"))
                .content()
                .contains("keyPath: \"/parcels/*/trackingNo\"");

        assertThat(project.tryOut("acme", sample).out()).contains(",PU1,,,,,Fetched\n", "2 unmapped codes");
        assertThat(project.tryOut("acme", sample, "--accept").code()).isEqualTo(1);
        assertThat(project.check().out()).contains("scans.json: warning: the sample has no expected result");
        assertThat(project.sampleTest(1)).contains("run: ./hub try acme");

        String filled = Files.readString(codes)
                .replace("# ,PU1,,,,,", ",PU1,collection,collected,,,")
                .replace("# ,DEL,,,,,", ",DEL,delivery,delivered,,,");
        Files.writeString(codes, filled);
        assertThat(project.tryOut("acme", sample, "--accept").code()).isZero();
        assertThat(project.check().code()).isZero();
        assertThat(project.sampleTest(0)).contains("edi-mappings/acme/samples/scans.json");

        sentInItShowsAtTheCustomer(project, sample);
    }

    private void sentInItShowsAtTheCustomer(ProjectCopy project, Path sample) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "the-token-of-acme");
        Map<String, String> settings = Map.of(
                "hub.routes.dir", project.routes().toString(),
                "hub.mappings.dir", project.mappings().toString(),
                "carrier.acme.webhook.secret", "file:" + secret);
        try (TestHub hub = TestHub.onSharedBroker(folder.resolve("data"), settings);
                TestCustomer customer = TestCustomer.of(hub)) {
            String id = customer.track("acme", "AC1000000017");
            assertThat(hub.post(
                                    "/carriers/acme/events",
                                    Files.readAllBytes(sample),
                                    "x-webhook-token",
                                    "the-token-of-acme",
                                    "Content-Type",
                                    "application/json")
                            .statusCode())
                    .isEqualTo(200);

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            customer.get("/shipments/" + id + "/track").body())
                    .contains("\"code\":\"delivered\"", "\"code\":\"collected\"", "Bergen"));
        }
    }

    @Test
    void aBrokenExpectationFailsTheSampleTest() throws Exception {
        ProjectCopy project = ProjectCopy.in(folder);
        project.makeCarrier("acme", "--by", "sftp", "--format", "csv");
        Path mapping = project.mappings().resolve("acme/tracking.map.yaml");
        Files.writeString(mapping, Files.readString(mapping).replace("scan.City", "scan.Country"), UTF_8);
        assertThat(project.sampleTest(1)).contains("Oslo");
    }

    private static Path sample(ProjectCopy project, String carrier) throws IOException {
        try (Stream<Path> files = Files.list(project.mappings().resolve(carrier).resolve("samples"))) {
            return files.filter(file -> !file.toString().endsWith(".expected.json"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
