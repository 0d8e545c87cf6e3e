package io.caravanserai.account;

import io.caravanserai.event.Sha256;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Accounts and their API keys. A key is 32 random bytes, so its SHA-256 is as safe to keep as a slow hash would be: a
 * slow one protects guessable secrets only, and would cost every call.
 */
public final class AccountStore {
    /** How long a revoked key may still be taken for good on another node. */
    static final Duration CACHE = Duration.ofSeconds(2);

    private static final int MAX_TRIES = 10;
    private static final int MAX_CACHED = 10_000;
    private static final String KEY_PREFIX = "crv_";
    /** Without letters and digits that people mix up. */
    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private final Database database;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Supplier<String> numbers;
    private final ConcurrentHashMap<String, Known> cache = new ConcurrentHashMap<>();

    public AccountStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.numbers = () -> "A" + randomText(7);
    }

    AccountStore(Database database, Clock clock, Supplier<String> numbers) {
        this.database = database;
        this.clock = clock;
        this.numbers = numbers;
    }

    /** A new account and its first key; the key is not kept and cannot be shown again. */
    public record Created(String accountNumber, String key) {}

    /** @param until by {@link System#nanoTime()}, so that no clock that is put makes a revoked key good for longer */
    private record Known(String accountNumber, long until) {}

    /** An account with one key for which labels may be bought. */
    public Created create(String name) {
        return create(name, false);
    }

    /**
     * Makes an account with one key.
     *
     * @param sandbox whether nothing is ever bought for it: all its labels are made here and marked as tests
     * @throws IllegalStateException when one number after the other is taken, which chance does not bring about
     */
    public Created create(String name, boolean sandbox) {
        String key = newKey();
        for (int i = 0; i < MAX_TRIES; i++) {
            String number = numbers.get();
            if (create(number, name, sandbox, key)) {
                return new Created(number, key);
            }
        }
        throw new IllegalStateException("no free account number in " + MAX_TRIES + " tries");
    }

    /** False when the number is taken. */
    private boolean create(String number, String name, boolean sandbox, String key) {
        long now = clock.millis();
        return database.write(connection -> Sql.update(
                                connection,
                                """
                                INSERT INTO account (account_number, name, sandbox, created_at) VALUES (?,?,?,?)
                                ON CONFLICT DO NOTHING""",
                                number,
                                name,
                                sandbox ? 1 : 0,
                                now)
                        == 1
                && insertKey(connection, number, key, now) == 1);
    }

    /** A second key for an account, so that a customer can change keys without a gap. */
    public String addKey(String accountNumber) {
        String key = newKey();
        database.write(connection -> insertKey(connection, accountNumber, key, clock.millis()));
        return key;
    }

    /** Makes a key useless, here at once and on other nodes within seconds; returns whether it was good. */
    public boolean revoke(String key) {
        String hash = Sha256.hex(key);
        cache.remove(hash);
        int changed = database.write(connection -> Sql.update(
                connection,
                "UPDATE api_key SET revoked_at = ? WHERE key_hash = ? AND revoked_at IS NULL",
                clock.millis(),
                hash));
        cache.remove(hash);
        return changed > 0;
    }

    /**
     * The account a key belongs to. The look-up is by hash, so its time tells nothing about keys that exist.
     *
     * @param key what the caller sent
     */
    public Optional<String> authenticate(String key) {
        String hash = Sha256.hex(key);
        long now = System.nanoTime();
        Known known = cache.get(hash);
        if (known != null && known.until() - now > 0) {
            return Optional.of(known.accountNumber());
        }
        Optional<String> account = database.read(connection -> Sql.first(
                connection,
                "SELECT account_number FROM api_key WHERE key_hash = ? AND revoked_at IS NULL",
                row -> row.getString(1),
                hash));
        if (cache.size() >= MAX_CACHED) {
            cache.clear();
        }
        account.ifPresentOrElse(
                number -> cache.put(hash, new Known(number, now + CACHE.toNanos())), () -> cache.remove(hash));
        return account;
    }

    private static int insertKey(Connection connection, String accountNumber, String key, long now)
            throws SQLException {
        return Sql.update(
                connection,
                "INSERT INTO api_key (key_hash, account_number, hint, created_at) VALUES (?,?,?,?)",
                Sha256.hex(key),
                accountNumber,
                key.substring(0, KEY_PREFIX.length() + 4),
                now);
    }

    private String newKey() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return KEY_PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String randomText(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
