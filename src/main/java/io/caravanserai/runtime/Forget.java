package io.caravanserai.runtime;

import java.util.function.IntSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A step of the housekeeping: what fails is tried again at its next time, and holds up no other step. */
final class Forget implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(Forget.class);

    private final String what;
    private final IntSupplier forget;

    /**
     * @param what for the log, such as {@code dead-letters}
     * @param forget answers how many it forgot
     */
    Forget(String what, IntSupplier forget) {
        this.what = what;
        this.forget = forget;
    }

    @Override
    public void process(Exchange exchange) {
        try {
            int count = forget.getAsInt();
            if (count > 0) {
                LOG.info("kept long enough, forgotten what={} count={}", what, count);
            }
        } catch (RuntimeException e) {
            LOG.warn("cannot be forgotten now, tried again later what={} reason={}", what, e.toString());
        }
    }
}
