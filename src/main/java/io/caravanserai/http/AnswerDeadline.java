package io.caravanserai.http;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Answers carriers in time, whatever their call waits for: a worker, the broker, the store. Carriers give up after a few
 * seconds and count a call without an answer as a fault of the endpoint. What a late route has kept stays kept; the
 * carrier's repeat of it changes nothing.
 */
final class AnswerDeadline {
    private static final String CARRIERS = "/carriers/";

    private static final HttpAnswer NOT_IN_TIME = HttpAnswer.detail(
                    503, "The hub could not keep the message in time; send it again.")
            .with("Retry-After", "5");

    private final long millis;

    /** @param timeout from the end of the request */
    AnswerDeadline(Duration timeout) {
        this.millis = Math.max(1, timeout.toMillis());
    }

    /** To be called on the event loop of a request that was read to its end. */
    void watch(RoutingContext request) {
        if (request.request().path().startsWith(CARRIERS)) {
            long timer = request.vertx().setTimer(millis, due -> PublicHttpServer.reply(request, NOT_IN_TIME));
            request.addEndHandler(ended -> request.vertx().cancelTimer(timer));
        }
    }
}
