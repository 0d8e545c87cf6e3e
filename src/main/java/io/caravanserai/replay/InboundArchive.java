package io.caravanserai.replay;

import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.Json;
import io.caravanserai.kafka.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The raw messages of the topic {@code carrier.inbound}, read by time, in pieces, without moving any stage. */
final class InboundArchive {
    private static final int PIECE = 200;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int FETCH_BYTES = 16 * 1024 * 1024;
    /** A record may have waited for its broker. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    private final KafkaClients brokers;
    private final String topic;

    InboundArchive(KafkaClients brokers, String topic) {
        this.brokers = brokers;
        this.topic = topic;
    }

    /**
     * Gives all messages of a carrier that the hub had from {@code from} and before {@code to}, in pieces of at most 200,
     * those of one partition in their order.
     *
     * @param passed told how many more records were looked at, those of other carriers included
     * @throws IllegalStateException when Kafka gives nothing for a minute
     */
    void read(ReplayRequest request, Consumer<List<InboundMessage>> pieces, Consumer<Integer> passed) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                brokers.with(Map.of(
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, PIECE,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES)),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> ends = seek(consumer, request);
            long lastRecord = System.nanoTime();
            while (!ends.isEmpty()) {
                List<InboundMessage> piece = new ArrayList<>();
                int count = 0;
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    count++;
                    if (isAskedFor(record, request)) {
                        add(record.value(), request, piece);
                    }
                }
                if (!piece.isEmpty()) {
                    pieces.accept(piece);
                }
                passed.accept(count);
                lastRecord = count > 0 ? System.nanoTime() : lastRecord;
                if (System.nanoTime() - lastRecord > PATIENCE_NANOS) {
                    throw new IllegalStateException(
                            "Kafka gives nothing more of the topic " + topic + ": check that it is up, then repeat");
                }
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
                consumer.pause(consumer.assignment().stream()
                        .filter(partition -> !ends.containsKey(partition))
                        .toList());
            }
        }
    }

    /** Where each partition that holds something ends. */
    private Map<TopicPartition, Long> seek(KafkaConsumer<String, byte[]> consumer, ReplayRequest request) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        Map<TopicPartition, OffsetAndTimestamp> starts =
                at(consumer, partitions, request.from().minus(SLACK));
        at(consumer, partitions, request.to().plus(SLACK))
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        ends.keySet().retainAll(starts.keySet());
        consumer.assign(ends.keySet());
        starts.forEach((partition, start) -> consumer.seek(partition, start.offset()));
        return ends;
    }

    private static Map<TopicPartition, OffsetAndTimestamp> at(
            KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions, Instant moment) {
        Map<TopicPartition, Long> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, Math.max(0, moment.toEpochMilli())));
        Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>(consumer.offsetsForTimes(asked));
        found.values().removeIf(Objects::isNull);
        return found;
    }

    private static boolean isAskedFor(ConsumerRecord<String, byte[]> record, ReplayRequest request) {
        return record.key() != null && record.key().startsWith(request.carrier() + ":");
    }

    /** What is no message of the hub is a dead letter already. */
    private static void add(byte[] value, ReplayRequest request, List<InboundMessage> piece) {
        InboundMessage message;
        try {
            message = Json.read(value, InboundMessage.class);
        } catch (IllegalArgumentException e) {
            return;
        }
        Instant received = Instant.parse(message.receivedUtc());
        if (message.carrier().equals(request.carrier())
                && !received.isBefore(request.from())
                && received.isBefore(request.to())) {
            piece.add(message);
        }
    }
}
