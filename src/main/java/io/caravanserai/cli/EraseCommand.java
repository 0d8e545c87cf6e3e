package io.caravanserai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.erasure.ErasureReport;
import io.caravanserai.event.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./hub erase}: takes a person out of what the running hub keeps. */
@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        description = {
            "Erase a person from the running hub and tell what it cannot reach.",
            "Name the person by one of --email, --phone, --name with --postcode, --shipment or --profile. Shipments"
                    + " keep their numbers, states and times and lose the person; profiles of visitors go. Look first with"
                    + " --dry-run. The hub keeps a report, which does not name the person, in the folder erasures."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./hub erase --email jane@shop.example --dry-run",
            "  ./hub erase --name \"Jane Roe\" --postcode 10118"
        })
final class EraseCommand extends AdminCommand {
    private static final Duration PATIENCE = Duration.ofHours(2);

    @Option(names = "--email", paramLabel = "ADDRESS", description = "E-mail address in shipments and events.")
    private @Nullable String email;

    @Option(names = "--phone", paramLabel = "NUMBER", description = "Telephone number, national or international.")
    private @Nullable String phone;

    @Option(names = "--name", description = "Name as in shipments, together with --postcode.")
    private @Nullable String name;

    @Option(names = "--postcode", description = "Postal code of that person's address.")
    private @Nullable String postcode;

    @Option(names = "--shipment", paramLabel = "ID", description = "The one to whom this shipment goes.")
    private @Nullable String shipment;

    @Option(names = "--profile", paramLabel = "ID", description = "A profile of visitors.")
    private @Nullable String profile;

    @Option(names = "--dry-run", description = "Only tell what would be erased.")
    private boolean dryRun;

    @Override
    void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
        ObjectNode asked = Json.mapper().createObjectNode();
        asked.put("email", email).put("phone", phone).put("name", name).put("postcode", postcode);
        asked.put("shipment", shipment).put("profile", profile).put("dry_run", dryRun);
        JsonNode answer = hub.postPatiently("/admin/erase", asked, PATIENCE);
        out.print(Json.mapper().treeToValue(answer, ErasureReport.class).words());
    }
}
