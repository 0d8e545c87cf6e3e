package io.caravanserai.http;

import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/** Camel's HTTP engine with consumers that hold no thread while a route waits, see {@link AsyncHttpConsumer}. */
final class AsyncHttpEngine extends VertxPlatformHttpEngine {
    private final AnswerDeadline deadline;

    AsyncHttpEngine(AnswerDeadline deadline) {
        this.deadline = deadline;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new AsyncHttpConsumer(
                endpoint, processor, VertxPlatformHttpRouter.getRouterNameFromPort(getServerPort()), deadline);
    }
}
