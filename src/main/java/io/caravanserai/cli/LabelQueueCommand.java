package io.caravanserai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./hub label queue}: what waits to be labelled. */
@Command(
        name = "queue",
        mixinStandardHelpOptions = true,
        description = "Show what waits at each account of a carrier, or label by label what waits at one.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./hub label queue", "  ./hub label queue ups default --json"})
final class LabelQueueCommand extends AdminCommand {
    @Parameters(index = "0", arity = "0..1", paramLabel = "CARRIER", description = "The carrier.")
    private String carrier = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ACCOUNT",
            defaultValue = "default",
            description = "The account at the carrier (default: default).")
    private String account = "default";

    @Override
    void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
        if (!carrier.isEmpty()) {
            one(hub.get("/admin/labels/" + AdminClient.encoded(carrier) + "/" + AdminClient.encoded(account)), out);
            return;
        }
        JsonNode answer = hub.get("/admin/labels");
        if (answer.path("accounts").isEmpty()) {
            out.println("No route of this hub buys labels, and none waits.");
        }
        for (JsonNode lane : answer.path("accounts")) {
            out.printf(
                    "%-24s %6d wait%s%s%n",
                    lane.path("carrier_id").asText() + "/" + Words.or(lane.path("account"), "nobody"),
                    lane.path("waiting").asLong(),
                    lane.path("last_expected_utc").isNull()
                            ? ""
                            : ", the last until "
                                    + lane.path("last_expected_utc").asText(),
                    lane.path("paused_until_utc").isNull()
                            ? ""
                            : ", paused until " + lane.path("paused_until_utc").asText());
            lane.path("limits")
                    .forEach(limit -> out.printf(
                            "  %s: %d of %d used%n",
                            limit.path("limit").asText(),
                            limit.path("used").asLong(),
                            limit.path("most").asLong()));
        }
        answer.path("batches")
                .forEach(batch -> out.printf(
                        "batch %s %s: %d of %d labels, until %s%n",
                        Words.or(batch.path("name"), batch.path("id").asText()),
                        batch.path("status").asText(),
                        batch.path("made").asLong(),
                        batch.path("shipments").asLong(),
                        batch.path("deadline_utc").asText()));
    }

    private static void one(JsonNode page, PrintWriter out) {
        if (page.path("labels").isEmpty()) {
            out.println("Nothing waits there.");
        }
        page.path("labels")
                .forEach(label -> out.printf(
                        "%6d  %s  %s  %s  %s%n",
                        label.path("position").asLong(),
                        label.path("shipment_id").asText(),
                        label.path("account_number").asText(),
                        label.path("status").asText(),
                        label.path("expected_utc").asText()));
    }
}
