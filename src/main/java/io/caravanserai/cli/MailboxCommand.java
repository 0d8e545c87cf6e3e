package io.caravanserai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Partners' mailboxes in the hub. */
@Command(
        name = "mailbox",
        description = "Add, list and remove partners' mailboxes in the running hub, and the keys that open them.",
        mixinStandardHelpOptions = true,
        subcommands = {
            MailboxCommand.Add.class,
            MailboxCommand.ListAll.class,
            MailboxCommand.Remove.class,
            MailboxKeyCommand.class
        })
final class MailboxCommand {

    /** The line of a .pub file. */
    static String publicKey(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("There is no file " + file + ": name the partner's .pub file.");
        }
        return Files.readString(file).trim();
    }

    @Command(
            name = "add",
            description = "Add a mailbox; prints what to tell the partner.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub mailbox add acme_freight --key acme.pub")
    static final class Add extends AdminCommand {
        @Parameters(paramLabel = "NAME", description = "The partner's login: lower-case letters, digits, _ and -.")
        private String name = "";

        @Option(names = "--key", paramLabel = "FILE", description = "The partner's public key, a .pub file.")
        private @Nullable Path key;

        @Option(
                names = "--for",
                defaultValue = "carrier",
                description = "carrier, whose files come in, or customer, whose files go out (default: carrier).")
        private String purpose = "carrier";

        @Option(
                names = "--password-file",
                paramLabel = "FILE",
                description = "A file with a password; only with hub.sftp.password-login.")
        private @Nullable Path password;

        @Option(names = "--quota", description = "Most bytes in it, such as 500MiB (default: hub.sftp.quota).")
        private @Nullable String quota;

        @Option(names = "--sessions", description = "Most sessions at a time (default: hub.sftp.sessions).")
        private @Nullable Integer sessions;

        @Override
        void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
            if (key == null && password == null) {
                throw new IllegalArgumentException("A mailbox needs a key to open it: add --key with the partner's .pub"
                        + " file, which ssh-keygen -t ed25519 makes.");
            }
            ObjectNode body = Json.mapper().createObjectNode().put("name", name).put("for", purpose);
            if (key != null) {
                body.put("key", publicKey(key));
            }
            if (password != null) {
                body.put("password", Files.readString(password).trim());
            }
            if (quota != null) {
                body.put("quota", quota);
            }
            if (sessions != null) {
                body.put("sessions", sessions);
            }
            hub.post("/admin/mailboxes", body);
            JsonNode server = hub.get("/admin/mailboxes").path("server");
            out.println("Mailbox " + name + " for a " + purpose);
            if (server.isMissingNode()) {
                out.println("No partner is let in: hub.sftp.enabled is false.");
                return;
            }
            out.println("Tell the partner: sftp -P " + server.path("port").asText() + " " + name + "@<this host>");
            out.println("Host key: " + server.path("fingerprint").asText());
            out.println(
                    purpose.equals("carrier")
                            ? "Files go to the folder inbox and are taken as their upload is complete."
                            : "Files are fetched from the folder outbox, and deleted by who fetched them.");
        }
    }

    @Command(
            name = "list",
            description = "List the mailboxes and their keys.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub mailbox list")
    static final class ListAll extends AdminCommand {
        @Override
        void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
            JsonNode answer = hub.get("/admin/mailboxes");
            JsonNode server = answer.path("server");
            out.println(
                    server.isMissingNode()
                            ? "No partner is let in: hub.sftp.enabled is false."
                            : "Port " + server.path("port").asText() + ", host key "
                                    + server.path("fingerprint").asText());
            if (answer.path("mailboxes").isEmpty()) {
                out.println("There are no mailboxes; ./hub mailbox add NAME --key FILE makes one.");
            }
            for (JsonNode mailbox : answer.path("mailboxes")) {
                out.printf(
                        "%-24s %-8s %d of %d bytes, %d files wait, %d taken, %d sessions%n",
                        mailbox.path("name").asText(),
                        mailbox.path("for").asText(),
                        mailbox.path("used_bytes").asLong(),
                        mailbox.path("quota_bytes").asLong(),
                        mailbox.path("files_waiting").asLong(),
                        mailbox.path("files_taken").asLong(),
                        mailbox.path("sessions").asLong());
                mailbox.path("keys")
                        .forEach(key -> out.printf(
                                "  %s %s %s%n",
                                key.path("fingerprint").asText(),
                                key.path("type").asText(),
                                key.path("comment").asText()));
            }
        }
    }

    @Command(
            name = "remove",
            description =
                    "Remove a mailbox; its sessions end, its files are set aside and deleted by hub.sftp.retention.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub mailbox remove acme_freight")
    static final class Remove extends AdminCommand {
        @Parameters(paramLabel = "NAME", description = "The mailbox.")
        private String name = "";

        @Override
        void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
            hub.delete("/admin/mailboxes/" + name);
            out.println("Removed mailbox " + name);
        }
    }
}
