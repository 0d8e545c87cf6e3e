package io.caravanserai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The API keys of a customer. */
@Command(
        name = "key",
        description = {
            "Add, list and revoke a customer's API keys.",
            "To change a key: add a second one, have the customer change to it, then revoke the first."
        },
        mixinStandardHelpOptions = true,
        subcommands = {AccountKeyCommand.Add.class, AccountKeyCommand.ListAll.class, AccountKeyCommand.Revoke.class})
final class AccountKeyCommand {

    static String path(String account) {
        return "/admin/accounts/" + account + "/keys";
    }

    @Command(
            name = "add",
            description = "Make a further key; the others stay good. It is shown only once.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub account key add A1234567 --scopes read,track")
    static final class Add extends AdminCommand {
        @Parameters(paramLabel = "ACCOUNT", description = "The account number.")
        private String account = "";

        @Option(
                names = "--scopes",
                split = ",",
                description = "What it may be used for: read, ship, webhooks, track (default: all).")
        private List<String> scopes = new ArrayList<>();

        @Option(names = "--key-only", description = "Print the key alone.")
        private boolean keyOnly;

        @Override
        void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
            ObjectNode body = Json.mapper().createObjectNode();
            if (!scopes.isEmpty()) {
                scopes.forEach(body.putArray("scopes")::add);
            }
            JsonNode made = hub.post(path(account), body);
            if (keyOnly) {
                out.println(made.path("key").asText());
                return;
            }
            out.println("Key     " + made.path("key").asText());
            out.println("Id      " + made.path("id").asText());
            out.println("The key is shown only this once. Once the customer uses it, revoke the one before:");
            out.println("./hub account key list " + account + ", then ./hub account key revoke " + account + " ID");
        }
    }

    @Command(
            name = "list",
            description = "List the keys and when each was used last.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub account key list A1234567")
    static final class ListAll extends AdminCommand {
        @Parameters(paramLabel = "ACCOUNT", description = "The account number.")
        private String account = "";

        @Override
        void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
            for (JsonNode key : hub.get(path(account)).path("keys")) {
                List<String> words = new ArrayList<>();
                key.path("scopes").forEach(scope -> words.add(scope.asText()));
                out.printf(
                        "%s  %s...  %s, made %s, %s%s%n",
                        key.path("id").asText(),
                        key.path("hint").asText(),
                        String.join(" ", words),
                        key.path("created_utc").asText(),
                        key.path("used_utc").isNull()
                                ? "never used"
                                : "used " + key.path("used_utc").asText(),
                        key.path("revoked_utc").isNull()
                                ? ""
                                : ", revoked " + key.path("revoked_utc").asText());
            }
        }
    }

    @Command(
            name = "revoke",
            description = "From now on a key is good for nothing; on other nodes within seconds.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub account key revoke A1234567 01990c4e-7a10-7000-8000-000000000001")
    static final class Revoke extends AdminCommand {
        @Parameters(index = "0", paramLabel = "ACCOUNT", description = "The account number.")
        private String account = "";

        @Parameters(index = "1", paramLabel = "ID", description = "The key's id, as the list shows it.")
        private String id = "";

        @Override
        void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
            hub.delete(path(account) + "/" + id);
            out.println("Key " + id + " of account " + account + " is good for nothing any more");
        }
    }
}
