package io.caravanserai.behaviour;

import io.caravanserai.config.HubConfig;
import io.caravanserai.http.CallRate;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.store.Database;
import java.time.Clock;

/** Everything about events of visitors, put together. */
public final class Behaviour implements AutoCloseable {
    private final BehaviourPublisher publisher;
    private final SourceStore sources;
    private final HubConfig.Track settings;
    private final TrackerApi tracker;
    private final BehaviourAdmin admin;

    /** @param node unique among live processes on one database, best the same after a restart */
    public Behaviour(
            Database database, String node, BehaviourPublisher.Publish publish, HubConfig.Track settings, Clock clock) {
        this.publisher = new BehaviourPublisher(database, node, publish);
        this.sources = new SourceStore(database, clock);
        this.settings = settings;
        this.tracker = new TrackerApi(
                sources,
                new BehaviourStore(database, publisher::wake, clock),
                new Gate(sources, new CallRate(clock)),
                settings,
                clock);
        this.admin = new BehaviourAdmin(database);
    }

    public void start() {
        publisher.start();
    }

    public TrackKind kind() {
        return new TrackKind(settings);
    }

    public TrackerApi tracker() {
        return tracker;
    }

    public CollectApi collect() {
        return new CollectApi(tracker);
    }

    public BatchApi batch() {
        return new BatchApi(tracker);
    }

    public SourceAdmin sources() {
        return new SourceAdmin(sources);
    }

    public BehaviourAdmin admin() {
        return admin;
    }

    /** What a browser hears that asks whether it may call. */
    public HttpAnswer preflight(HttpCall call) {
        return Cors.preflight(call);
    }

    /** The answer to a call on {@code /track} that is not clearly a query nor clearly a tracker payload. */
    public HttpAnswer refusal(HttpCall call) {
        return switch (kind().of(call)) {
            case "large" ->
                HttpAnswer.detail(413, "The body is larger than the " + settings.maxBody() + " bytes that are taken.");
            case "both" ->
                HttpAnswer.detail(422, "A query has ids and an x-key, a tracker payload has source: send one of them.");
            default ->
                HttpAnswer.detail(
                        422,
                        "Send {\"ids\": [...]} with an x-key to ask for shipments, or a tracker payload with source.id.");
        };
    }

    @Override
    public void close() {
        publisher.close();
    }
}
