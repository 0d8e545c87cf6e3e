package io.caravanserai.http;

/** Answers one kind of request; pure of Camel, bound in the registry by name and called from a route. */
@FunctionalInterface
public interface HttpHandler {
    /**
     * @throws HttpProblem for an answer that is an error
     * @throws Exception for the unexpected: the caller answers 500 without details and logs it
     */
    HttpAnswer handle(HttpCall call) throws Exception;
}
