package io.caravanserai.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.config.KafkaSettings;
import io.caravanserai.runtime.StepGuard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BatchCommitTest {
    private final KafkaSettings config = TestBroker.freshTopics();
    private final String topic = config.topic(Topics.INBOUND);
    private final String group = "group-of-" + topic;
    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicBoolean holding = new AtomicBoolean();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();
    private volatile Runnable reason = () -> {
        throw new IllegalStateException("the stage fails on purpose");
    };

    @Test
    void commitsEveryPartitionOfABatch() throws Exception {
        try (DefaultCamelContext context = consumer()) {
            // Given messages spread over all partitions
            context.start();
            List<String> sent = sendTwenty("a");

            // When the batch route has run
            await().atMost(Duration.ofMinutes(2)).until(() -> seen.containsAll(sent));

            // Then the committed offsets add up to what was sent: no partition is left behind
            await().atMost(Duration.ofMinutes(2)).until(() -> committed() == 20);
        }
    }

    @Test
    void readsAFailedBatchAgainInsteadOfSkippingIt() throws Exception {
        try (DefaultCamelContext context = consumer()) {
            // Given a stage that fails
            context.start();
            failing.set(true);
            List<String> sent = sendTwenty("b");
            await().atMost(Duration.ofMinutes(2)).until(() -> !failed.isEmpty());

            // When it recovers and more arrives
            failing.set(false);
            List<String> later = sendTwenty("c");

            // Then the failed ones come again, before anything newer is committed past them
            await().atMost(Duration.ofMinutes(2)).until(() -> seen.containsAll(sent) && seen.containsAll(later));
            await().atMost(Duration.ofMinutes(2)).until(() -> committed() == 40);
        }
        assertThat(failed).isNotEmpty();
    }

    @Test
    void aStageThatHasAnErrorTriesAgain() throws Exception {
        try (DefaultCamelContext context = consumer("", "stage")) {
            // Given a stage in which a library does what it should not
            reason = () -> {
                throw new AssertionError("an error on purpose");
            };
            context.start();
            failing.set(true);
            List<String> sent = sendTwenty("f");
            await().atMost(Duration.ofMinutes(2)).until(() -> !failed.isEmpty());

            // When that is over
            failing.set(false);

            // Then the stage is still there
            await().atMost(Duration.ofMinutes(2)).until(() -> seen.containsAll(sent));
            await().atMost(Duration.ofMinutes(2)).until(() -> committed() == 20);
        }
    }

    @Test
    void aStageThatTookTooLongForItsGroupGoesOn() throws Exception {
        try (DefaultCamelContext context = consumer("&maxPollIntervalMs=1000", "stage")) {
            // Given a stage that holds a batch until its consumer is out of the group, as when the store is away
            context.start();
            holding.set(true);
            List<String> sent = sendTwenty("d");
            await().atMost(Duration.ofMinutes(2)).until(() -> !failed.isEmpty());
            await().atMost(Duration.ofMinutes(2)).until(() -> members() == 0);

            // When it comes to its end, and more arrives
            holding.set(false);
            List<String> later = sendTwenty("e");

            // Then the consumer joins again and nothing is left behind
            await().atMost(Duration.ofMinutes(2)).until(() -> seen.containsAll(sent) && seen.containsAll(later));
            await().atMost(Duration.ofMinutes(2)).until(() -> committed() == 40);
        }
    }

    private DefaultCamelContext consumer() throws Exception {
        return consumer("", "none");
    }

    private DefaultCamelContext consumer(String options, String policy) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.resolveMandatoryResource(
                        context,
                        "file:" + Path.of("routes/hub/_policies.camel.yaml").toAbsolutePath()));
        KafkaComponent kafka = context.getComponent("kafka", KafkaComponent.class);
        kafka.getConfiguration().setBrokers(TestBroker.bootstrap());
        kafka.setKafkaManualCommitFactory(BatchCommit.factory());
        StepGuard.on(context);
        context.getRegistry().bind("commitBatch", new BatchCommit());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("kafka:" + topic + "?groupId=" + group
                                + "&autoOffsetReset=earliest&batching=true&maxPollRecords=500"
                                + "&pollTimeoutMs=100&autoCommitEnable=false&allowManualCommit=true&breakOnFirstError=true"
                                + options)
                        .routeConfigurationId(policy)
                        .process(BatchCommitTest.this::stage)
                        .process("commitBatch");
            }
        });
        return context;
    }

    private void stage(Exchange exchange) {
        List<String> values = BatchCommit.records(exchange).stream()
                .map(e -> e.getMessage().getBody(String.class))
                .toList();
        if (failing.get()) {
            failed.addAll(values);
            reason.run();
        }
        if (holding.get()) {
            failed.addAll(values);
            await().atMost(Duration.ofMinutes(2)).until(() -> !holding.get());
        }
        seen.addAll(values);
    }

    private int members() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestBroker.bootstrap()))) {
            return admin.describeConsumerGroups(List.of(group))
                    .all()
                    .get(10, TimeUnit.SECONDS)
                    .values()
                    .iterator()
                    .next()
                    .members()
                    .size();
        }
    }

    private List<String> sendTwenty(String prefix) throws Exception {
        List<String> values = IntStream.range(0, 20).mapToObj(i -> prefix + i).toList();
        for (String value : values) {
            EmbeddedBrokerTest.send(TestBroker.bootstrap(), topic, "key-" + value, value);
        }
        return values;
    }

    private long committed() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestBroker.bootstrap()))) {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(10, TimeUnit.SECONDS);
            return offsets.entrySet().stream()
                    .filter(entry -> entry.getKey().topic().equals(topic))
                    .collect(Collectors.summingLong(entry -> entry.getValue().offset()));
        }
    }
}
