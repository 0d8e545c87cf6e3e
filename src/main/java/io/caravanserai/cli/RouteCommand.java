package io.caravanserai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./hub route}: the routes of a running hub. */
@Command(
        name = "route",
        description = "Show the running hub's routes: where they are from, what they did and what takes the time.",
        mixinStandardHelpOptions = true,
        subcommands = {RouteCommand.ListAll.class, RouteCommand.Show.class})
final class RouteCommand {

    @Command(
            name = "list",
            description = "List the routes, and the files that do not run as they are saved.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub route list")
    static final class ListAll extends AdminCommand {
        @Override
        void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
            JsonNode answer = hub.get("/admin/routes");
            answer.path("routes").forEach(route -> line(route, out));
            for (JsonNode file : answer.path("files")) {
                if (!file.path("status").asText().equals("running")) {
                    out.println(file.path("file").asText() + ": "
                            + file.path("status").asText().replace('_', ' ') + ": "
                            + file.path("reason").asText());
                }
            }
        }
    }

    private static void line(JsonNode route, PrintWriter out) {
        out.printf(
                "%-44s %-9s %9d taken, %d failed, %.2f ms on average%n",
                route.path("id").asText(),
                route.path("status").asText(),
                route.path("count").asLong(),
                route.path("failed").asLong(),
                route.path("mean_ms").asDouble());
    }

    @Command(
            name = "show",
            description = "Show a route with its steps, the one that takes most of the time first.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub route show carrier-in-bring-push")
    static final class Show extends AdminCommand {
        @Parameters(paramLabel = "ID", description = "The route's id, as the list shows it.")
        private String id = "";

        @Override
        void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
            JsonNode answer = hub.get("/admin/routes/" + AdminClient.encoded(id));
            JsonNode route = answer.path("route");
            line(route, out);
            out.println("file  " + Words.or(route.path("file"), "none"));
            out.println("from  "
                    + Words.or(route.path("kamelet"), route.path("from").asText()));
            if (!route.path("last_failure").isNull()) {
                out.println("last failure " + route.path("last_failure_utc").asText() + ": "
                        + route.path("last_failure").asText());
            }
            answer.path("steps")
                    .forEach(step -> out.printf(
                            "%5.1f %%  %9d times  %10.3f ms  %s%n",
                            step.path("share").asDouble(),
                            step.path("count").asLong(),
                            step.path("mean_ms").asDouble(),
                            step.path("words").asText()));
        }
    }
}
