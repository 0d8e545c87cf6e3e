package io.caravanserai.label.route;

import io.caravanserai.label.queue.LabelQueue;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code label-queue:<carrier>}: the labels of a carrier that wait to be made. A route from it makes the calls; while it
 * runs, the carrier's account has a lane in the bean {@code labelQueue}.
 */
public final class LabelQueueComponent extends DefaultComponent {
    /** The bean of the queue. */
    public static final String QUEUE = "labelQueue";

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        LabelQueueEndpoint endpoint = new LabelQueueEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        endpoint.settings();
        endpoint.check();
        return endpoint;
    }

    LabelQueue queue() {
        return Objects.requireNonNull(
                getCamelContext().getRegistry().lookupByNameAndType(QUEUE, LabelQueue.class),
                "label-queue: bean " + QUEUE + " is missing");
    }
}
