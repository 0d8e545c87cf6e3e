package io.caravanserai.backup;

import io.caravanserai.backup.Manifest.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far groups of consumers have read. */
final class Positions {
    private static final int SECONDS = 30;

    private Positions() {}

    /**
     * @throws IllegalArgumentException when no broker answers, in the operator's words
     */
    static List<Position> read(String bootstrap) {
        return with(bootstrap, admin -> {
            Map<String, ListConsumerGroupOffsetsSpec> groups = new HashMap<>();
            for (GroupListing group : admin.listGroups().all().get(SECONDS, TimeUnit.SECONDS)) {
                groups.put(group.groupId(), new ListConsumerGroupOffsetsSpec());
            }
            List<Position> positions = new ArrayList<>();
            admin.listConsumerGroupOffsets(groups)
                    .all()
                    .get(SECONDS, TimeUnit.SECONDS)
                    .forEach((group, offsets) -> offsets.forEach((where, at) -> {
                        if (at != null) {
                            positions.add(new Position(group, where.topic(), where.partition(), at.offset()));
                        }
                    }));
            return positions;
        });
    }

    /** Makes groups go on from there. */
    static void write(String bootstrap, List<Position> positions) {
        Map<String, Map<TopicPartition, OffsetAndMetadata>> groups = new HashMap<>();
        positions.forEach(position -> groups.computeIfAbsent(position.group(), any -> new HashMap<>())
                .put(
                        new TopicPartition(position.topic(), position.partition()),
                        new OffsetAndMetadata(position.offset())));
        with(bootstrap, admin -> {
            for (Map.Entry<String, Map<TopicPartition, OffsetAndMetadata>> group : groups.entrySet()) {
                admin.alterConsumerGroupOffsets(group.getKey(), group.getValue())
                        .all()
                        .get(SECONDS, TimeUnit.SECONDS);
            }
            return groups.size();
        });
    }

    @FunctionalInterface
    private interface Work<T> {
        T with(Admin admin) throws ExecutionException, TimeoutException, InterruptedException;
    }

    private static <T> T with(String bootstrap, Work<T> work) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrap, "default.api.timeout.ms", SECONDS * 1_000);
        try (Admin admin = Admin.create(settings)) {
            return work.with(admin);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalArgumentException(
                    "The hub runs, but its broker does not answer at " + bootstrap
                            + ": give this command the hub's own settings (hub.kafka.port).",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the broker", e);
        }
    }
}
