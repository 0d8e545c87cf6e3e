package io.caravanserai.account;

import io.caravanserai.event.Sha256;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import io.caravanserai.store.StoreException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API keys of accounts, several for each, so that one can replace the other without a gap. A key is 32 random bytes,
 * so its SHA-256 is as safe to keep as a slow hash would be (docs/adr/0023-random-keys-plain-hash.md).
 */
public final class ApiKeys {
    private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);
    /** How long a revoked key may still be taken for good on another node. */
    static final Duration CACHE = Duration.ofSeconds(2);

    /** How exactly the last use of a key is known. */
    static final Duration USE_NOTED = Duration.ofHours(1);

    private static final int MAX_CACHED = 10_000;
    private static final String PREFIX = "crv_";
    /** Characters of the hash by which a key is known to the operator. */
    private static final int ID = 16;

    private static final String ALL = "all";

    private final Database database;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentHashMap<String, Known> cache = new ConcurrentHashMap<>();

    ApiKeys(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Whose key it is and what it may be used for. */
    public record Grant(String account, Set<Scope> scopes) {}

    /** A key that was just made; it is not kept and cannot be shown again. */
    record Made(String id, String key, Set<Scope> scopes) {}

    /**
     * What is known of a key; times in epoch milliseconds.
     *
     * @param id the beginning of its hash
     * @param hint the beginning of the key itself
     * @param usedAt its last use, to the hour; 0 for none
     * @param revokedAt 0 while it is good
     */
    record Kept(String id, String hint, Set<Scope> scopes, long createdAt, long usedAt, long revokedAt) {}

    private record Known(Grant grant, long until) {}

    /** A further key; empty when there is no such account. */
    Optional<Made> add(String account, Set<Scope> scopes) {
        return database.write(connection ->
                Sql.number(connection, "SELECT COUNT(*) FROM account WHERE account_number = ?", account) == 0
                        ? Optional.empty()
                        : Optional.of(insert(connection, account, scopes)));
    }

    /** A new key in the caller's transaction. */
    Made insert(Connection connection, String account, Set<Scope> scopes) throws SQLException {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        String hash = Sha256.hex(key);
        Sql.update(
                connection,
                "INSERT INTO api_key (key_hash, account_number, hint, scopes, created_at) VALUES (?,?,?,?,?)",
                hash,
                account,
                key.substring(0, PREFIX.length() + 4),
                scopes.equals(Scope.ALL) ? ALL : String.join(",", Scope.words(scopes)),
                clock.millis());
        return new Made(hash.substring(0, ID), key, scopes);
    }

    /** The keys of an account, the oldest first, revoked ones too. */
    List<Kept> list(String account) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT * FROM api_key WHERE account_number = ? ORDER BY created_at, key_hash",
                row -> new Kept(
                        row.getString("key_hash").substring(0, ID),
                        row.getString("hint"),
                        scopes(row.getString("scopes")),
                        row.getLong("created_at"),
                        row.getLong("used_at"),
                        row.getLong("revoked_at")),
                account));
    }

    /** Makes a key useless, here at once and on other nodes within seconds; returns whether it was good. */
    boolean revoke(String account, String id) {
        int changed = database.write(connection -> Sql.update(
                connection,
                """
                UPDATE api_key SET revoked_at = ?
                WHERE account_number = ? AND substr(key_hash, 1, 16) = ? AND revoked_at IS NULL""",
                clock.millis(),
                account,
                id));
        cache.keySet().removeIf(hash -> hash.startsWith(id));
        return changed > 0;
    }

    /** Whether this node has lately seen that the key is good, so that looking it up again is no guess. */
    boolean isKnown(String key) {
        return cache.containsKey(Sha256.hex(key));
    }

    /**
     * Whose key this is. The look-up is by hash, so its time tells nothing about keys that exist.
     *
     * @param key what the caller sent
     */
    public Optional<Grant> authenticate(String key) {
        String hash = Sha256.hex(key);
        long now = System.nanoTime();
        Known known = cache.get(hash);
        if (known != null && known.until() - now > 0) {
            return Optional.of(known.grant());
        }
        Optional<Grant> grant = database.read(connection -> Sql.first(
                        connection,
                        "SELECT account_number, scopes, used_at FROM api_key WHERE key_hash = ? AND revoked_at IS NULL",
                        Found::of,
                        hash))
                .map(found -> noted(found, hash));
        if (cache.size() >= MAX_CACHED) {
            cache.clear();
        }
        grant.ifPresentOrElse(
                good -> cache.put(hash, new Known(good, now + CACHE.toNanos())), () -> cache.remove(hash));
        return grant;
    }

    private record Found(Grant grant, long usedAt) {
        static Found of(ResultSet row) throws SQLException {
            return new Found(
                    new Grant(row.getString("account_number"), ApiKeys.scopes(row.getString("scopes"))),
                    row.getLong("used_at"));
        }
    }

    /** Whoever replaces a key wants to know whether the old one is still used; a call does not fail for it. */
    private Grant noted(Found found, String hash) {
        long now = clock.millis();
        if (now - found.usedAt() >= USE_NOTED.toMillis()) {
            try {
                database.write(connection ->
                        Sql.update(connection, "UPDATE api_key SET used_at = ? WHERE key_hash = ?", now, hash));
            } catch (StoreException e) {
                LOG.warn(
                        "the use of a key is not noted account={} reason={}",
                        found.grant().account(),
                        e.getMessage());
            }
        }
        return found.grant();
    }

    private static Set<Scope> scopes(String kept) {
        return kept.equals(ALL) ? Scope.ALL : Scope.of(List.of(kept.split(",", -1)));
    }
}
