package io.caravanserai.runtime;

import io.caravanserai.account.AccountAdmin;
import io.caravanserai.account.AccountStore;
import io.caravanserai.account.KeyAdmin;
import io.caravanserai.admin.AdminApi;
import io.caravanserai.alert.AlertAdmin;
import io.caravanserai.alert.Alerts;
import io.caravanserai.audit.AuditAdmin;
import io.caravanserai.audit.AuditLog;
import io.caravanserai.config.HubConfig;
import io.caravanserai.deadletter.DeadLetterAdmin;
import io.caravanserai.deadletter.DeadLetters;
import io.caravanserai.edifile.EdiFilesAdmin;
import io.caravanserai.erasure.Erasure;
import io.caravanserai.erasure.ErasureAdmin;
import io.caravanserai.fx.ExchangeRates;
import io.caravanserai.http.ManagementServer;
import io.caravanserai.label.sscc.SsccAdmin;
import io.caravanserai.label.sscc.SsccRangeStore;
import io.caravanserai.reload.Reloader;
import io.caravanserai.replay.Replays;
import io.caravanserai.store.Database;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The calls under {@code /admin} that no other part opens as its own.
 *
 * @param carriers what {@code GET /admin/carriers} lists
 */
record AdminWiring(
        HubConfig config,
        Database database,
        AccountStore accounts,
        AuditLog audit,
        Replays replays,
        Alerts alerts,
        DeadLetters deadLetters,
        ExchangeRates rates,
        Supplier<? extends List<?>> carriers) {
    void open(ManagementServer management, Reloader reloader) {
        Clock clock = database.clock();
        AdminApi admin = new AdminApi(database, carriers, Map.of("exchange_rates", rates::status), clock);
        AlertAdmin open = new AlertAdmin(alerts);
        DeadLetterAdmin letters = new DeadLetterAdmin(deadLetters);
        EdiFilesAdmin ediFiles = new EdiFilesAdmin(database, clock);
        Erasure erasure = new Erasure(database, () -> Elsewhere.of(config, clock), clock);
        KeyAdmin keys = new KeyAdmin(accounts);
        SsccAdmin ssccs = new SsccAdmin(new SsccRangeStore(database, clock));
        management
                .on("POST", "/admin/accounts", new AccountAdmin(accounts), "name", "sandbox")
                .on("GET", "/admin/accounts/:account/keys", keys::list)
                .on("POST", "/admin/accounts/:account/keys", keys::add)
                .on("DELETE", "/admin/accounts/:account/keys/:id", keys::revoke)
                .on("GET", "/admin/audit", new AuditAdmin(audit)::list)
                .on("GET", "/admin/carriers", admin::carriers)
                .on("POST", "/admin/reload", reloader::reload)
                .on("POST", "/admin/replay", replays::start, "carrier", "from", "to", "dry_run")
                .on("GET", "/admin/replay/:id", replays::get)
                .on(
                        "POST",
                        "/admin/erase",
                        new ErasureAdmin(erasure, config.dataDir().resolve("erasures"))::erase)
                .on("GET", "/admin/unmapped", admin::unmapped)
                .on("GET", "/admin/stats", admin::stats)
                .on("GET", "/admin/alerts", open::list)
                .on("DELETE", "/admin/alerts/:id", open::dismiss)
                .on("GET", "/admin/dead-letters", letters::list)
                .on("GET", "/admin/dead-letters/:id", letters::get)
                .on("POST", "/admin/dead-letters/:id/replay", letters::replay)
                .on("DELETE", "/admin/dead-letters/:id", letters::discard)
                .on("GET", "/admin/sscc-ranges", ssccs::list)
                .on("PUT", "/admin/sscc-ranges/:account", ssccs::set, "company_prefix", "extension_digit")
                .on("GET", "/admin/edi-files", ediFiles::list)
                .on("POST", "/admin/edi-files/:outlet/:control/resend", ediFiles::resend);
    }
}
