package io.caravanserai.runtime;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * An {@link Error} in a step of a route fails the step, as an exception does. Camel 4.18 itself takes a step that ended
 * so for done and goes on with the next one, which commits a batch that was not kept or answers 200 to what was not
 * done, while the error ends the consumer's thread for good.
 */
public final class StepGuard implements InterceptStrategy {
    private StepGuard() {}

    /** For all routes that this context gets from now on. */
    public static void on(CamelContext context) {
        context.getCamelContextExtension().addInterceptStrategy(new StepGuard());
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, @Nullable Processor nextTarget) {
        return new Guarded(target);
    }

    /** Tells Camel that a step is done only once it has returned, since before that it may still fail. */
    private static final class Guarded extends DelegateAsyncProcessor {
        Guarded(Processor step) {
            super(step);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback next) {
            AtomicBoolean told = new AtomicBoolean();
            boolean here;
            try {
                here = super.process(exchange, synchronously -> {
                    if (!synchronously && told.compareAndSet(false, true)) {
                        next.done(false);
                    }
                });
            } catch (Error e) {
                if (!told.compareAndSet(false, true)) {
                    throw e;
                }
                exchange.setException(new IllegalStateException("the step ended with " + e, e));
                here = true;
            }
            if (here) {
                next.done(true);
            }
            return here;
        }
    }
}
