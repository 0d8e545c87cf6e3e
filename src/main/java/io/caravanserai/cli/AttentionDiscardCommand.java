package io.caravanserai.cli;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "discard",
        description = "Deletes a dead letter, or ends an alert that is seen to.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: ./hub attention discard 17"})
final class AttentionDiscardCommand extends AdminCommand {
    @Parameters(paramLabel = "ID", description = "Of the dead letter or of the alert, which is a number.")
    private String id = "";

    @Override
    void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
        boolean isAlert = id.matches("[0-9]+");
        hub.delete((isAlert ? "/admin/alerts/" : "/admin/dead-letters/") + AdminClient.encoded(id));
        out.println("Discarded: " + id);
    }
}
