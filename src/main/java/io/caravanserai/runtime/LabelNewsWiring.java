package io.caravanserai.runtime;

import io.caravanserai.account.CustomerGuard;
import io.caravanserai.config.HubConfig;
import io.caravanserai.http.HandlerProcessor;
import io.caravanserai.kafka.Publisher;
import io.caravanserai.kafka.Topics;
import io.caravanserai.label.news.BatchApi;
import io.caravanserai.label.news.GroupFinder;
import io.caravanserai.label.news.LabelGroups;
import io.caravanserai.label.news.LabelLink;
import io.caravanserai.label.news.LabelRelease;
import io.caravanserai.label.news.ManifestSheet;
import io.caravanserai.label.news.OutcomePublisher;
import io.caravanserai.label.news.ShipmentLabels;
import io.caravanserai.label.route.LabelAggregates;
import io.caravanserai.label.route.LabelCollections;
import io.caravanserai.label.route.LabelGathering;
import io.caravanserai.label.route.ReleaseLabels;
import io.caravanserai.page.PageLinks;
import io.caravanserai.store.Database;
import io.caravanserai.tracking.Outbox;
import java.time.Clock;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.camel.spi.Registry;

/** What follows the end of label work: outbox, the steps of the route label-aggregate, and batches. */
final class LabelNewsWiring implements AutoCloseable {
    private final HubConfig config;
    private final Database database;
    private final OutcomePublisher outcomes;
    private final PageLinks pages;
    private final Clock clock;

    LabelNewsWiring(HubConfig config, Database database, Publisher publisher, PageLinks pages, Clock clock) {
        this.config = config;
        this.database = database;
        String topic = config.kafka().topic(Topics.LABELS);
        this.outcomes = new OutcomePublisher(database, records -> publisher.publishAll(topic, records));
        this.pages = pages;
        this.clock = clock;
    }

    /**
     * @param deadLetters takes records of the topic that cannot be read
     */
    void bind(
            Registry registry,
            CustomerGuard guard,
            ShipmentLabels labels,
            LabelLink links,
            BiConsumer<byte[], String> deadLetters,
            Consumer<List<Outbox.Notification>> wakeLanes) {
        LabelGroups groups = new LabelGroups(database);
        LabelRelease release = new LabelRelease(
                database, labels, links, pages, config.webhook().maxBody(), wakeLanes, clock);
        registry.bind("labelCollections", new LabelCollections(new GroupFinder(database, deadLetters, clock), clock));
        registry.bind("labelGathering", new LabelGathering(groups));
        registry.bind("labelAggregates", new LabelAggregates(groups, clock));
        registry.bind("releaseLabels", new ReleaseLabels(release));
        ManifestSheet sheet =
                new ManifestSheet(config.mappingsDir(), config.labelFontsDir().orElse(null));
        BatchApi batches =
                new BatchApi(guard, database, labels, sheet, config.labelBatchDeadline(), outcomes::wake, clock);
        registry.bind("createLabelBatch", new HandlerProcessor(batches::create));
        registry.bind("labelBatch", new HandlerProcessor(batches::get));
        registry.bind("labelBatchDocument", new HandlerProcessor(batches::document));
    }

    /** Label work has ended; called after the commit. */
    void wake() {
        outcomes.wake();
    }

    void start() {
        outcomes.start();
    }

    @Override
    public void close() {
        outcomes.close();
    }
}
