package io.caravanserai.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** How far the stages of all nodes are behind their topics. To be asked by one thread at a time. */
public final class ConsumerLag implements AutoCloseable {
    private static final int PATIENCE_MS = 3_000;
    /** The record where a stage stands is fetched to see how old it is; no more than this is fetched at once. */
    private static final int FETCHED = 64 * 1024;

    private final Properties properties = new Properties();
    private @Nullable Admin admin;
    private @Nullable Consumer<byte[], byte[]> reader;
    private boolean closed;

    public ConsumerLag(String bootstrap) {
        properties.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        properties.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, String.valueOf(PATIENCE_MS));
        properties.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, String.valueOf(PATIENCE_MS));
    }

    /** A stage: the consumer group that reads a topic. */
    public record Stage(String topic, String group) {}

    /**
     * Where a stage stands, over all partitions.
     *
     * @param written messages that the topic has had since it was made
     * @param waiting of them those that the stage has not dealt with
     * @param oldest when the one that waits longest came; empty when none waits
     */
    public record Position(long written, long waiting, Optional<Instant> oldest) {
        /** Messages that were dealt with, ever; some of them perhaps forgotten unread. */
        public long done() {
            return written - waiting;
        }
    }

    /**
     * Where each stage stands.
     *
     * @throws IllegalStateException when no broker answers in time
     */
    public synchronized Map<Stage, Position> of(Collection<Stage> stages) {
        if (closed) {
            throw new IllegalStateException("the hub stops");
        }
        try {
            Map<TopicPartition, Long> written = offsets(stages, OffsetSpec.latest());
            Map<TopicPartition, Long> first = offsets(stages, OffsetSpec.earliest());
            Map<Stage, Position> all = new HashMap<>();
            for (Stage stage : stages) {
                all.put(stage, position(stage, first, written));
            }
            return all;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka does not say how far the stages are: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for Kafka", e);
        }
    }

    private Map<TopicPartition, Long> offsets(Collection<Stage> stages, OffsetSpec which)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<String> topics = stages.stream().map(Stage::topic).distinct().toList();
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        get(admin().describeTopics(topics).allTopicNames()).forEach((topic, description) -> description
                .partitions()
                .forEach(partition -> wanted.put(new TopicPartition(topic, partition.partition()), which)));
        return get(admin().listOffsets(wanted).all()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, end -> offset(end.getValue())));
    }

    private static long offset(ListOffsetsResultInfo end) {
        return Math.max(0, end.offset());
    }

    /** A stage that has not read a partition yet begins with the first message that is there. */
    private Position position(Stage stage, Map<TopicPartition, Long> first, Map<TopicPartition, Long> written)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> committed =
                get(admin().listConsumerGroupOffsets(stage.group()).partitionsToOffsetAndMetadata());
        long all = 0;
        long waiting = 0;
        Map<TopicPartition, Long> behind = new HashMap<>();
        for (Map.Entry<TopicPartition, Long> end : written.entrySet()) {
            if (!end.getKey().topic().equals(stage.topic())) {
                continue;
            }
            all += end.getValue();
            OffsetAndMetadata told = committed.get(end.getKey());
            long oldest = first.getOrDefault(end.getKey(), 0L);
            long stands = told == null ? oldest : Math.max(oldest, told.offset());
            long lag = Math.max(0, end.getValue() - stands);
            waiting += lag;
            if (lag > 0) {
                behind.put(end.getKey(), stands);
            }
        }
        return new Position(all, waiting, oldest(behind));
    }

    /** By the time at which the broker took each partition's next record. */
    private Optional<Instant> oldest(Map<TopicPartition, Long> behind) {
        if (behind.isEmpty()) {
            return Optional.empty();
        }
        Consumer<byte[], byte[]> from = reader();
        from.assign(behind.keySet());
        behind.forEach(from::seek);
        long oldest = Long.MAX_VALUE;
        for (ConsumerRecord<byte[], byte[]> record : from.poll(Duration.ofMillis(500))) {
            oldest = Math.min(oldest, record.timestamp());
        }
        from.assign(List.of());
        return oldest == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(oldest));
    }

    private static <T> T get(KafkaFuture<T> answer) throws ExecutionException, InterruptedException, TimeoutException {
        return answer.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    private Admin admin() {
        if (admin == null) {
            admin = Admin.create(properties);
        }
        return admin;
    }

    private Consumer<byte[], byte[]> reader() {
        if (reader == null) {
            Properties reading = new Properties();
            reading.putAll(properties);
            reading.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
            reading.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, String.valueOf(FETCHED));
            reading.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
            reader = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }
        return reader;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
        if (reader != null) {
            reader.close(CloseOptions.timeout(Duration.ZERO));
        }
    }
}
