package io.caravanserai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Customers of the hub. */
@Command(
        name = "account",
        description =
                "Add customers of the running hub, change their keys, and set how their tracking pages look and where their SSCCs come from.",
        mixinStandardHelpOptions = true,
        subcommands = {
            AccountCommand.Add.class,
            AccountKeyCommand.class,
            AccountBrandCommand.class,
            AccountSsccCommand.class
        })
final class AccountCommand {

    @Command(
            name = "add",
            description = "Add a customer; prints the account number and the API key, which is shown only once.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n",
            footer = {"  ./hub account add \"My Shop\"", "  KEY=$(./hub account add \"My Shop\" --key-only)"})
    static final class Add extends AdminCommand {
        @Option(
                names = "--sandbox",
                description =
                        "Buy nothing for this customer, ever: all labels are made by the hub and marked as tests.")
        private boolean sandbox;

        @Option(names = "--key-only", description = "Print the API key alone, for KEY=$(./hub account add ...).")
        private boolean keyOnly;

        @Parameters(paramLabel = "NAME", description = "The customer's name.")
        private String name = "";

        @Override
        void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
            JsonNode account = hub.post("/admin/accounts", Map.of("name", name, "sandbox", sandbox));
            if (keyOnly) {
                out.println(account.path("key").asText());
            } else {
                out.println("Account " + account.path("account_number").asText() + " for " + name
                        + (sandbox ? ", a sandbox: nothing is bought for it" : ""));
                out.println("Key     " + account.path("key").asText());
                out.println("The key is shown only this once; send it as header x-key, with x-version: v1.");
            }
        }
    }
}
