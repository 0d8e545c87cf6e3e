package io.caravanserai.label.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.caravanserai.label.news.LabelGroup;
import io.caravanserai.label.news.LabelGroups;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.TestStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The repository under Camel's own Aggregate EIP, and by itself where only a race would show it. */
class LabelAggregatesTest {
    private static final String BATCH = "batch:b1";

    private static final Duration HOUR = Duration.ofHours(1);

    private final List<LabelGroup> released = new CopyOnWriteArrayList<>();
    private final AtomicBoolean broken = new AtomicBoolean();
    private Clock clock = Clock.systemUTC();
    private CamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    @OnBothStores
    void whatWasGatheredSurvivesARestartAndIsReleasedOnce(TestStore store) throws Exception {
        // Given a route that is stopped in the middle
        start(store);
        send(group(3, null, "s1"));
        send(group(3, null, "s1"));
        context.stop();

        // When it goes on
        start(store);
        send(group(3, null, "s2"));
        assertThat(released).isEmpty();
        send(group(3, null, "s3"));

        // Then it is complete, and nothing is left in the store
        await().until(() -> released.size() == 1);
        assertThat(released.get(0).done()).containsExactlyInAnyOrder("s1", "s2", "s3");
        LabelGroups groups = new LabelGroups(store.database());
        await().until(() ->
                groups.correlations().isEmpty() && groups.left(-60_000).isEmpty());
    }

    @OnBothStores
    void aDeadlineGoesOnAfterARestart(TestStore store) throws Exception {
        // Given a group that may wait for an hour
        start(store);
        send(group(3, System.currentTimeMillis() + HOUR.toMillis(), "s1"));
        context.stop();
        assertThat(released).isEmpty();

        // When the hub is started again after that time
        clock = Clock.offset(clock, HOUR);
        start(store);

        // Then it is released without what is missing
        await().until(() -> released.size() == 1);
        assertThat(released.get(0).done()).containsExactly("s1");
    }

    @OnBothStores
    void whatWasCompleteButNotReleasedIsRecovered(TestStore store) throws Exception {
        // Given groups that are complete with their only message, or with a later one, when releasing fails
        broken.set(true);
        start(store);
        send(group(2, null, "s1"));
        send(group(2, null, "s2"));
        send(new LabelGroup(1, "shipment:s9", Set.of("s9"), 1, null, false));
        assertThat(new LabelGroups(store.database()).left(-60_000)).hasSize(2);
        context.stop();
        broken.set(false);

        // When the hub is started again
        start(store);

        // Then both are released
        await().untilAsserted(() -> assertThat(released)
                .extracting(LabelGroup::collection)
                .containsExactlyInAnyOrder(BATCH, "shipment:s9"));
        await().until(() -> new LabelGroups(store.database()).left(-60_000).isEmpty());
    }

    @OnBothStores
    void aNodeThatWasSlowerLooksAgain(TestStore store) {
        LabelAggregates repository = repository(store);
        repository.add(context, BATCH, null, exchange(group(3, null, "s1")));

        // Given two nodes that read the same
        Exchange one = held(repository);
        Exchange other = held(repository);
        repository.add(context, BATCH, one, one);

        // Then the second can neither keep nor complete nor begin it anew
        assertThatThrownBy(() -> repository.add(context, BATCH, other, other))
                .isInstanceOf(OptimisticLockingException.class);
        assertThatThrownBy(() -> repository.remove(context, BATCH, other))
                .isInstanceOf(OptimisticLockingException.class);
        assertThatThrownBy(() -> repository.add(context, BATCH, null, exchange(group(3, null, "s2"))))
                .isInstanceOf(OptimisticLockingException.class);
        repository.remove(context, BATCH, held(repository));
        assertThat(repository.get(context, BATCH)).isNull();
    }

    private void start(TestStore store) throws Exception {
        LabelGroups groups = new LabelGroups(store.database());
        context = new DefaultCamelContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:news")
                        .aggregate(header(LabelGathering.COLLECTION), new LabelGathering(groups))
                        .aggregationRepository(repository(store))
                        .optimisticLocking()
                        .completionPredicate(header(LabelGathering.MISSING).isEqualTo(0))
                        .completionTimeout(header(LabelGathering.WAIT))
                        .completionTimeoutCheckerInterval(100)
                        .process(new ReleaseLabels(LabelAggregatesTest.this::release));
            }
        });
        context.start();
    }

    private LabelAggregates repository(TestStore store) {
        LabelAggregates repository = new LabelAggregates(new LabelGroups(store.database()), clock);
        repository.setRecoveryInterval(50);
        return repository;
    }

    private Exchange held(LabelAggregates repository) {
        return Objects.requireNonNull(repository.get(context, BATCH));
    }

    private void release(LabelGroup group) {
        if (broken.get()) {
            throw new IllegalStateException("releasing fails");
        }
        released.add(group);
    }

    private void send(LabelGroup group) {
        context.createProducerTemplate().send("direct:news", exchange(group));
    }

    private Exchange exchange(LabelGroup group) {
        Exchange exchange = new DefaultExchange(context);
        LabelGathering.describe(exchange.getMessage(), group, clock.millis());
        return exchange;
    }

    private static LabelGroup group(int expected, @Nullable Long deadline, String done) {
        return new LabelGroup(1, BATCH, Set.of(done), expected, deadline, false);
    }
}
