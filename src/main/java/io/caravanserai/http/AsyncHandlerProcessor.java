package io.caravanserai.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/** Runs an {@link AsyncHttpHandler} as the step of a route; what it throws becomes an answer, never a stack trace. */
public final class AsyncHandlerProcessor extends AsyncProcessorSupport {
    private final AsyncHttpHandler handler;

    public AsyncHandlerProcessor(AsyncHttpHandler handler) {
        this.handler = handler;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // whatever fails has become an answer before
    public boolean process(Exchange exchange, AsyncCallback done) {
        HttpCall call = HttpEdge.call(exchange);
        String route = exchange.getFromRouteId();
        begin(call)
                .exceptionally(thrown -> HandlerProcessor.failed(cause(thrown), call, route))
                .thenAccept(answer -> {
                    HttpEdge.answer(exchange, answer);
                    done.done(false);
                });
        return false;
    }

    private CompletableFuture<HttpAnswer> begin(HttpCall call) {
        try {
            return handler.handle(call);
        } catch (Exception | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Throwable cause(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }
}
