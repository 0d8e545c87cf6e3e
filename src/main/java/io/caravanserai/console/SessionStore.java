package io.caravanserai.console;

import io.caravanserai.event.Sha256;
import io.caravanserai.http.AdminTokens;
import io.caravanserai.http.Role;
import io.caravanserai.retention.Expiry;
import io.caravanserai.secret.ConstantTime;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who is logged in, shared by all nodes. */
public final class SessionStore {
    /** Without a call for so long a session is over. */
    static final Duration IDLE = Duration.ofHours(1);
    /** Sessions that are over. */
    public static final Expiry EXPIRY =
            Expiry.forgotten("console-sessions", "console_session", List.of("id"), "created_at");
    /** A look at a page is not worth a write each time. */
    private static final Duration NOTED = Duration.ofMinutes(1);

    private static final int RANDOM_BYTES = 32;

    private final Database database;
    private final AdminTokens tokens;
    private final Duration longest;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** @param longest however busy, after so long one logs in again */
    public SessionStore(Database database, AdminTokens tokens, Duration longest, Clock clock) {
        this.database = database;
        this.tokens = tokens;
        this.longest = longest;
        this.clock = clock;
    }

    /** Logs somebody in whose token was right. */
    Session begin(Role role) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        Session session = new Session(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), role);
        long now = clock.millis();
        database.write(connection -> Sql.update(
                connection,
                "INSERT INTO console_session (id, role, proof, created_at, used_at) VALUES (?,?,?,?,?)",
                session.id(),
                role.word(),
                proof(session).orElse(""),
                now,
                now));
        return session;
    }

    /**
     * Whose cookie that is; empty when it is nobody's any more.
     *
     * @param acting whether a person called, which makes it last; a page that renews itself does not
     */
    Optional<Session> find(String secret, boolean acting) {
        long now = clock.millis();
        Optional<Kept> kept = database.read(connection -> Sql.first(
                connection,
                "SELECT role, proof, created_at, used_at FROM console_session WHERE id = ?",
                row -> new Kept(
                        new Session(secret, Role.valueOf(row.getString(1).toUpperCase(Locale.ROOT))),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4)),
                Sha256.hex(secret)));
        Optional<Kept> good = kept.filter(row -> now - row.usedAt < IDLE.toMillis())
                .filter(row -> now - row.createdAt < longest.toMillis())
                .filter(row -> proof(row.session)
                        .filter(proof -> ConstantTime.same(proof, row.proof))
                        .isPresent());
        if (acting && good.filter(row -> now - row.usedAt > NOTED.toMillis()).isPresent()) {
            database.write(connection -> Sql.update(
                    connection, "UPDATE console_session SET used_at = ? WHERE id = ?", now, Sha256.hex(secret)));
        }
        return good.map(Kept::session);
    }

    /** Logs out, on every node. */
    void end(Session session) {
        database.write(connection -> Sql.update(connection, "DELETE FROM console_session WHERE id = ?", session.id()));
    }

    /** Of use to nobody who does not know the cookie, so that no token can be guessed from the store. */
    private Optional<String> proof(Session session) {
        return tokens.of(session.role()).map(token -> Sha256.hex("proof " + session.secret() + " " + token));
    }

    private record Kept(Session session, String proof, long createdAt, long usedAt) {}
}
