package io.caravanserai.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Which keys open a mailbox: to change one, add the new key, and remove the old when the partner uses the new. */
@Command(
        name = "key",
        description = "Add and remove keys that open a mailbox; ./hub mailbox list shows them.",
        mixinStandardHelpOptions = true,
        subcommands = {MailboxKeyCommand.Add.class, MailboxKeyCommand.Remove.class})
final class MailboxKeyCommand {

    @Command(
            name = "add",
            description = "Let one more key open a mailbox.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub mailbox key add acme_freight new.pub")
    static final class Add extends AdminCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "The mailbox.")
        private String name = "";

        @Parameters(index = "1", paramLabel = "FILE", description = "The public key, a .pub file.")
        private Path key = Path.of("");

        @Override
        void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
            hub.post("/admin/mailboxes/" + name + "/keys", Map.of("key", MailboxCommand.publicKey(key)));
            out.println("The key opens mailbox " + name + " from now on");
        }
    }

    @Command(
            name = "remove",
            description = "From now on a key does not open a mailbox; its sessions end.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  ./hub mailbox key remove acme_freight SHA256:…")
    static final class Remove extends AdminCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "The mailbox.")
        private String name = "";

        @Parameters(index = "1", paramLabel = "FINGERPRINT", description = "Such as SHA256:...")
        private String fingerprint = "";

        @Override
        void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
            hub.delete("/admin/mailboxes/" + name + "/keys?fingerprint=" + AdminClient.encoded(fingerprint));
            out.println("The key does not open mailbox " + name + " any more");
        }
    }
}
