package io.caravanserai.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /admin/erase}. */
public final class ErasureAdmin {
    private static final Logger LOG = LoggerFactory.getLogger(ErasureAdmin.class);

    private final Erasure erasure;
    private final Path reports;

    /** @param reports folder in which reports are kept */
    public ErasureAdmin(Erasure erasure, Path reports) {
        this.erasure = erasure;
        this.reports = reports;
    }

    /**
     * {@code {email | phone | name and postcode | shipment | profile, dry_run}}: 200 with the {@link ErasureReport}, once
     * it is done and the report is kept; 422 when the body does not name one person.
     */
    public HttpAnswer erase(HttpCall call) {
        try {
            JsonNode asked = Json.parse(call.body());
            boolean dryRun = asked.path("dry_run").asBoolean();
            ErasureReport report = erasure.run(Subject.of(asked), dryRun);
            if (!dryRun) {
                keep(report);
                LOG.info(
                        "a person was erased id={} asked={} shipments={} profiles={} waiting={}",
                        report.id(),
                        report.asked(),
                        report.shipments().size(),
                        report.profiles().size(),
                        report.waiting().size());
            }
            return HttpAnswer.json(200, report);
        } catch (JsonProcessingException e) {
            throw HttpProblem.of(422, "Send JSON such as {\"email\": \"jane@example.com\", \"dry_run\": true}.");
        } catch (IllegalArgumentException e) {
            throw HttpProblem.of(422, String.valueOf(e.getMessage()));
        }
    }

    private void keep(ErasureReport report) {
        try {
            Files.createDirectories(reports);
            Files.write(reports.resolve(report.id() + ".json"), Json.bytes(report));
            Files.write(reports.resolve(report.id() + ".txt"), report.words().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the person is erased, but the report cannot be kept in " + reports, e);
        }
    }
}
