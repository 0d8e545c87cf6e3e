package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.config.KafkaSettings;
import io.caravanserai.delivery.edi.EdiOutbox;
import io.caravanserai.kafka.BatchCommit;
import io.caravanserai.kafka.TestBroker;
import io.caravanserai.kafka.Topics;
import io.caravanserai.store.Dialect;
import io.caravanserai.store.Sql;
import io.caravanserai.testkit.WebhookSink;
import io.caravanserai.tracking.Outbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/**
 * From the outbox over Kafka to the customer, through the shipped route. The route starts at the end of the topic and
 * nobody outside can see when it has found that end, so the notification is published until it arrives.
 */
class DeliverRouteTest {
    @Test
    void aNotificationSendsItsMessageWithoutTheSweeper() throws Exception {
        KafkaSettings kafka = TestBroker.freshTopics();
        try (DeliveryHarness hub = new DeliveryHarness(Dialect.SQLITE);
                DefaultCamelContext context = context(kafka, hub.service.dispatcher())) {
            WebhookSink sink = hub.sink();
            hub.subscribe(sink);
            hub.service.open();
            context.start();
            List<Outbox.Notification> notifications = hub.database.write(connection -> Outbox.all(
                            List.of(new DeliveryOutbox(ShippedTypes::get, hub.clock), new EdiOutbox(hub.clock)))
                    .write(connection, List.of(News.of("S1", "e1"))));

            await("a notification published once the route reads wakes the lane")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> {
                        publish(kafka, notifications);
                        return hub.count("delivered") == 1;
                    });
            assertThat(sink.received()).hasSize(1);
            assertThat(queuedForFiles(hub)).as("nobody wants files").isZero();
        }
    }

    private static DefaultCamelContext context(KafkaSettings kafka, LaneDispatcher dispatcher) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        Properties properties = new Properties();
        properties.setProperty("hub.kafka.topic.notifications", kafka.topic(Topics.NOTIFICATIONS));
        properties.setProperty("hub.kafka.topic-prefix", kafka.topicPrefix());
        properties.setProperty("hub.node", "node-a");
        context.getPropertiesComponent().setInitialProperties(properties);
        KafkaComponent component = context.getComponent("kafka", KafkaComponent.class);
        component.getConfiguration().setBrokers(TestBroker.bootstrap());
        component.setKafkaManualCommitFactory(BatchCommit.factory());
        context.getRegistry().bind("wakeLanes", new WakeLanes(dispatcher));
        context.getRegistry().bind("commitBatch", new BatchCommit());
        for (String file : List.of("_policies", "deliver")) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(
                            context,
                            "file:"
                                    + Path.of("routes/hub/" + file + ".camel.yaml")
                                            .toAbsolutePath()));
        }
        return context;
    }

    private static void publish(KafkaSettings kafka, List<Outbox.Notification> notifications) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestBroker.bootstrap()), new StringSerializer(), new StringSerializer())) {
            for (Outbox.Notification notification : notifications) {
                producer.send(new ProducerRecord<>(
                                kafka.topic(Topics.NOTIFICATIONS), notification.key(), notification.deliveryId()))
                        .get();
            }
        }
    }

    private static long queuedForFiles(DeliveryHarness hub) {
        return hub.database.read(connection -> Sql.number(connection, "SELECT COUNT(*) FROM edi_event"));
    }
}
