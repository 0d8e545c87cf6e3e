package io.caravanserai.bench;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.delivery.DeliveryOutbox;
import io.caravanserai.delivery.DeliveryService;
import io.caravanserai.delivery.TargetPolicy;
import io.caravanserai.delivery.WebhookSecret;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import io.caravanserai.tracing.Traces;
import io.caravanserai.tracking.Outbox;
import io.caravanserai.tracking.ShipmentEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What relays events to customers' endpoints, on a store of its own: the outbox, the lanes and the sender of the hub. */
final class RelayRig implements AutoCloseable {
    /** A filter that keeps nothing out. */
    private static final String EVERYTHING = "{\"carrier_ids\":[],\"milestones\":[]}";

    private static final TrackingEvent.Codes CODES = new TrackingEvent.Codes(
            new TrackingEvent.Codes.Gluey("in_transit", "en_route", null, null),
            new TrackingEvent.Codes.Carrier("OT", null, "Arrived at the terminal"));

    private final Vertx vertx = Vertx.vertx();
    private final Database database;
    private final DeliveryService service;
    private final DeliveryOutbox outbox = new DeliveryOutbox(
            () -> {
                throw new IllegalStateException("no endpoint of the bench takes tracker payloads");
            },
            Clock.systemUTC());
    private long made;

    /** One customer with one endpoint. */
    record Customer(String account, String subscription, String path) {}

    RelayRig(Settings settings, Path data) {
        HubConfig config = HubConfig.from(settings.with(OwnFolder.settings(data)));
        this.database = Database.open(config.store(), data);
        TargetPolicy policy =
                new TargetPolicy(host -> Future.failedFuture("a bench calls addresses, no names: " + host), true);
        this.service = new DeliveryService(
                vertx,
                database,
                config.webhook(),
                policy,
                config.node(),
                config.retention(),
                Traces.off(),
                Clock.systemUTC());
    }

    Database database() {
        return database;
    }

    void start() {
        service.start();
    }

    List<Customer> customers(int count, BenchSink sink) {
        List<Customer> customers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "bench-" + System.nanoTime() + "-" + i;
            customers.add(new Customer(name, "sub_" + name, "/" + name));
        }
        long now = System.currentTimeMillis();
        database.write(connection -> {
            for (Customer each : customers) {
                Sql.update(
                        connection,
                        "INSERT INTO account (account_number, name, created_at) VALUES (?, 'Bench', ?)",
                        each.account(),
                        now);
                Sql.update(
                        connection,
                        """
                        INSERT INTO subscription (id, account_number, kind, endpoint, secret, filter, status,
                            created_at, updated_at)
                        VALUES (?,?,'tracking',?,?,?,'active',?,?)""",
                        each.subscription(),
                        each.account(),
                        sink.endpoint(each.path()),
                        WebhookSecret.random().text(),
                        EVERYTHING,
                        now,
                        now);
            }
            return true;
        });
        return customers;
    }

    /** They are told nothing more. */
    void retire(List<Customer> customers) {
        long now = System.currentTimeMillis();
        database.write(connection -> {
            for (Customer each : customers) {
                Sql.update(connection, "UPDATE subscription SET status = 'deleted' WHERE id = ?", each.subscription());
                Sql.update(
                        connection,
                        "UPDATE delivery SET status = 'cancelled', updated_at = ? WHERE subscription_id = ? AND status = 'pending'",
                        now,
                        each.subscription());
            }
            return true;
        });
    }

    /** An event of a shipment of its own. */
    ShipmentEvent event(Customer customer, long dueNanos) {
        long number = made++;
        TrackingEvent.Event event = new TrackingEvent.Event(
                "e" + number,
                List.of(),
                new TrackingEvent.EventTime("2026-03-02T10:00:05Z", "2026-03-02T11:00:00+01:00"),
                CODES,
                new TrackingEvent.Location(
                        null, new TrackingEvent.Address(null, "Rotterdam", null, "3081 AE", "NL"), null),
                null,
                new TrackingEvent.Other(null, null, null),
                null,
                "offset",
                false,
                null);
        TrackingEvent told = new TrackingEvent(
                TrackingEvent.VERSION,
                "bench",
                "TN" + number,
                List.of(),
                10,
                false,
                1_772_445_600_000L,
                "2026-03-02T10:00:05Z",
                new TrackingEvent.Origin("in-1", new InboundMessage.Source("webhook", "req-1", 0, 0), "m:1", "c:1"),
                event);
        return new ShipmentEvent(
                customer.account(),
                BenchSink.shipment(number, dueNanos),
                "order-" + number,
                List.of(),
                "shipment",
                null,
                told);
    }

    /** Keeps messages as the stage does that stores events, and wakes their lanes. */
    void tell(List<ShipmentEvent> news) {
        List<Outbox.Notification> notifications = database.write(connection -> outbox.write(connection, news));
        Set<String> lanes = new HashSet<>();
        notifications.forEach(notification -> lanes.add(notification.key()));
        service.dispatcher().wake(lanes);
    }

    /** Whether a message is not yet kept as delivered. */
    boolean hasPending() {
        return database.read(connection -> Sql.first(
                        connection, "SELECT id FROM delivery WHERE status = 'pending' LIMIT 1", row -> row.getString(1))
                .isPresent());
    }

    @Override
    public void close() {
        service.close();
        database.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
