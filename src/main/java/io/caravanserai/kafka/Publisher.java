package io.caravanserai.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends single records from outside a route, such as a replayed dead letter; returns when they are durable. */
public final class Publisher implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;

    public Publisher(KafkaClients clients) {
        this.producer = new KafkaProducer<>(
                clients.with(Map.of(
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Topics.MAX_MESSAGE_BYTES,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        10_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        5_000)),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /**
     * @throws IllegalStateException when the broker did not acknowledge; the caller still holds the record
     */
    public void publish(String topic, String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic, key, value)).get(15, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka did not take the record for topic " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while publishing", e);
        }
    }

    /**
     * Publishes records with their keys, many on their way at a time; all are durable when this returns.
     *
     * @throws IllegalStateException when the broker did not acknowledge one; others may be there, none is on its way
     */
    public void publishAll(String topic, List<Map.Entry<String, byte[]>> records) {
        List<Future<?>> sent = new ArrayList<>();
        Exception failure = null;
        try {
            for (Map.Entry<String, byte[]> record : records) {
                sent.add(producer.send(new ProducerRecord<>(topic, record.getKey(), record.getValue())));
            }
        } catch (KafkaException e) {
            failure = e;
        }
        for (Future<?> one : sent) {
            try {
                one.get(15, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                failure = failure == null ? e : failure;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while publishing", e);
            }
        }
        if (failure != null) {
            throw new IllegalStateException("Kafka did not take all records for topic " + topic, failure);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
