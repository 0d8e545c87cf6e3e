package io.caravanserai.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Watches topics from now on, as an integrator's own consumer would. */
final class Topic implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread;

    private Topic(KafkaConsumer<String, byte[]> consumer, BiConsumer<String, ConsumerRecord<String, byte[]>> watcher) {
        this.consumer = consumer;
        this.thread = new Thread(() -> watch(watcher), "demo-topics");
        thread.setDaemon(true);
        thread.start();
    }

    static Topic watch(
            String bootstrap, Iterable<String> topics, BiConsumer<String, ConsumerRecord<String, byte[]>> watcher) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        topics.forEach(topic -> consumer.partitionsFor(topic)
                .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition()))));
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return new Topic(consumer, watcher);
    }

    private void watch(BiConsumer<String, ConsumerRecord<String, byte[]>> watcher) {
        try (consumer) {
            while (!Thread.currentThread().isInterrupted()) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> watcher.accept(record.topic(), record));
            }
        } catch (WakeupException e) {
            // the demo ends
        }
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        thread.join(2_000);
    }
}
