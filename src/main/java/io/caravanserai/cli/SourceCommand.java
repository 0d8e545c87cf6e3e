package io.caravanserai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where events of visitors may come from. */
@Command(
        name = "source",
        description = "Add and list the event sources of the running hub: web sites and servers that send events.",
        mixinStandardHelpOptions = true,
        subcommands = {SourceCommand.Add.class, SourceCommand.ListAll.class})
final class SourceCommand {

    @Command(
            name = "add",
            description = "Add an event source; prints its id, which callers name as source.id.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub source add \"My web site\" --origin https://shop.example")
    static final class Add extends AdminCommand {
        @Option(names = "--id", description = "The id that callers name; one is made unless told.")
        private @Nullable String id;

        @Option(
                names = "--type",
                defaultValue = "rest",
                description = "rest (POST /track) or webhook (/collect); rest unless told.")
        private String type = "rest";

        @Option(
                names = "--origin",
                description = "A web site whose browsers may send, such as https://shop.example; all unless told.")
        private List<String> origins = List.of();

        @Option(names = "--static-profiles", description = "Believe the source about the profile it names.")
        private boolean staticProfiles;

        @Option(names = "--id-only", description = "Print the id alone, for SOURCE=$(./hub source add ...).")
        private boolean idOnly;

        @Parameters(paramLabel = "NAME", description = "What the source is, for people.")
        private String name = "";

        @Override
        void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
            ObjectNode body = Json.mapper().createObjectNode().put("name", name).put("type", type);
            if (id != null) {
                body.put("id", id);
            }
            ObjectNode wanted = body.putObject("config").put("static_profile_id", staticProfiles);
            origins.forEach(wanted.putArray("allowed_origins")::add);
            JsonNode made = hub.post("/admin/event-sources", body);
            String given = made.path("id").asText();
            if (idOnly) {
                out.println(given);
            } else {
                out.println("Event source " + given + " for " + name);
                out.println(
                        type.equals("webhook")
                                ? "Send events to /collect/{event_type}/" + given + "."
                                : "Send {\"source\": {\"id\": \"" + given + "\"}, \"events\": [...]} to POST /track.");
            }
        }
    }

    @Command(
            name = "list",
            description = "List the event sources.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub source list")
    static final class ListAll extends AdminCommand {
        @Override
        void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
            JsonNode sources = hub.get("/admin/event-sources").path("event_sources");
            if (sources.isEmpty()) {
                out.println("There are no event sources; ./hub source add NAME makes one.");
            }
            for (JsonNode source : sources) {
                out.printf(
                        "%-38s %-8s %-4s %s%n",
                        source.path("id").asText(),
                        source.path("type").asText(),
                        source.path("enabled").asBoolean() ? "on" : "off",
                        source.path("name").asText());
            }
        }
    }
}
