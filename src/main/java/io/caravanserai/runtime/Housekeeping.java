package io.caravanserai.runtime;

import io.caravanserai.alert.Alerts;
import io.caravanserai.audit.AuditLog;
import io.caravanserai.behaviour.BehaviourExpiry;
import io.caravanserai.config.HubConfig;
import io.caravanserai.console.SessionStore;
import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.figure.Figures;
import io.caravanserai.fileaudit.FileAudit;
import io.caravanserai.intake.FileLog;
import io.caravanserai.intake.InterchangeLog;
import io.caravanserai.label.news.LabelOutcomes;
import io.caravanserai.retention.Archive;
import io.caravanserai.retention.Expiry;
import io.caravanserai.retention.Retention;
import io.caravanserai.shipment.ShipmentExpiry;
import io.caravanserai.store.Database;
import io.caravanserai.store.Dialect;
import io.caravanserai.tracking.EventExpiry;
import io.caravanserai.tracking.EventMonths;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.spi.Registry;

/** The steps of routes/hub/housekeeping. */
final class Housekeeping {
    private final HubConfig config;
    private final Database database;
    private final Retention retention;
    private final Clock clock;

    Housekeeping(HubConfig config, Database database, Clock clock) {
        this.config = config;
        this.database = database;
        this.retention = new Retention(
                database,
                config.node(),
                config.retention().archive().map(folder -> new Archive(folder, config.node())));
        this.clock = clock;
    }

    void bind(Registry registry, DeadLetterStore deadLetters, FileWiring files) {
        HubConfig.Retention terms = config.retention();
        registry.bind("makeEventMonths", new Forget("months-of-events", this::makeMonths));
        registry.bind("forgetEvents", new Forget("tracking-events", () -> forgetEvents(terms.events())));
        registry.bind(
                "forgetShipments",
                new Forget(
                        "shipments",
                        () -> forget(terms.shipments(), ShipmentExpiry.SHIPMENTS, ShipmentExpiry.BATCHES)));
        registry.bind(
                "forgetVisitors",
                new Forget("visitors", () -> forget(terms.behaviour(), BehaviourExpiry.ALL.toArray(new Expiry[0]))));
        registry.bind(
                "forgetDeadLetters",
                new Forget("dead-letters", () -> deadLetters.purge(retention, before(terms.deadLetters()))));
        registry.bind("forgetAlerts", step(terms.alerts(), Alerts.EXPIRY));
        registry.bind("forgetAdminActs", step(terms.audit(), AuditLog.EXPIRY));
        registry.bind("forgetConsoleSessions", step(config.consoleSession(), SessionStore.EXPIRY));
        registry.bind("forgetFigures", step(terms.figures(), Figures.EXPIRY));
        registry.bind("forgetFiles", step(terms.fileLog(), FileLog.EXPIRY));
        registry.bind("forgetFileAudit", step(config.files().auditRetention(), FileAudit.EXPIRY));
        registry.bind("forgetFileCopies", new Forget("file-copies", files::forgetCopies));
        registry.bind("forgetInterchanges", step(terms.interchangeLog(), InterchangeLog.EXPIRY));
        registry.bind(
                "forgetLabelNews",
                new Forget("label-news", () -> LabelOutcomes.purge(database, terms.deliveries(), clock)));
        registry.bind("forgetRequests", step(terms.idempotency(), ShipmentExpiry.REQUESTS));
    }

    private Forget step(Duration term, Expiry expiry) {
        return new Forget(expiry.kind(), () -> forget(Optional.of(term), expiry));
    }

    private int forget(Optional<Duration> term, Expiry... expiries) {
        return term.map(kept -> List.of(expiries).stream()
                        .mapToInt(expiry -> retention.forget(expiry, before(kept)))
                        .sum())
                .orElse(0);
    }

    private int forgetEvents(Optional<Duration> term) {
        EventExpiry events = new EventExpiry(database, retention);
        return term.map(kept -> events.forget(before(kept))).orElse(0);
    }

    private int makeMonths() {
        boolean mine = database.dialect() == Dialect.POSTGRESQL && retention.isMine();
        return mine ? new EventMonths(database).ahead(clock.millis()) : 0;
    }

    private long before(Duration term) {
        return clock.millis() - term.toMillis();
    }
}
