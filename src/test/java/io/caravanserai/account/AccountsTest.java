package io.caravanserai.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

class AccountsTest {
    private final Clock clock = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

    @OnBothStores
    void knowsAKeyButDoesNotKeepIt(TestStore store) {
        // Given an account
        AccountStore accounts = new AccountStore(store.database(), clock);
        AccountStore.Created created = accounts.create("Nordic Retail");

        // When its key is used
        var account = accounts.authenticate(created.key());

        // Then it is recognised although the database does not hold it, and nothing else is
        assertThat(account).contains(created.accountNumber());
        assertThat(accounts.authenticate(created.key() + "x")).isEmpty();
        List<String> kept = store.database()
                .read(c -> Sql.list(c, "SELECT key_hash || hint FROM api_key", row -> row.getString(1)));
        assertThat(kept).hasSize(1).noneMatch(row -> row.contains(created.key()));
    }

    @OnBothStores
    void drawsAgainWhenAnAccountNumberIsTaken(TestStore store) {
        // Given a draw that gives the same number twice
        Iterator<String> draws = List.of("A1", "A1", "A2").iterator();
        AccountStore accounts = new AccountStore(store.database(), clock, draws::next);
        AccountStore.Created first = accounts.create("Nordic Retail");

        // When a second account is made
        AccountStore.Created second = accounts.create("Southern Retail");

        // Then it has a number of its own and each key opens its account
        assertThat(accounts.authenticate(first.key())).contains("A1");
        assertThat(accounts.authenticate(second.key())).contains("A2");
    }

    /** The clock of the test stands still, like one that was put back. */
    @OnBothStores
    void aRevokedKeyIsRefusedByOtherNodesSoonWhateverTheirClocksSay(TestStore store) {
        AccountStore here = new AccountStore(store.database(), clock);
        AccountStore there = new AccountStore(store.database(), clock);
        AccountStore.Created account = here.create("Nordic Retail");
        assertThat(there.authenticate(account.key())).isPresent();

        here.revoke(account.key());

        await().atMost(AccountStore.CACHE.multipliedBy(10))
                .until(() -> there.authenticate(account.key()).isEmpty());
    }

    @OnBothStores
    void aRevokedKeyIsRefusedWhileTheSecondGoesOn(TestStore store) {
        // Given an account with two keys
        AccountStore accounts = new AccountStore(store.database(), clock);
        AccountStore.Created created = accounts.create("Nordic Retail");
        String second = accounts.addKey(created.accountNumber());
        accounts.authenticate(created.key());

        // When the first is revoked
        boolean revoked = accounts.revoke(created.key());

        // Then it is refused at once, and the second still works
        assertThat(revoked).isTrue();
        assertThat(accounts.authenticate(created.key())).isEmpty();
        assertThat(accounts.authenticate(second)).contains(created.accountNumber());
    }

    @OnBothStores
    void theGuardNamesWhatIsMissingAndSlowsDownWhoIsTooFast(TestStore store) {
        // Given a guard that lets two calls a second in
        AccountStore accounts = new AccountStore(store.database(), clock);
        AccountStore.Created created = accounts.create("Nordic Retail");
        CustomerGuard guard = new CustomerGuard(accounts, 2, clock);
        Map<String, String> good = Map.of("x-key", created.key(), "x-version", "v1");

        // When calls come with and without their headers, the good one five times
        List<Integer> statuses = List.of(
                status(guard, Map.of("x-version", "v1")),
                status(guard, Map.of("x-key", created.key())),
                status(guard, Map.of("x-key", created.key(), "x-version", "v2")),
                status(guard, Map.of("x-key", "nobody", "x-version", "v1")),
                status(guard, good),
                status(guard, good),
                status(guard, good),
                status(guard, good),
                status(guard, good));

        // Then each gets its answer, and the burst of two seconds' worth ends in 429
        assertThat(statuses).containsExactly(400, 400, 400, 401, 200, 200, 200, 200, 429);
    }

    @OnBothStores
    void theAdminAnswersWithTheKeyOrNamesTheField(TestStore store) {
        // Given the handler of POST /admin/accounts
        AccountStore accounts = new AccountStore(store.database(), clock);
        AccountAdmin admin = new AccountAdmin(accounts);

        // When an account is made
        HttpAnswer made = admin.handle(call(Map.of(), "{\"name\":\"Nordic Retail\"}"));

        // Then the key opens it; a bad body names its field
        assertThat(made.status()).isEqualTo(201);
        String key = new String(made.body(), StandardCharsets.UTF_8).replaceAll(".*\"key\":\"([^\"]+)\".*", "$1");
        assertThat(accounts.authenticate(key)).isPresent();
        HttpProblem problem =
                catchThrowableOfType(HttpProblem.class, () -> admin.handle(call(Map.of(), "{\"name\":\" \"}")));
        assertThat(problem.answer().status()).isEqualTo(422);
        assertThat(new String(problem.answer().body(), StandardCharsets.UTF_8)).contains("$.name");
    }

    private static int status(CustomerGuard guard, Map<String, String> headers) {
        try {
            guard.account(call(headers, ""));
            return 200;
        } catch (HttpProblem problem) {
            return problem.answer().status();
        }
    }

    private static HttpCall call(Map<String, String> headers, String body) {
        Map<String, List<String>> all = new HashMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return new HttpCall("POST", "/", Map.of(), Map.of(), all, "127.0.0.1", body.getBytes(StandardCharsets.UTF_8));
    }
}
