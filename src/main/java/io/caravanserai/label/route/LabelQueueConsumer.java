package io.caravanserai.label.route;

import io.caravanserai.label.buy.CarrierAnswer;
import io.caravanserai.label.buy.LabelCall;
import io.caravanserai.label.buy.LabelCarrier;
import io.caravanserai.label.buy.LabelOrder;
import io.caravanserai.label.buy.LabelStep;
import io.caravanserai.label.check.BoughtLabelCheck;
import io.caravanserai.label.queue.LabelQueue;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/** Opens the account's lane while the route runs, and sends each call through the route. */
final class LabelQueueConsumer extends DefaultConsumer implements LabelCarrier {
    private static final String ACTION = "carrier-label-action";

    private final LabelQueueEndpoint endpoint;
    private final LabelQueue queue;
    private final BoughtLabelCheck check;
    private @Nullable AutoCloseable lane;

    LabelQueueConsumer(LabelQueueEndpoint endpoint, Processor processor, LabelQueue queue) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.queue = queue;
        this.check = endpoint.check();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        lane = queue.open(endpoint.settings(), this);
    }

    @Override
    public CarrierAnswer call(LabelStep step, LabelOrder order) throws InterruptedException {
        return call(new LabelCall(step, order));
    }

    @Override
    public CarrierAnswer call(LabelCall call) throws InterruptedException {
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        exchange.getMessage().setBody(call);
        try {
            getProcessor().process(exchange);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return new CarrierAnswer.Doubtful(e.toString());
        }
        if (exchange.getException() != null) {
            return new CarrierAnswer.Doubtful(exchange.getException().toString());
        }
        CarrierAnswer answer = exchange.getMessage().getBody(CarrierAnswer.class);
        if (answer == null) {
            return new CarrierAnswer.Doubtful("the route gave no answer");
        }
        return call.step() == LabelStep.CANCEL ? answer : check.checked(answer);
    }

    /** The routes of the carrier say where labels are given back. */
    @Override
    public boolean takesBack() {
        String carrier = endpoint.settings().account().carrier();
        return endpoint.getCamelContext().getEndpoints().stream()
                .filter(KameletEndpoint.class::isInstance)
                .map(KameletEndpoint.class::cast)
                .filter(kamelet -> kamelet.getTemplateId().equals(ACTION))
                .map(KameletEndpoint::getKameletProperties)
                .filter(parameters -> carrier.equals(parameters.get("carrier")))
                .anyMatch(parameters -> !String.valueOf(parameters.getOrDefault("cancelUrl", ""))
                        .isBlank());
    }

    @Override
    protected void doStop() throws Exception {
        if (lane != null) {
            lane.close();
            lane = null;
        }
        super.doStop();
    }
}
