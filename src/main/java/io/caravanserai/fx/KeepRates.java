package io.caravanserai.fx;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The step of routes/hub/fx for a download that brought nothing: says so, and what the hub has stays in use. */
public final class KeepRates implements Processor {
    private final ExchangeRates rates;

    public KeepRates(ExchangeRates rates) {
        this.rates = rates;
    }

    @Override
    public void process(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        rates.failed(cause == null ? "unknown" : String.valueOf(cause.getMessage()));
    }
}
