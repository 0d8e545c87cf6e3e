package io.caravanserai.mailbox.route;

import io.caravanserai.intake.FileIntake;
import io.caravanserai.intake.TakenFile;
import io.caravanserai.mailbox.FileTaker;
import io.caravanserai.mailbox.Mailboxes;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/** Sends each file that comes to a mailbox through the route. */
final class HubMailboxConsumer extends DefaultConsumer implements FileTaker {
    private final String mailbox;
    private final Mailboxes mailboxes;
    private @Nullable AutoCloseable feed;

    HubMailboxConsumer(HubMailboxEndpoint endpoint, Processor processor, Mailboxes mailboxes) {
        super(endpoint, processor);
        this.mailbox = endpoint.mailbox();
        this.mailboxes = mailboxes;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        feed = mailboxes.open(mailbox, this);
    }

    @Override
    public String take(TakenFile file) throws Exception {
        Exchange exchange = createExchange(false);
        exchange.getMessage().setBody(file);
        exchange.getMessage()
                .setHeader(Exchange.FILE_NAME, file.name().substring(file.name().lastIndexOf('/') + 1));
        getProcessor().process(exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        String folder = exchange.getProperty(FileIntake.FOLDER, String.class);
        if (folder == null) {
            throw new IllegalStateException("the route of mailbox " + mailbox + " did not finish the file");
        }
        return folder;
    }

    @Override
    protected void doStop() throws Exception {
        if (feed != null) {
            feed.close();
            feed = null;
        }
        super.doStop();
    }
}
