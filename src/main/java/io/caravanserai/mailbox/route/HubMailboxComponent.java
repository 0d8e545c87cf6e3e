package io.caravanserai.mailbox.route;

import io.caravanserai.mailbox.Mailboxes;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code hub-mailbox:<name>}: a partner's mailbox in the hub itself. A route from it takes each file of the inbox as its
 * upload is complete; a route to it puts files into the outbox.
 */
public final class HubMailboxComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new HubMailboxEndpoint(uri, this, remaining);
    }

    Mailboxes mailboxes() {
        return Objects.requireNonNull(
                getCamelContext().getRegistry().lookupByNameAndType(Mailboxes.BEAN, Mailboxes.class),
                "hub-mailbox: bean " + Mailboxes.BEAN + " is missing");
    }
}
