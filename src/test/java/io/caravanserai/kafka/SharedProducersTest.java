package io.caravanserai.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class SharedProducersTest {
    private final SharedProducers producers = new SharedProducers();
    private final String topic = TestBroker.freshTopics().topic(Topics.INBOUND);

    @Test
    void routesWithTheSameSettingsShareAProducerUntilTheLastOfThemStops() throws Exception {
        // Given two routes with the same settings, one of which has sent and stopped, twice
        Producer<Object, Object> first = producer("all");
        Producer<Object, Object> second = producer("all");
        send(first);
        first.close();
        first.close();

        // When the other sends
        send(second);

        // Then both went through the one producer (which counts a retry too), and it is closed with the last route
        assertThat(sent(second)).isGreaterThanOrEqualTo(2);
        second.close();
        assertThatThrownBy(() -> send(second)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void otherSettingsMeanAnotherProducer() throws Exception {
        Producer<Object, Object> all = producer("all");
        Producer<Object, Object> one = producer("1");

        send(all);

        assertThat(sent(one)).isZero();
        all.close();
        one.close();
    }

    @SuppressWarnings("unchecked")
    private Producer<Object, Object> producer(String acks) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", TestBroker.bootstrap());
        settings.put("acks", acks);
        settings.put("enable.idempotence", "false");
        settings.put("key.serializer", StringSerializer.class.getName());
        settings.put("value.serializer", StringSerializer.class.getName());
        return (Producer<Object, Object>) producers.getProducer(settings);
    }

    private void send(Producer<Object, Object> producer) throws Exception {
        producer.send(new ProducerRecord<>(topic, "key", "value")).get(20, TimeUnit.SECONDS);
    }

    private static double sent(Producer<Object, Object> producer) {
        return producer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("record-send-total")
                        && metric.metricName().group().equals("producer-metrics"))
                .map(Metric::metricValue)
                .mapToDouble(value -> (Double) value)
                .sum();
    }
}
