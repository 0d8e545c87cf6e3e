package io.caravanserai.mailbox.route;

import io.caravanserai.mailbox.Mailboxes;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Puts the body into a mailbox's outbox, named by the header CamelFileName. */
final class HubMailboxProducer extends DefaultProducer {
    private final String mailbox;
    private final Mailboxes mailboxes;

    HubMailboxProducer(HubMailboxEndpoint endpoint, Mailboxes mailboxes) {
        super(endpoint);
        this.mailbox = endpoint.mailbox();
        this.mailboxes = mailboxes;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        String name = exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class);
        if (name == null) {
            throw new IllegalArgumentException("hub-mailbox: the header " + Exchange.FILE_NAME + " names no file");
        }
        mailboxes.put(mailbox, name, exchange.getMessage().getMandatoryBody(byte[].class));
    }
}
