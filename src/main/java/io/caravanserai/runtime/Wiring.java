package io.caravanserai.runtime;

import io.caravanserai.config.HubConfig;
import io.caravanserai.deadletter.DeadLetterAdmin;
import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.event.Json;
import io.caravanserai.harmonize.HarmonizeStage;
import io.caravanserai.harmonize.Harmonizer;
import io.caravanserai.harmonize.MappingLibrary;
import io.caravanserai.http.ManagementServer;
import io.caravanserai.intake.IntakeBeans;
import io.caravanserai.kafka.BatchCommit;
import io.caravanserai.kafka.Publisher;
import io.caravanserai.kafka.Topics;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.store.Database;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** Makes the hub's services and gives the routes the names under which they call them. */
final class Wiring implements AutoCloseable {
    private final Clock clock = Clock.systemUTC();
    private final Database database;
    private final Publisher publisher;
    private final DeadLetterStore deadLetters;
    private final MappingLibrary mappings;

    Wiring(HubConfig config, Database database, Vertx vertx, String bootstrap) {
        this.database = database;
        this.publisher = new Publisher(bootstrap);
        String inbound = config.kafka().topic(Topics.INBOUND);
        this.deadLetters = new DeadLetterStore(
                database,
                config.dataDir().resolve("dead-letters"),
                message -> publisher.publish(inbound, message.topicKey(), Json.bytes(message)),
                clock);
        try {
            this.mappings = MappingLibrary.load(config.mappingsDir());
        } catch (MappingException e) {
            throw new StartFailure("The mappings cannot be used: " + e.getMessage(), e);
        }
    }

    void bind(Registry registry) {
        IntakeBeans.bind(registry, database, deadLetters, clock);
        registry.bind("harmonizeBatch", new HarmonizeStage(new Harmonizer(() -> mappings, clock), deadLetters));
        registry.bind("commitBatch", new BatchCommit());
    }

    void start() {}

    void manage(ManagementServer management, CamelContext context, RouteFiles routes) {
        DeadLetterAdmin letters = new DeadLetterAdmin(List.of(deadLetters));
        management
                .on("GET", "/admin/dead-letters", letters::list)
                .on("GET", "/admin/dead-letters/:id", letters::get)
                .on("POST", "/admin/dead-letters/:id/replay", letters::replay)
                .on("DELETE", "/admin/dead-letters/:id", letters::discard);
    }

    @Override
    public void close() {
        publisher.close();
    }
}
