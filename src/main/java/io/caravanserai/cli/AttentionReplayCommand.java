package io.caravanserai.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        description = "Sends a dead letter on its way again.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: ./hub attention replay inbound-4f0c…"})
final class AttentionReplayCommand extends AdminCommand {
    @Parameters(paramLabel = "ID", description = "Of the dead letter, as ./hub attention --kind letter tells it.")
    private String id = "";

    @Override
    void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
        hub.post("/admin/dead-letters/" + AdminClient.encoded(id) + "/replay", Map.of());
        out.println("On its way again: " + id);
    }
}
