package io.caravanserai.runtime;

import io.caravanserai.behaviour.Behaviour;
import io.caravanserai.behaviour.BehaviourAdmin;
import io.caravanserai.behaviour.SourceAdmin;
import io.caravanserai.behaviour.TrackerScript;
import io.caravanserai.config.HubConfig;
import io.caravanserai.http.AsyncHandlerProcessor;
import io.caravanserai.http.HandlerProcessor;
import io.caravanserai.http.ManagementServer;
import io.caravanserai.kafka.Publisher;
import io.caravanserai.kafka.Topics;
import io.caravanserai.store.Database;
import java.time.Clock;
import org.apache.camel.spi.Registry;

/** What takes, keeps and publishes events of visitors. */
final class BehaviourWiring implements AutoCloseable {
    private final Behaviour behaviour;

    BehaviourWiring(HubConfig config, Database database, Publisher publisher, Clock clock) {
        String topic = config.kafka().topic(Topics.BEHAVIOUR);
        this.behaviour = new Behaviour(
                database, config.node(), records -> publisher.publishAll(topic, records), config.track(), clock);
    }

    void bind(Registry registry) {
        registry.bind("trackKind", behaviour.kind());
        registry.bind("trackEvents", new AsyncHandlerProcessor(behaviour.tracker()::track));
        registry.bind("trackRefusal", new HandlerProcessor(behaviour::refusal));
        registry.bind("trackBatch", new AsyncHandlerProcessor(behaviour.batch()::batch));
        registry.bind("collectEvent", new AsyncHandlerProcessor(behaviour.collect()::collect));
        registry.bind("trackerScript", new HandlerProcessor(new TrackerScript()::answer));
        registry.bind("eventsPreflight", new HandlerProcessor(behaviour::preflight));
    }

    void start() {
        behaviour.start();
    }

    void manage(ManagementServer management) {
        SourceAdmin sources = behaviour.sources();
        BehaviourAdmin visitors = behaviour.admin();
        management
                .on("GET", "/admin/event-sources", sources::list)
                .on("POST", "/admin/event-sources", sources::create, "id", "name", "type", "enabled")
                .on("PUT", "/admin/event-sources/:id", sources::change, "name", "type", "enabled")
                .on("GET", "/admin/profiles/:id", visitors::profile)
                .on("GET", "/admin/profiles/:id/export", visitors::export)
                .on("POST", "/admin/profiles/:id/merge", visitors::merge)
                .on("DELETE", "/admin/profiles/:id", visitors::erase)
                .on("GET", "/admin/sessions/:id", visitors::session)
                .on("GET", "/admin/events/:id", visitors::event);
    }

    @Override
    public void close() {
        behaviour.close();
    }
}
