package io.caravanserai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./hub partner}: carriers and customers of a running hub. */
@Command(
        name = "partner",
        description =
                "Show carriers and customers; poll one now, pause and resume it, send it a test, renew its secret.",
        mixinStandardHelpOptions = true,
        subcommands = {
            PartnerCommand.ListAll.class,
            PartnerCommand.Show.class,
            PartnerCommand.Poll.class,
            PartnerCommand.Pause.class,
            PartnerCommand.Resume.class,
            PartnerCommand.Test.class,
            PartnerCommand.Rotate.class
        })
final class PartnerCommand {

    @Command(
            name = "list",
            description = "List carriers and customers.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub partner list")
    static final class ListAll extends AdminCommand {
        @Option(names = "--name", description = "Only those with this in their name.")
        private String name = "";

        @Override
        void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
            JsonNode answer = hub.get("/admin/partners?limit=500&q=" + AdminClient.encoded(name));
            answer.path("carriers")
                    .forEach(carrier -> out.printf(
                            "carrier   %-28s %2d routes, last heard of %s%n",
                            carrier.path("id").asText(),
                            carrier.path("routes").size(),
                            Words.or(carrier.at("/contacts/0/at_utc"), "never")));
            answer.path("customers")
                    .forEach(customer -> out.printf(
                            "customer  %-10s %-28s %d endpoints%s%s%n",
                            customer.path("id").asText(),
                            customer.path("name").asText(),
                            customer.path("endpoints").asLong(),
                            customer.path("failing").asLong() > 0
                                    ? ", " + customer.path("failing").asLong() + " fail"
                                    : "",
                            customer.path("paused").asLong() > 0 ? ", paused" : ""));
            if (!answer.path("next").isNull()) {
                out.println("There are more; --name narrows the list.");
            }
        }
    }

    /** A command about one partner. */
    abstract static class OfOne extends AdminCommand {
        @Parameters(index = "0", paramLabel = "KIND", description = "carrier or customer.")
        private String kind = "";

        @Parameters(index = "1", paramLabel = "ID", description = "The carrier's name, or the account number.")
        private String id = "";

        String path(String act) {
            return "/admin/partners/" + AdminClient.encoded(kind) + "/" + AdminClient.encoded(id) + act;
        }

        String called() {
            return kind + " " + id;
        }
    }

    @Command(
            name = "show",
            description = "Show a partner with its routes or endpoints.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub partner show carrier bring")
    static final class Show extends OfOne {
        @Override
        void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
            JsonNode partner = hub.get(path(""));
            partner.path("contacts")
                    .forEach(contact ->
                            out.println("last " + contact.path("what").asText() + "  "
                                    + contact.path("at_utc").asText()));
            partner.path("routes").forEach(route -> route(route, out));
            for (JsonNode endpoint : partner.path("endpoints")) {
                out.printf(
                        "%s  %s  %s%s, %d wait%n",
                        endpoint.path("id").asText(),
                        endpoint.path("endpoint").asText(),
                        endpoint.path("status").asText(),
                        endpoint.path("paused_utc").isNull() ? "" : ", paused",
                        endpoint.path("waiting").asLong());
            }
        }

        private static void route(JsonNode route, PrintWriter out) {
            out.printf(
                    "%s  %s, %s%s%n",
                    route.path("id").asText(),
                    route.path("way").asText(),
                    route.path("paused_utc").isNull() ? route.path("status").asText() : "paused",
                    route.path("schedule").asText().isEmpty()
                            ? ""
                            : ", " + route.path("schedule").asText());
            if (!route.path("server").isNull()) {
                out.println("  " + route.path("server").asText() + "  " + Words.or(route.path("host_key"), ""));
            }
            if (!route.path("health_reason").isNull()) {
                out.println("  " + route.path("health_reason").asText());
            }
            route.path("credentials")
                    .forEach(credential -> out.printf(
                            "  %s %s: %s%n",
                            credential.path("name").asText(),
                            credential.path("where").asText(),
                            credential.path("present").asBoolean() ? "there" : "MISSING"));
        }
    }

    @Command(
            name = "poll",
            description = "Ask a carrier, and fetch its files, at once; its budget of calls still holds.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub partner poll carrier bring")
    static final class Poll extends OfOne {
        @Override
        void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
            JsonNode polled = hub.post(path("/poll"), Map.of());
            out.println(polled.path("numbers").asLong() + " numbers are due now.");
            polled.path("routes").forEach(route -> out.println(route.asText() + " looks for files now."));
            polled.path("busy").forEach(route -> out.println(route.asText() + " was at it already."));
        }
    }

    /** A command that may be about a part of a partner alone. */
    abstract static class OfPart extends OfOne {
        @Option(names = "--route", paramLabel = "ID", description = "This route alone.")
        private String route = "";

        @Option(names = "--subscription", paramLabel = "ID", description = "This subscription of a customer alone.")
        private String subscription = "";

        ObjectNode part() {
            return Json.mapper().createObjectNode().put("route", route).put("subscription", subscription);
        }
    }

    @Command(
            name = "pause",
            description = {
                "Pause a partner: its routes that fetch, ask or send, and what is sent to its endpoints.",
                "Nothing is lost meanwhile, and it counts as no failure; it lasts until it is resumed, also when the hub"
                        + " restarts."
            },
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub partner pause customer A1234567 --reason \"maintenance on their side\"")
    static final class Pause extends OfPart {
        @Option(names = "--reason", description = "Why, for the others.")
        private String reason = "";

        @Override
        void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
            JsonNode paused =
                    hub.post(path("/pause"), part().put("reason", reason)).path("paused");
            paused.forEach(one -> out.println("Paused " + one.asText()));
            if (paused.isEmpty()) {
                out.println("There is nothing to pause of " + called() + ".");
            }
        }
    }

    @Command(
            name = "resume",
            description = "End the pauses of a partner.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub partner resume customer A1234567")
    static final class Resume extends OfPart {
        @Override
        void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
            JsonNode resumed = hub.post(path("/resume"), part()).path("resumed");
            resumed.forEach(one -> out.println("Resumed " + one.asText()));
            if (resumed.isEmpty()) {
                out.println("Nothing of " + called() + " was paused.");
            }
        }
    }

    @Command(
            name = "test",
            description = "Send a customer's endpoints a message that is marked as a test.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub partner test customer A1234567")
    static final class Test extends OfPart {
        @Override
        void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
            for (JsonNode sent : hub.post(path("/test"), part()).path("sent")) {
                out.println("Sent " + sent.path("delivery").asText() + " to subscription "
                        + sent.path("subscription").asText() + "; GET /admin/deliveries/"
                        + sent.path("delivery").asText() + " tells what came of it.");
            }
        }
    }

    @Command(
            name = "rotate",
            description =
                    "Give a customer's subscription a new secret, which is shown only once; the old one signs too for"
                            + " a day.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub partner rotate customer A1234567")
    static final class Rotate extends OfPart {
        @Override
        void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
            JsonNode rotated = hub.post(path("/rotate"), part());
            out.println("Secret  " + rotated.path("secret").asText());
            out.println("Until " + rotated.path("previous_secret_until_utc").asText()
                    + " messages carry a signature by each. The secret is shown only this once.");
        }
    }
}
