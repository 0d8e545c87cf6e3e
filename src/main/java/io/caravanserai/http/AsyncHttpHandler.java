package io.caravanserai.http;

import java.util.concurrent.CompletableFuture;

/** Like {@link HttpHandler} for an answer that has to wait: no thread waits with it. */
@FunctionalInterface
public interface AsyncHttpHandler {
    /**
     * The answer to come; it may fail with an {@link HttpProblem}.
     *
     * @throws HttpProblem for an answer that is an error
     * @throws Exception for the unexpected: the caller answers 500 without details and logs it
     */
    CompletableFuture<HttpAnswer> handle(HttpCall call) throws Exception;
}
