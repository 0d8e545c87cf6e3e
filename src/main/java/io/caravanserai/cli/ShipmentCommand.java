package io.caravanserai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./hub shipment}: finds a shipment and tells its story. */
@Command(
        name = "shipment",
        mixinStandardHelpOptions = true,
        description = {
            "Find shipments of the running hub by any id, tracking number or reference; one that is found alone is told"
                    + " whole.",
            "--explain says which lines of mapping and code table made an event."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./hub shipment 1Z999AA10123456784",
            "  ./hub shipment PO-12 --json",
            "  ./hub shipment 1Z999AA10123456784 --explain last"
        })
final class ShipmentCommand extends AdminCommand {
    @Parameters(
            paramLabel = "QUERY",
            arity = "0..1",
            description = "Any id or reference; without one the shipments that changed last.")
    private String query = "";

    @Option(
            names = "--explain",
            paramLabel = "EVENT",
            description = "Id of an event, or last for the newest of the shipment.")
    private @Nullable String explain;

    @Override
    void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
        if (explain != null && !explain.equals("last")) {
            explain(hub, explain, out);
            return;
        }
        JsonNode found =
                hub.get("/admin/shipments?q=" + AdminClient.encoded(query)).path("shipments");
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    query.isEmpty()
                            ? "There are no shipments yet."
                            : "Nothing is called '" + query + "'; a part of a number is not enough.");
        }
        if (found.size() > 1) {
            found.forEach(line -> line(line, out));
            return;
        }
        JsonNode journey = hub.get("/admin/shipments/"
                + AdminClient.encoded(found.get(0).path("id").asText()));
        if (explain != null) {
            explain(hub, journey.at("/steps/0/event_id").asText(), out);
            return;
        }
        line(journey.path("shipment"), out);
        journey.path("steps").forEach(step -> step(step, out));
    }

    private static void line(JsonNode line, PrintWriter out) {
        out.printf(
                "%s  %s %s  %s  %s  %s%n",
                line.path("id").asText(),
                line.path("carrier_id").asText(),
                Words.or(line.path("tracking_number"), "-"),
                Words.or(line.path("account"), "no shipment has this number"),
                Words.code(line.path("status")),
                line.path("updated_utc").asText());
    }

    private static void step(JsonNode step, PrintWriter out) {
        out.printf(
                "%n%s (%s)  %s%s%s%n",
                step.path("carrier_time").asText(),
                step.path("time_basis").asText(),
                Words.code(step),
                step.path("out_of_order").asBoolean() ? ", came late" : "",
                step.path("replaced_by").isNull() ? "" : ", corrected since");
        out.println("  event    " + step.path("event_id").asText());
        out.println("  carrier  " + step.at("/carrier/code").asText() + " "
                + Words.or(step.at("/carrier/freetext_detail"), ""));
        out.println("  came     by " + step.at("/source/kind").asText() + " "
                + step.at("/source/name").asText() + ", byte "
                + step.at("/source/offset").asLong() + ", line "
                + step.at("/source/line").asLong());
        out.println("  made by  " + step.path("mapping").asText() + " "
                + Words.or(step.path("code_row"), "no row of the code table"));
        for (JsonNode told : step.path("told")) {
            out.println("  told     " + told.path("endpoint").asText() + ": "
                    + told.path("status").asText());
            told.path("calls")
                    .forEach(call -> out.printf(
                            "             %s  %s  %d ms  %s%n",
                            call.path("at_utc").asText(),
                            Words.or(call.path("http_status"), "no answer"),
                            call.path("ms").asLong(),
                            call.path("answer").asText()));
        }
    }

    private static void explain(AdminClient hub, String event, PrintWriter out)
            throws IOException, InterruptedException {
        JsonNode explained = hub.get("/admin/events/" + AdminClient.encoded(event) + "/explain");
        out.println(explained.path("words").asText());
        out.println();
        place(explained.path("mapping"), out);
        place(explained.path("code_row"), out);
        explained
                .path("fields")
                .forEach(field -> out.printf(
                        "%-28s %-40s %s%n",
                        field.path("field").asText(),
                        field.path("value").asText(),
                        field.at("/line/at").asText()));
        explained
                .path("differences")
                .forEach(change -> out.printf(
                        "%s: told '%s', now '%s'%n",
                        change.path("field").asText(),
                        Words.or(change.path("kept"), ""),
                        Words.or(change.path("now"), "")));
    }

    private static void place(JsonNode place, PrintWriter out) {
        if (!place.isNull()) {
            out.println(place.path("at").asText() + "  " + Words.or(place.path("text"), ""));
        }
    }
}
