package io.caravanserai.label.route;

import io.caravanserai.label.news.LabelGroup;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Last step of the route label-aggregate: labels that are complete, or whose time is over, go to the customer. */
public final class ReleaseLabels implements Processor {
    private final Consumer<LabelGroup> release;

    /**
     * @param release may be asked again for the same, and then changes nothing
     */
    public ReleaseLabels(Consumer<LabelGroup> release) {
        this.release = release;
    }

    @Override
    public void process(Exchange exchange) {
        release.accept(LabelGathering.group(exchange));
    }
}
