package io.caravanserai.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.DefaultKafkaManualCommit;
import org.apache.camel.component.kafka.consumer.KafkaManualCommitFactory;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last step of a batch route: commits the offsets of every partition in the batch, in one request. Camel's own batch commit knows
 * the last record only, which is one partition of many, and its default commit manager commits a batch that failed; so
 * {@link #factory()} must be set on the Kafka component: with it a failed batch is read again.
 */
public final class BatchCommit implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(BatchCommit.class);
    private static final String PROPERTY = "hubKafkaCommits";

    /**
     * The records of a batch, whose commits are remembered for the end of the route.
     *
     * @throws IllegalStateException when the exchange does not come from a batching Kafka consumer
     */
    public static List<Exchange> records(Exchange exchange) {
        List<Exchange> batch = new ArrayList<>();
        if (!(exchange.getMessage().getBody() instanceof List<?> list)) {
            throw new IllegalStateException("this step takes a batch: set batching=true on the Kafka consumer");
        }
        list.forEach(record -> batch.add((Exchange) record));
        remember(exchange, batch);
        return batch;
    }

    private static void remember(Exchange exchange, List<Exchange> batch) {
        Map<TopicPartition, Position> last = new LinkedHashMap<>();
        for (Exchange record : batch) {
            if (record.getMessage().getHeader(KafkaConstants.MANUAL_COMMIT) instanceof Position position) {
                last.put(position.getPartition(), position);
            }
        }
        exchange.setProperty(PROPERTY, List.copyOf(last.values()));
    }

    @Override
    public void process(Exchange exchange) {
        List<?> positions = exchange.getProperty(PROPERTY, List.class);
        if (positions == null) {
            throw new IllegalStateException("no batch to commit: a stage that remembers its batch must come first");
        }
        if (positions.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new LinkedHashMap<>();
        positions.forEach(element -> {
            Position position = (Position) element;
            offsets.put(position.getPartition(), new OffsetAndMetadata(position.getRecordOffset() + 1));
        });
        ((Position) positions.get(0)).commit(offsets);
    }

    /**
     * Makes commits that happen only when asked for. Not a lambda of convenience: Camel picks a commit manager by the
     * class of its factory, and every class it knows commits failed batches.
     */
    public static KafkaManualCommitFactory factory() {
        return (exchange, record, manager) -> new Position(exchange, record);
    }

    /** Where a record stands, with the consumer that read it. */
    private static final class Position extends DefaultKafkaManualCommit {
        Position(
                KafkaManualCommitFactory.CamelExchangePayload exchange,
                KafkaManualCommitFactory.KafkaRecordPayload record) {
            super(exchange, record);
        }

        /** Out of its group, only the next poll takes the consumer back in: to try the commit again would never end. */
        void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            try {
                camelExchangePayload.consumer.commitSync(offsets, Duration.ofMillis(getCommitTimeout()));
            } catch (CommitFailedException | RebalanceInProgressException e) {
                LOG.warn(
                        "a batch was not committed, since its partitions moved meanwhile or its consumer was taken for gone; it is read again, what it did counts once"
                                + " partitions={} reason={}",
                        offsets.keySet(),
                        e.getMessage());
            }
        }

        @Override
        public void commit() {
            commit(Map.of(getPartition(), new OffsetAndMetadata(getRecordOffset() + 1)));
        }
    }
}
