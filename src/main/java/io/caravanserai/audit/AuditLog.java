package io.caravanserai.audit;

import io.caravanserai.http.AdminActs;
import io.caravanserai.retention.Expiry;
import io.caravanserai.secret.SecretMask;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.time.Clock;
import java.util.List;

/** Acts of administrators in the store. One without an outcome was begun by a hub that did not live to its end. */
public final class AuditLog implements AdminActs {
    /** Acts of long ago, archived. */
    public static final Expiry EXPIRY = Expiry.archived("admin-acts", "admin_act", List.of("id"), "at");

    private final Database database;
    private final String node;
    private final Clock clock;

    /** @param node this node's name, kept with each act */
    public AuditLog(Database database, String node, Clock clock) {
        this.database = database;
        this.node = node;
        this.clock = clock;
    }

    /**
     * One that was kept.
     *
     * @param at epoch milliseconds
     * @param status of the answer; 0 when it has none
     */
    record Entry(long id, long at, String node, Act act, int status) {}

    @Override
    public long begin(Act act) {
        return database.write(connection -> Sql.number(
                connection,
                """
                INSERT INTO admin_act (at, node, actor, address, client, action, object, details)
                VALUES (?,?,?,?,?,?,?,?) RETURNING id""",
                clock.millis(),
                node,
                act.actor(),
                act.address(),
                clean(act.client()),
                act.action(),
                clean(act.object()),
                clean(act.details())));
    }

    @Override
    public void end(long id, int status, String object) {
        database.write(connection -> Sql.update(
                connection, "UPDATE admin_act SET status = ?, object = ? WHERE id = ?", status, clean(object), id));
    }

    /** No secret that somebody put into a name, and nothing that a database cannot keep. */
    private static String clean(String text) {
        return SecretMask.ofProcess().mask(text).replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    }

    /**
     * The newest first.
     *
     * @param before the number of the act at which an earlier page ended
     */
    List<Entry> list(long before, long limit) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT * FROM admin_act WHERE id < ? ORDER BY id DESC LIMIT ?",
                row -> new Entry(
                        row.getLong("id"),
                        row.getLong("at"),
                        row.getString("node"),
                        new Act(
                                row.getString("actor"),
                                row.getString("address"),
                                row.getString("client"),
                                row.getString("action"),
                                row.getString("object"),
                                row.getString("details")),
                        row.getInt("status")),
                before,
                limit));
    }
}
