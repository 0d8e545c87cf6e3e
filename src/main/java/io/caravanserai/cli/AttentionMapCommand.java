package io.caravanserai.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "map",
        description = "Adds a row to a carrier's code table, checked before and in use at once.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: ./hub attention map bring ZZ/9 in_transit/arrived_at_carrier_facility",
            "Then ./hub replay --carrier bring --from 24h reads again what came before."
        })
final class AttentionMapCommand extends AdminCommand {
    @Parameters(index = "0", paramLabel = "CARRIER", description = "The carrier's id.")
    private String carrier = "";

    @Parameters(index = "1", paramLabel = "CODE", description = "The carrier's code, as ./hub attention tells it.")
    private String code = "";

    @Parameters(
            index = "2",
            paramLabel = "HUB-CODE",
            description = "What it means: milestone/code or milestone/code/sub_code.")
    private String to = "";

    @Option(
            names = "--description",
            paramLabel = "WORDS",
            description = "The carrier's words, for who reads the table.")
    private String description = "";

    @Override
    void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
        String row = hub.post(
                        "/admin/codes", Map.of("carrier", carrier, "code", code, "to", to, "description", description))
                .path("row")
                .asText();
        out.println("Added and in use: " + row);
    }
}
