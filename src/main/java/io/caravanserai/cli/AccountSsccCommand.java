package io.caravanserai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where a customer's SSCCs come from. */
@Command(
        name = "sscc",
        description = {
            "Show an account's ranges of SSCCs; with --prefix, have it take its numbers from a prefix of its own.",
            "Without one it has a test range, whose labels must not travel."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  ./hub account sscc A1234567 --prefix 9521234")
final class AccountSsccCommand extends AdminCommand {
    @Parameters(paramLabel = "ACCOUNT", description = "The account number.")
    private String account = "";

    @Option(names = "--prefix", description = "The customer's GS1 company prefix, 4 to 12 digits.")
    private @Nullable String prefix;

    @Option(names = "--extension", defaultValue = "0", description = "Extension digit, 0 to 9 (default: 0).")
    private String extension = "0";

    @Option(names = "--first", description = "First serial reference that is free (default: 0).")
    private @Nullable Long first;

    @Option(names = "--last", description = "Last serial reference (default: as many as fit).")
    private @Nullable Long last;

    @Override
    void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
        if (prefix != null) {
            out.println(words(hub.put("/admin/sscc-ranges/" + account, wanted(prefix))));
            return;
        }
        JsonNode ranges = hub.get("/admin/sscc-ranges?account=" + account).path("sscc_ranges");
        if (ranges.isEmpty()) {
            out.println(account + " has used no SSCC yet: its first one comes from a test range, unless --prefix sets"
                    + " its own.");
        }
        ranges.forEach(range -> out.println(words(range)));
    }

    private Map<String, Object> wanted(String companyPrefix) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("company_prefix", companyPrefix);
        wanted.put("extension_digit", extension);
        if (first != null) {
            wanted.put("first_serial", first);
        }
        if (last != null) {
            wanted.put("last_serial", last);
        }
        return wanted;
    }

    private static String words(JsonNode range) {
        return "%s %s: %d of %d taken, %s%s%s"
                .formatted(
                        range.path("extension_digit").asText(),
                        range.path("company_prefix").asText(),
                        range.path("taken").asLong(),
                        range.path("size").asLong(),
                        range.path("state").asText().replace('_', ' '),
                        range.path("active").asBoolean() ? ", in use" : "",
                        range.path("test").asBoolean() ? ", for tests only" : "");
    }
}
