package io.caravanserai.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.apache.camel.support.ObjectHelper;
import org.apache.camel.support.http.HttpUtil;
import org.jspecify.annotations.Nullable;

/**
 * Runs a route on a worker thread and answers whenever and on whichever thread the route ends. Camel's own consumer
 * keeps the worker until then: at 128 connections, waking the threads that waited for Kafka cost a third of the
 * throughput (docs/benchmarks.md). Form fields never become headers here, a route reads them from the request.
 */
final class AsyncHttpConsumer extends VertxPlatformHttpConsumer {
    private final AnswerDeadline deadline;

    AsyncHttpConsumer(PlatformHttpEndpoint endpoint, Processor processor, String router, AnswerDeadline deadline) {
        super(endpoint, processor, List.of(), router);
        this.deadline = deadline;
    }

    @Override
    protected void handleRequest(RoutingContext request) {
        if (!isStarted()) {
            // matched before its route was stopped
            request.fail(503);
            return;
        }
        deadline.watch(request);
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        Context connection = request.vertx().getOrCreateContext();
        processHttpRequest(exchange, request)
                .compose(read -> request.vertx()
                        .executeBlocking(
                                () -> run(
                                        request,
                                        exchange,
                                        () -> connection.runOnContext(now -> answer(request, exchange))),
                                false))
                .onFailure(failure -> {
                    request.fail(failure);
                    release(exchange);
                });
    }

    private boolean run(RoutingContext request, Exchange exchange, Runnable done) throws Exception {
        createUoW(exchange);
        if (request.response().ended()) {
            // told to come again while it waited for this thread: working on it would keep others waiting
            done.run();
            return true;
        }
        return getAsyncProcessor().process(exchange, doneSynchronously -> done.run());
    }

    private void answer(RoutingContext request, Exchange exchange) {
        try {
            Exception failure = exchange.getException();
            if (failure instanceof RejectedExecutionException) {
                // Camel's way to say that the route was stopped meanwhile
                request.fail(503);
            } else if (failure != null) {
                request.fail(failure);
            } else if (!request.response().ended() && !request.response().closed()) {
                write(request, exchange);
            }
        } catch (NoTypeConversionAvailableException | RuntimeException e) {
            getExceptionHandler().handleException("The answer of a route cannot be written", exchange, e);
            request.fail(e);
        } finally {
            release(exchange);
        }
    }

    private void release(Exchange exchange) {
        doneUoW(exchange);
        releaseExchange(exchange, false);
    }

    private void write(RoutingContext request, Exchange exchange) throws NoTypeConversionAvailableException {
        HttpServerResponse response = request.response();
        Object body = exchange.getMessage().getBody();
        response.setStatusCode(HttpUtil.determineResponseCode(exchange, body));
        exchange.getMessage().getHeaders().forEach((name, value) -> {
            if (!request.pathParams().containsKey(name)) {
                header(response, exchange, name, value);
            }
        });
        response.end(buffer(exchange, body));
    }

    private void header(HttpServerResponse response, Exchange exchange, String name, @Nullable Object value) {
        HttpUtil.applyHeader(
                getEndpoint().getHeaderFilterStrategy(),
                exchange,
                ObjectHelper.createIterator(value, null, true),
                exchange.getContext().getTypeConverter(),
                name,
                (values, only) -> {
                    if (values != null) {
                        response.putHeader(name, values);
                    } else if (only != null) {
                        response.putHeader(name, only);
                    }
                });
    }

    private static Buffer buffer(Exchange exchange, @Nullable Object body) throws NoTypeConversionAvailableException {
        if (body == null) {
            return Buffer.buffer();
        }
        if (body instanceof Buffer buffer) {
            return buffer;
        }
        return Buffer.buffer(exchange.getContext().getTypeConverter().mandatoryConvertTo(byte[].class, exchange, body));
    }
}
