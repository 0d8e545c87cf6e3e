package io.caravanserai.runtime;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.HubProperty;
import io.caravanserai.config.Settings;
import io.caravanserai.kafka.BatchCommit;
import io.caravanserai.kafka.KafkaClients;
import io.caravanserai.kafka.SharedProducers;
import io.caravanserai.kafka.Topics;
import io.caravanserai.routeview.RouteBook;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyConfiguration;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.main.Main;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;

/** The Camel context of the hub: its components as the hub needs them, its placeholders fed by the hub's settings. */
final class CamelRuntime implements AutoCloseable {
    private final Main main;

    private CamelRuntime(Main main) {
        this.main = main;
    }

    /**
     * Starts a context without routes.
     *
     * @param book gets what its routes do
     */
    static CamelRuntime start(
            Settings settings,
            HubConfig config,
            KafkaClients brokers,
            Vertx vertx,
            PrometheusMeterRegistry metrics,
            RouteBook book,
            Clock clock) {
        Main main = new Main();
        main.configure().withName("caravanserai");
        main.configure().setShutdownTimeout((int) config.shutdownTimeout().toSeconds());
        main.configure().setShutdownSuppressLoggingOnTimeout(true);
        main.configure().setAutoConfigurationLogSummary(false);
        // the hub's own loader replaces it: Camel's reload loses files and messages
        main.configure().setRoutesReloadEnabled(false);
        main.configure().setStreamCachingEnabled(false);
        main.bind("vertx", vertx);
        main.bind(MicrometerConstants.METRICS_REGISTRY_NAME, metrics);
        try {
            main.init();
            CamelContext context = main.getCamelContext();
            context.getPropertiesComponent()
                    .addPropertiesSource(
                            new Placeholders(settings, Topics.placeholders(config.kafka(), brokers.bootstrap())));
            context.addRoutePolicyFactory(routeMetrics());
            RouteTimes.on(context, book, clock);
            StepGuard.on(context);
            kafka(context, brokers);
            context.getComponent("kamelet", KameletComponent.class)
                    .setLocation(
                            "file:" + config.routesDir().resolve("kamelets").toAbsolutePath());
            main.start();
            return new CamelRuntime(main);
        } catch (Exception e) {
            main.stop();
            throw new StartFailure("Camel does not start: " + e.getMessage(), e);
        }
    }

    /** Counts and times every route; the sum over all routes would count a message once per route that it passes. */
    private static MicrometerRoutePolicyFactory routeMetrics() {
        MicrometerRoutePolicyConfiguration configuration = new MicrometerRoutePolicyConfiguration();
        configuration.setContextEnabled(false);
        MicrometerRoutePolicyFactory factory = new MicrometerRoutePolicyFactory();
        factory.setPolicyConfiguration(configuration);
        return factory;
    }

    private static void kafka(CamelContext context, KafkaClients brokers) {
        KafkaComponent kafka = context.getComponent("kafka", KafkaComponent.class);
        kafka.setKafkaManualCommitFactory(BatchCommit.factory());
        kafka.setKafkaClientFactory(new SharedProducers());
        kafka.getConfiguration().setBrokers(brokers.bootstrap());
        kafka.getConfiguration().setAdditionalProperties(new HashMap<>(brokers.security()));
        kafka.getConfiguration().setRequestRequiredAcks("all");
        kafka.getConfiguration().setEnableIdempotence(true);
        kafka.getConfiguration().setMaxRequestSize(Topics.MAX_MESSAGE_BYTES);
        // an intake must answer 503 rather than hang when the broker is away
        kafka.getConfiguration().setRequestTimeoutMs(3_000);
        kafka.getConfiguration().setDeliveryTimeoutMs(4_000);
        kafka.getConfiguration().setMaxBlockMs(4_000);
        kafka.getConfiguration().setRecordMetadata(false);
        kafka.getConfiguration().setKeySerializer("org.apache.kafka.common.serialization.StringSerializer");
        kafka.getConfiguration().setValueSerializer("org.apache.kafka.common.serialization.ByteArraySerializer");
        kafka.getConfiguration().setValueDeserializer("org.apache.kafka.common.serialization.ByteArrayDeserializer");
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    /** Takes in no more and finishes what was taken, as far as the time for stopping allows. */
    void stopRoutes() throws Exception {
        context().getRouteController().stopAllRoutes();
    }

    @Override
    public void close() {
        main.stop();
    }

    /** Route files may use any setting of the hub, and any of a carrier or customer, as a placeholder. */
    private record Placeholders(Settings settings, Map<String, String> fixed) implements PropertiesSource {
        @Override
        public String getName() {
            return "hub-settings";
        }

        @Override
        public @Nullable String getProperty(String name) {
            String value = fixed.get(name);
            return value != null
                    ? value
                    : settings.find(name).or(() -> defaultOf(name)).orElse(null);
        }

        private static Optional<String> defaultOf(String name) {
            return Arrays.stream(HubProperty.values())
                    .filter(property -> property.key().equals(name))
                    .findFirst()
                    .flatMap(HubProperty::defaultValue);
        }
    }
}
