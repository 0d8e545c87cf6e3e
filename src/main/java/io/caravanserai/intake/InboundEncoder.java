package io.caravanserai.intake;

import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.Json;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;

/**
 * Makes Kafka records of one {@link InboundMessage} or a list of them. All headers are dropped first, so that nothing
 * a partner or a route sent along can choose a topic, a partition or a time stamp.
 */
public final class InboundEncoder implements Processor {
    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Object body = message.getBody();
        message.removeHeaders("*");
        if (body instanceof InboundMessage inbound) {
            encode(inbound, message);
        } else if (body instanceof List<?> list) {
            List<Message> records = new ArrayList<>(list.size());
            for (Object element : list) {
                records.add(encode(inbound(element, exchange), new DefaultMessage(exchange)));
            }
            message.setBody(records);
        } else {
            throw wrong(body, exchange);
        }
    }

    private static Message encode(InboundMessage inbound, Message message) {
        message.setHeader(KafkaConstants.KEY, inbound.topicKey());
        message.setBody(Json.bytes(inbound));
        return message;
    }

    private static InboundMessage inbound(Object element, Exchange exchange) {
        if (element instanceof InboundMessage inbound) {
            return inbound;
        }
        throw wrong(element, exchange);
    }

    private static IllegalStateException wrong(Object body, Exchange exchange) {
        return new IllegalStateException("route " + exchange.getFromRouteId()
                + ": carrier-inbound-sink takes what a carrier-*-source gives, not "
                + (body == null ? "nothing" : body.getClass().getName()));
    }
}
