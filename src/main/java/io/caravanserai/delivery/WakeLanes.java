package io.caravanserai.delivery;

import io.caravanserai.kafka.BatchCommit;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;

/** Step of the route of customer.notifications: a batch of records wakes the lane of each key. */
public final class WakeLanes implements Processor {
    private final LaneDispatcher dispatcher;

    public WakeLanes(LaneDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public void process(Exchange batch) {
        Set<String> lanes = new LinkedHashSet<>();
        for (Exchange record : BatchCommit.records(batch)) {
            String key = record.getMessage().getHeader(KafkaConstants.KEY, String.class);
            if (key != null) {
                lanes.add(key);
            }
        }
        dispatcher.wake(lanes);
    }
}
