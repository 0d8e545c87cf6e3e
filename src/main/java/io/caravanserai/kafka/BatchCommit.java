package io.caravanserai.kafka;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.DefaultKafkaManualCommit;
import org.apache.camel.component.kafka.consumer.DefaultKafkaManualSyncCommit;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.camel.component.kafka.consumer.KafkaManualCommitFactory;
import org.apache.kafka.common.TopicPartition;

/**
 * The last step of a batch route: commits the offsets of every partition in the batch. Camel's own batch commit knows
 * the last record only, which is one partition of many, and its default commit manager commits a batch that failed; so
 * {@link #factory()} must be set on the Kafka component: with it a failed batch is read again.
 */
public final class BatchCommit implements Processor {
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
        Map<TopicPartition, KafkaManualCommit> last = new LinkedHashMap<>();
        for (Exchange record : batch) {
            KafkaManualCommit commit =
                    record.getMessage().getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class);
            if (commit instanceof DefaultKafkaManualCommit positioned) {
                last.put(positioned.getPartition(), commit);
            }
        }
        exchange.setProperty(PROPERTY, List.copyOf(last.values()));
    }

    @Override
    public void process(Exchange exchange) {
        List<?> commits = exchange.getProperty(PROPERTY, List.class);
        if (commits == null) {
            throw new IllegalStateException("no batch to commit: a stage that remembers its batch must come first");
        }
        commits.forEach(commit -> ((KafkaManualCommit) commit).commit());
    }

    /**
     * Makes commits that happen only when asked for. Not a lambda of convenience: Camel picks a commit manager by the
     * class of its factory, and every class it knows commits failed batches.
     */
    public static KafkaManualCommitFactory factory() {
        return DefaultKafkaManualSyncCommit::new;
    }
}
