package io.caravanserai.http;

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
        } catch (Exception e) {
            return failed(e, call, route);
        }
    }

    /** What the caller is told when a handler threw this. */
    static HttpAnswer failed(Throwable thrown, HttpCall call, String route) {
        if (thrown instanceof HttpProblem problem) {
            return problem.answer();
        }
        LOG.error("request failed route={} method={} path={}", route, call.method(), call.path(), thrown);
        return HttpAnswer.detail(500, "The hub failed to answer; the failure is in its log. Try again later.");
    }
}
