package io.caravanserai.http;

import io.caravanserai.store.StoreException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs an {@link HttpHandler} as the step of a route; what it throws becomes an answer, never a stack trace. */
public final class HandlerProcessor implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(HandlerProcessor.class);

    private final HttpHandler handler;

    public HandlerProcessor(HttpHandler handler) {
        this.handler = handler;
    }

    @Override
    public void process(Exchange exchange) {
        HttpCall call = HttpEdge.call(exchange);
        HttpEdge.answer(exchange, answer(call, exchange.getFromRouteId()));
    }

    private HttpAnswer answer(HttpCall call, String route) {
        try {
            return handler.handle(call);
        } catch (Exception | Error e) {
            return failed(e, call, route);
        }
    }

    /** What the caller is told when a handler threw this. */
    static HttpAnswer failed(Throwable thrown, HttpCall call, String route) {
        if (thrown instanceof HttpProblem problem) {
            return problem.answer();
        }
        if (thrown instanceof StoreException store && !store.isDataFault()) {
            LOG.warn("request failed, the store is in trouble route={} reason={}", route, thrown.getMessage());
            return HttpAnswer.detail(503, "The hub's store does not answer; try again shortly.")
                    .with("Retry-After", "5");
        }
        LOG.error("request failed route={} method={} path={}", route, call.method(), call.path(), thrown);
        return HttpAnswer.detail(500, "The hub failed to answer; the failure is in its log. Try again later.");
    }
}
