package io.caravanserai.label.route;

import io.caravanserai.kafka.BatchCommit;
import io.caravanserai.label.news.GroupFinder;
import io.caravanserai.label.news.LabelGroup;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultMessage;

/**
 * First step of the route label-aggregate: a batch of records of label.completed becomes one message for each shipment
 * and for each batch that a shipment belongs to.
 */
public final class LabelCollections implements Processor {
    private final GroupFinder finder;
    private final Clock clock;

    public LabelCollections(GroupFinder finder, Clock clock) {
        this.finder = finder;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        List<byte[]> records = new ArrayList<>();
        for (Exchange record : BatchCommit.records(exchange)) {
            records.add(record.getMessage().getBody(byte[].class));
        }
        List<Message> messages = new ArrayList<>();
        for (LabelGroup group : finder.groups(records)) {
            Message message = new DefaultMessage(exchange.getContext());
            LabelGathering.describe(message, group, clock.millis());
            messages.add(message);
        }
        exchange.getMessage().setBody(messages);
    }
}
