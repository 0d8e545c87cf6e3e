package io.caravanserai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "attention",
        description = "What needs a person: what it is, what it means and what to do.",
        mixinStandardHelpOptions = true,
        subcommands = {AttentionReplayCommand.class, AttentionDiscardCommand.class, AttentionMapCommand.class},
        footer = {"", "Example: ./hub attention --kind unmapped", "Exit code 0 whatever there is; scripts read --json."
        })
final class AttentionCommand extends AdminCommand {
    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "Only endpoint, alert, silent, unmapped, letter, acknowledgement or sscc.")
    private String kind = "";

    @Option(names = "--limit", paramLabel = "N", description = "At most so many of each kind (${DEFAULT-VALUE}).")
    private int limit = 5;

    @Override
    void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
        JsonNode answer = hub.get(
                "/admin/attention?limit=" + limit + (kind.isEmpty() ? "" : "&kind=" + AdminClient.encoded(kind)));
        if (answer.path("matters").isEmpty()) {
            out.println("Nothing needs you.");
        }
        for (JsonNode matter : answer.path("matters")) {
            out.println(matter.path("kind").asText() + " " + matter.path("id").asText() + "  "
                    + matter.path("subject").asText() + "  (since "
                    + matter.path("since_utc").asText() + ", "
                    + matter.path("times").asLong() + "x)");
            out.println("  " + matter.path("what").asText());
            out.println("  " + matter.path("means").asText());
            out.println("  To do: " + matter.path("todo").asText());
            out.println();
        }
    }
}
