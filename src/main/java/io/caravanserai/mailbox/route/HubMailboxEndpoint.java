package io.caravanserai.mailbox.route;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One mailbox. */
public final class HubMailboxEndpoint extends DefaultEndpoint {
    private final String mailbox;

    HubMailboxEndpoint(String uri, HubMailboxComponent component, String mailbox) {
        super(uri, component);
        this.mailbox = mailbox;
    }

    String mailbox() {
        return mailbox;
    }

    private HubMailboxComponent component() {
        return (HubMailboxComponent) getComponent();
    }

    @Override
    public Producer createProducer() {
        return new HubMailboxProducer(this, component().mailboxes());
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Consumer consumer = new HubMailboxConsumer(this, processor, component().mailboxes());
        configureConsumer(consumer);
        return consumer;
    }
}
