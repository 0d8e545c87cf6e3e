package io.caravanserai.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names topics that were there already and keep fewer copies of a message than the hub would have them keep. */
final class TopicCheck {
    private static final Logger LOG = LoggerFactory.getLogger(TopicCheck.class);

    private TopicCheck() {}

    static void warn(Admin admin, Copies told, List<String> topics) throws InterruptedException, TimeoutException {
        try {
            copies(admin, topics).forEach((topic, copies) -> {
                if (copies.isLessThan(told)) {
                    LOG.warn(
                            "a topic keeps fewer copies than told, what it acknowledged may be lost with a broker topic={}"
                                    + " replication={} replication_told={} min_insync={} min_insync_told={} next=kafka-reassign-partitions.sh and"
                                    + " kafka-configs.sh change it, or set hub.kafka.replication",
                            topic,
                            copies.replication(),
                            told.replication(),
                            copies.minInsync(),
                            told.minInsync());
                }
            });
        } catch (ExecutionException e) {
            // such as a login that may write to topics and not describe them
            LOG.warn("how many copies the topics keep cannot be asked reason={}", String.valueOf(e.getCause()));
        }
    }

    /** The partition with the fewest decides. */
    private static Map<String, Copies> copies(Admin admin, List<String> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, TopicDescription> described =
                admin.describeTopics(topics).allTopicNames().get(30, TimeUnit.SECONDS);
        Map<String, Integer> minInsync = minInsync(admin, topics);
        return described.values().stream().collect(Collectors.toMap(TopicDescription::name, topic -> {
            int replication = topic.partitions().stream()
                    .mapToInt(partition -> partition.replicas().size())
                    .min()
                    .orElse(0);
            return new Copies(replication, minInsync.getOrDefault(topic.name(), 1));
        }));
    }

    private static Map<String, Integer> minInsync(Admin admin, Collection<String> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<ConfigResource> asked = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<ConfigResource, Config> configs = admin.describeConfigs(asked).all().get(30, TimeUnit.SECONDS);
        return configs.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().name(),
                        entry -> Integer.parseInt(
                                entry.getValue().get(Topics.MIN_INSYNC).value())));
    }
}
