package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.kafka.KafkaClients;
import io.caravanserai.routeview.RouteBook;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StepGuardTest {
    private final List<String> after = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private final Settings settings = Settings.of(Map.of());
    private final CamelRuntime runtime = CamelRuntime.start(
            settings,
            HubConfig.from(settings),
            KafkaClients.plain("localhost:1"),
            vertx,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            new RouteBook(),
            Clock.systemUTC());
    private final CamelContext context = runtime.context();

    @BeforeEach
    void routes() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:here").process(StepGuardTest::step).process(StepGuardTest.this::note);
                from("direct:threads").threads(1).process(StepGuardTest::step).process(StepGuardTest.this::note);
                from("direct:retried")
                        .onException(Exception.class)
                        .maximumRedeliveries(1)
                        .redeliveryDelay(0)
                        .end()
                        .process(StepGuardTest::step)
                        .process(StepGuardTest.this::note);
            }
        });
    }

    private static void step(Exchange exchange) {
        boolean again = Boolean.TRUE.equals(exchange.getMessage().getHeader(Exchange.REDELIVERED));
        if (exchange.getMessage().getBody(String.class).equals("bad") && !again) {
            throw new AssertionError("an error on purpose");
        }
    }

    private void note(Exchange exchange) {
        after.add(exchange.getMessage().getBody(String.class));
    }

    @AfterEach
    void close() {
        runtime.close();
        vertx.close();
    }

    @Test
    void anErrorFailsItsStepAndTheNextDoesNotRun() {
        ProducerTemplate template = context.createProducerTemplate();
        for (String route : List.of("direct:here", "direct:threads")) {
            after.clear();

            Exchange bad =
                    template.send(route, exchange -> exchange.getMessage().setBody("bad"));
            Exchange good =
                    template.send(route, exchange -> exchange.getMessage().setBody("good"));

            assertThat(bad.getException()).as(route).hasRootCauseMessage("an error on purpose");
            assertThat(good.getException()).as(route).isNull();
            assertThat(after).as(route).containsExactly("good");
        }
    }

    @Test
    void aStepIsTriedAgainAfterAnErrorAsAfterAnException() {
        Exchange bad = context.createProducerTemplate()
                .send("direct:retried", exchange -> exchange.getMessage().setBody("bad"));

        assertThat(bad.getException()).isNull();
        assertThat(after).containsExactly("bad");
    }
}
