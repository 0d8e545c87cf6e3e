package io.caravanserai.fx;

import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;

/** The step of routes/hub/fx that takes a downloaded file over. */
public final class TakeRates implements Processor {
    private final ExchangeRates rates;

    public TakeRates(ExchangeRates rates) {
        this.rates = rates;
    }

    /** @throws BadRatesException when the file cannot be used */
    @Override
    public void process(Exchange exchange) throws BadRatesException, IOException {
        try (InputStream body = exchange.getMessage().getMandatoryBody(InputStream.class)) {
            // one byte more than is allowed tells a file that is too long
            rates.take(body.readNBytes(EcbFile.MAX_BYTES + 1));
        } catch (InvalidPayloadException e) {
            throw new BadRatesException("the answer has no body");
        }
    }
}
