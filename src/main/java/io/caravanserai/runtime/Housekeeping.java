package io.caravanserai.runtime;

import io.caravanserai.alert.Alerts;
import io.caravanserai.audit.AuditLog;
import io.caravanserai.config.HubConfig;
import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.delivery.DeliveryStore;
import io.caravanserai.intake.FileLog;
import io.caravanserai.intake.InterchangeLog;
import io.caravanserai.label.news.LabelOutcomes;
import io.caravanserai.shipment.ShipmentStore;
import io.caravanserai.store.Database;
import java.time.Clock;
import org.apache.camel.spi.Registry;

/** The steps of routes/hub/housekeeping. */
final class Housekeeping {
    private Housekeeping() {}

    static void bind(
            Registry registry,
            HubConfig.Retention retention,
            Database database,
            DeadLetterStore deadLetters,
            ShipmentStore shipments,
            Alerts alerts,
            FileWiring files,
            AuditLog audit,
            Clock clock) {
        registry.bind("forgetFileAudit", new Forget("file-audit", files::forgetAudit));
        registry.bind("forgetFileCopies", new Forget("file-copies", files::forgetCopies));
        registry.bind(
                "forgetDeadLetters", new Forget("dead-letters", () -> deadLetters.purge(retention.deadLetters())));
        registry.bind("forgetAdminActs", new Forget("admin-acts", () -> audit.purge(retention.audit())));
        registry.bind("forgetAlerts", new Forget("alerts", () -> alerts.purge(retention.deadLetters())));
        registry.bind(
                "forgetFiles", new Forget("file-names", () -> FileLog.purge(database, retention.fileLog(), clock)));
        registry.bind(
                "forgetInterchanges",
                new Forget("interchanges", () -> InterchangeLog.purge(database, retention.interchangeLog(), clock)));
        registry.bind(
                "forgetLabelNews",
                new Forget("label-news", () -> LabelOutcomes.purge(database, DeliveryStore.DONE_RETENTION, clock)));
        registry.bind(
                "forgetRequests",
                new Forget(
                        "idempotency-keys",
                        () -> shipments.forgetRequests(
                                clock.millis() - retention.idempotency().toMillis())));
    }
}
