package io.caravanserai.replay;

import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.Json;
import io.caravanserai.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            Map<TopicPartition, Long> ends =
                    seek(consumer, request.from().minus(SLACK), request.to().plus(SLACK));
            long lastRecord = System.nanoTime();
            while (!ends.isEmpty()) {
                List<InboundMessage> piece = new ArrayList<>();
                int count = 0;
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    count++;
                    if (isOf(record, request.carrier())) {
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
                pauseEnded(consumer, ends);
            }
        }
    }

    /**
     * The message with an id; empty when the topic holds it no more, or when it was not met in time.
     *
     * @param received when the hub had it, by its own clock
     * @param patience how long to look
     */
    Optional<InboundMessage> find(String carrier, String id, Instant received, Duration patience) {
        long giveUp = System.nanoTime() + patience.toNanos();
        // nearly always it was kept within moments; on a busy hub the rest of the slack is millions of records
        return find(carrier, id, received.minusSeconds(2), received.plusSeconds(15), giveUp)
                .or(() -> find(carrier, id, received.minus(SLACK), received.plus(SLACK), giveUp));
    }

    private Optional<InboundMessage> find(String carrier, String id, Instant from, Instant to, long giveUp) {
        byte[] mark = id.getBytes(StandardCharsets.US_ASCII);
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            Map<TopicPartition, Long> ends = seek(consumer, from, to);
            while (!ends.isEmpty() && System.nanoTime() < giveUp) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    // reading a message as JSON costs a hundred times as much as looking for its id
                    Optional<InboundMessage> found = isOf(record, carrier) && contains(record.value(), mark)
                            ? parse(record.value())
                                    .filter(message -> message.id().equals(id))
                            : Optional.empty();
                    if (found.isPresent()) {
                        return found;
                    }
                }
                pauseEnded(consumer, ends);
            }
        }
        return Optional.empty();
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                brokers.with(Map.of(
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, PIECE,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES)),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Takes no more of the partitions that were read to their ends, and forgets them. */
    private static void pauseEnded(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        consumer.pause(consumer.assignment().stream()
                .filter(partition -> !ends.containsKey(partition))
                .toList());
    }

    /** Where each partition that holds something between two moments ends. */
    private Map<TopicPartition, Long> seek(KafkaConsumer<String, byte[]> consumer, Instant from, Instant to) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        Map<TopicPartition, OffsetAndTimestamp> starts = at(consumer, partitions, from);
        at(consumer, partitions, to).forEach((partition, end) -> ends.put(partition, end.offset()));
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

    private static boolean isOf(ConsumerRecord<String, byte[]> record, String carrier) {
        return record.key() != null && record.key().startsWith(carrier + ":");
    }

    private static void add(byte[] value, ReplayRequest request, List<InboundMessage> piece) {
        parse(value).ifPresent(message -> {
            Instant received = Instant.parse(message.receivedUtc());
            if (message.carrier().equals(request.carrier())
                    && !received.isBefore(request.from())
                    && received.isBefore(request.to())) {
                piece.add(message);
            }
        });
    }

    /** Empty for what is no message of the hub: that is a dead letter already. */
    private static Optional<InboundMessage> parse(byte[] value) {
        try {
            return Optional.of(Json.read(value, InboundMessage.class));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean contains(byte[] text, byte[] part) {
        for (int i = 0; i + part.length <= text.length; i++) {
            if (Arrays.equals(text, i, i + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }
}
