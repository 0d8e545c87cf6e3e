package io.caravanserai.intake;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import org.jspecify.annotations.Nullable;

/** Numbers that a customer follows, written as the hub writes them. */
final class TrackedNumbers {
    private TrackedNumbers() {}

    /** A number that is followed from now on. */
    static void follow(Database database, String carrier, String number) {
        follow(database, carrier, number, System.currentTimeMillis());
    }

    static void follow(Database database, String carrier, String number, long createdAt) {
        database.write(connection -> {
            Sql.update(
                    connection,
                    "INSERT INTO account (account_number, name, created_at) VALUES ('A1','Acme',0) ON CONFLICT DO NOTHING");
            Sql.update(
                    connection,
                    """
                    INSERT INTO shipment (id, account_number, uuid_ref, origin, carrier_id, tracking_level,
                        carrier_tracking_id, manifest_status, label_status, meta_data, shipment_refs, request,
                        created_at, updated_at)
                    VALUES (?,'A1',?,'tracker',?,'shipment',?,'ok','none','[]','{}','{}',0,0)""",
                    number,
                    number,
                    carrier,
                    number);
            return Sql.update(
                    connection,
                    "INSERT INTO tracking_key VALUES (?,?,?,NULL,'A1','tracking',?)",
                    carrier,
                    number,
                    number,
                    createdAt);
        });
    }

    /** Where the number stands, as {@code milestone/code[/sub_code]}. */
    static void status(Database database, String carrier, String number, String status, boolean terminal, long at) {
        String[] words = status.split("/", 3);
        @Nullable String subCode = words.length == 3 ? words[2] : null;
        database.write(connection -> Sql.update(
                connection,
                """
                INSERT INTO tracking_status VALUES (?,?,'e',?,?,?,1,?,0,?)
                ON CONFLICT (carrier_id, carrier_tracking_id) DO UPDATE SET milestone = excluded.milestone,
                    code = excluded.code, sub_code = excluded.sub_code, terminal = excluded.terminal,
                    updated_at = excluded.updated_at""",
                carrier,
                number,
                words[0],
                words[1],
                subCode,
                terminal,
                at));
    }

    static long nextPoll(Database database, String number) {
        return database.read(connection ->
                Sql.number(connection, "SELECT next_poll_at FROM poll_target WHERE tracking_number = ?", number));
    }
}
