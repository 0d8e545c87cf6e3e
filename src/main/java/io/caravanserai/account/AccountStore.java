package io.caravanserai.account;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Accounts, each with its API keys. */
public final class AccountStore {
    private static final int MAX_TRIES = 10;
    /** Without letters and digits that people mix up. */
    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private final Database database;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Supplier<String> numbers;
    private final ApiKeys keys;

    public AccountStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.keys = new ApiKeys(database, clock);
        this.numbers = () -> "A" + randomText(7);
    }

    AccountStore(Database database, Clock clock, Supplier<String> numbers) {
        this.database = database;
        this.clock = clock;
        this.keys = new ApiKeys(database, clock);
        this.numbers = numbers;
    }

    /** A new account and its first key; the key is not kept and cannot be shown again. */
    public record Created(String accountNumber, String key) {}

    /** Its accounts' keys. */
    public ApiKeys keys() {
        return keys;
    }

    /** An account with one key for which labels may be bought. */
    public Created create(String name) {
        return create(name, false, Scope.ALL);
    }

    /**
     * Makes an account with one key.
     *
     * @param sandbox whether nothing is ever bought for it: all its labels are made here and marked as tests
     * @param scopes what its key may be used for
     * @throws IllegalStateException when one number after the other is taken, which chance does not bring about
     */
    public Created create(String name, boolean sandbox, Set<Scope> scopes) {
        for (int i = 0; i < MAX_TRIES; i++) {
            Optional<Created> created = create(numbers.get(), name, sandbox, scopes);
            if (created.isPresent()) {
                return created.get();
            }
        }
        throw new IllegalStateException("no free account number in " + MAX_TRIES + " tries");
    }

    /** Empty when the number is taken. */
    private Optional<Created> create(String number, String name, boolean sandbox, Set<Scope> scopes) {
        return database.write(connection -> {
            int made = Sql.update(
                    connection,
                    """
                    INSERT INTO account (account_number, name, sandbox, created_at) VALUES (?,?,?,?)
                    ON CONFLICT DO NOTHING""",
                    number,
                    name,
                    sandbox ? 1 : 0,
                    clock.millis());
            return made == 0
                    ? Optional.empty()
                    : Optional.of(new Created(
                            number, keys.insert(connection, number, scopes).key()));
        });
    }

    private String randomText(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
