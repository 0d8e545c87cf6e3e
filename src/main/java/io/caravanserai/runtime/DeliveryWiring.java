package io.caravanserai.runtime;

import io.caravanserai.account.CustomerGuard;
import io.caravanserai.account.Scope;
import io.caravanserai.config.HubConfig;
import io.caravanserai.delivery.CallerAccount;
import io.caravanserai.delivery.DeliveryApi;
import io.caravanserai.delivery.DeliveryService;
import io.caravanserai.delivery.DeliveryStore;
import io.caravanserai.delivery.DnsResolver;
import io.caravanserai.delivery.SubscriptionApi;
import io.caravanserai.delivery.SubscriptionStore;
import io.caravanserai.delivery.TargetPolicy;
import io.caravanserai.delivery.WakeLanes;
import io.caravanserai.delivery.WebhookDeadLetters;
import io.caravanserai.http.HandlerProcessor;
import io.caravanserai.store.Database;
import io.caravanserai.tracing.Traces;
import io.caravanserai.tracking.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.spi.Registry;

/** What sends webhooks, and what customers ask and tell about them. */
final class DeliveryWiring implements AutoCloseable {
    private final Database database;
    private final Clock clock;
    private final DnsResolver resolver = new DnsResolver();
    private final TargetPolicy targets;
    private final DeliveryStore deliveries;
    private final DeliveryService service;

    DeliveryWiring(HubConfig config, Database database, Vertx vertx, Traces traces, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.targets = new TargetPolicy(resolver, config.webhook().allowPrivate());
        this.deliveries = new DeliveryStore(database, clock);
        this.service = new DeliveryService(
                vertx, database, config.webhook(), targets, config.node(), config.retention(), traces, clock);
    }

    /**
     * @param milestones those a subscription may name
     */
    void bind(Registry registry, CustomerGuard guard, Set<String> milestones) {
        registry.bind("wakeLanes", new WakeLanes(service.dispatcher()));
        CallerAccount caller = call -> guard.account(call, Scope.WEBHOOKS);
        SubscriptionApi subscriptions = new SubscriptionApi(
                caller, new SubscriptionStore(database, clock), targets, milestones, service.dispatcher()::reload);
        registry.bind("subscribe", new HandlerProcessor(subscriptions::create));
        registry.bind("subscriptions", new HandlerProcessor(subscriptions::list));
        registry.bind("unsubscribe", new HandlerProcessor(subscriptions::delete));
        registry.bind("changeSubscription", new HandlerProcessor(subscriptions::change));
        registry.bind("enableSubscription", new HandlerProcessor(subscriptions::enable));
        registry.bind("rotateSecret", new HandlerProcessor(subscriptions::rotate));
        DeliveryApi api = new DeliveryApi(caller, deliveries);
        registry.bind("deliveries", new HandlerProcessor(api::list));
        registry.bind("delivery", new HandlerProcessor(api::get));
        registry.bind("replayDelivery", new HandlerProcessor(api::replay));
        registry.bind("replayDeliveries", new HandlerProcessor(api::replayAll));
    }

    /** Webhooks nobody took. */
    WebhookDeadLetters deadLetters() {
        return new WebhookDeadLetters(deliveries);
    }

    void wake(List<Outbox.Notification> news) {
        service.dispatcher().wake(news.stream().map(Outbox.Notification::key).collect(Collectors.toSet()));
    }

    /** Tells what became of attempts. */
    void bindTo(MeterRegistry metrics) {
        service.bindTo(metrics);
    }

    /** A subscription was paused or resumed: nothing that was read for it before is sent. */
    void reload(String subscription) {
        service.dispatcher().reload(subscription);
        service.dispatcher().wake(List.of(subscription));
    }

    void start() {
        service.start();
    }

    @Override
    public void close() {
        Closing.inTurn(service, resolver);
    }
}
