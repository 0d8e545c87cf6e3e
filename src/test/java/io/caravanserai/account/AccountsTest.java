package io.caravanserai.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.caravanserai.http.FailedCalls;
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
import java.util.Optional;
import java.util.Set;

class AccountsTest {
    private final Clock clock = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

    @OnBothStores
    void knowsAKeyButDoesNotKeepIt(TestStore store) {
        // Given an account
        AccountStore accounts = new AccountStore(store.database(), clock);
        AccountStore.Created created = accounts.create("Nordic Retail");

        // When its key is used
        Optional<ApiKeys.Grant> grant = accounts.keys().authenticate(created.key());

        // Then it is recognised although the database does not hold it, and nothing else is
        assertThat(grant).contains(new ApiKeys.Grant(created.accountNumber(), Scope.ALL));
        assertThat(accounts.keys().authenticate(created.key() + "x")).isEmpty();
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
        assertThat(accounts.keys().authenticate(first.key()).map(ApiKeys.Grant::account))
                .contains("A1");
        assertThat(accounts.keys().authenticate(second.key()).map(ApiKeys.Grant::account))
                .contains("A2");
    }

    /** The clock of the test stands still, like one that was put back. */
    @OnBothStores
    void aRevokedKeyIsRefusedByOtherNodesSoonWhateverTheirClocksSay(TestStore store) {
        AccountStore here = new AccountStore(store.database(), clock);
        AccountStore there = new AccountStore(store.database(), clock);
        AccountStore.Created account = here.create("Nordic Retail");
        assertThat(there.keys().authenticate(account.key())).isPresent();
        String id = here.keys().list(account.accountNumber()).get(0).id();

        here.keys().revoke(account.accountNumber(), id);

        await().atMost(ApiKeys.CACHE.multipliedBy(10))
                .until(() -> there.keys().authenticate(account.key()).isEmpty());
    }

    @OnBothStores
    void aRevokedKeyIsRefusedWhileTheSecondGoesOn(TestStore store) {
        // Given an account with two keys
        AccountStore accounts = new AccountStore(store.database(), clock);
        AccountStore.Created created = accounts.create("Nordic Retail");
        ApiKeys keys = accounts.keys();
        ApiKeys.Made second =
                keys.add(created.accountNumber(), Set.of(Scope.READ)).orElseThrow();
        keys.authenticate(created.key());
        String first = keys.list(created.accountNumber()).stream()
                .map(ApiKeys.Kept::id)
                .filter(id -> !id.equals(second.id()))
                .findFirst()
                .orElseThrow();

        // When the first is revoked
        boolean revoked = keys.revoke(created.accountNumber(), first);

        // Then it is refused at once, and the second still works for what it may be used for
        assertThat(revoked).isTrue();
        assertThat(keys.authenticate(created.key())).isEmpty();
        assertThat(keys.authenticate(second.key()))
                .contains(new ApiKeys.Grant(created.accountNumber(), Set.of(Scope.READ)));
        assertThat(keys.revoke(created.accountNumber(), first)).as("again").isFalse();
        assertThat(keys.revoke("A0", second.id())).as("of another account").isFalse();
        assertThat(keys.add("A0", Scope.ALL)).as("for nobody").isEmpty();
    }

    @OnBothStores
    void theOperatorSeesWhetherAKeyIsStillUsed(TestStore store) {
        // Given a key that was used and one that was not
        AccountStore accounts = new AccountStore(store.database(), clock);
        AccountStore.Created created = accounts.create("Nordic Retail");
        accounts.keys().add(created.accountNumber(), Scope.ALL);
        accounts.keys().authenticate(created.key());

        // When they are listed
        HttpCall call = new HttpCall(
                "GET", "/", Map.of("account", created.accountNumber()), Map.of(), Map.of(), "127.0.0.1", new byte[0]);
        String listed = new String(new KeyAdmin(accounts).list(call).body(), StandardCharsets.UTF_8);

        // Then one has its time of use, and no key is repeated
        assertThat(listed)
                .contains("\"used_utc\":\"2026-11-21T10:00:00Z\"", "\"used_utc\":null")
                .contains("\"scopes\":[\"read\",\"ship\",\"webhooks\",\"track\"]")
                .doesNotContain(created.key());
    }

    @OnBothStores
    void aKeyIsRefusedForWhatItMayNotBeUsedFor(TestStore store) {
        // Given a key that may only read
        AccountStore accounts = new AccountStore(store.database(), clock);
        AccountStore.Created created = accounts.create("Nordic Retail", false, Set.of(Scope.READ));
        CustomerGuard guard = guard(accounts, 100, 100);
        HttpCall call = call(Map.of("x-key", created.key(), "x-version", "v1"), "");

        // When it is used to ship
        HttpProblem refused = catchThrowableOfType(HttpProblem.class, () -> guard.account(call, Scope.SHIP));

        // Then the answer names the scope that is missing, and reading goes on
        assertThat(refused.answer().status()).isEqualTo(403);
        assertThat(new String(refused.answer().body(), StandardCharsets.UTF_8)).contains("scope ship");
        assertThat(guard.account(call, Scope.READ)).isEqualTo(created.accountNumber());
    }

    @OnBothStores
    void anAddressThatGuessesIsSlowedDownAndWhoIsKnownThereIsNot(TestStore store) {
        // Given a customer whose address others guess from
        AccountStore accounts = new AccountStore(store.database(), clock);
        AccountStore.Created known = accounts.create("Nordic Retail");
        AccountStore.Created late = accounts.create("Southern Retail");
        CustomerGuard guard = guard(accounts, 100, 2);
        Map<String, String> good = Map.of("x-key", known.key(), "x-version", "v1");
        status(guard, good);

        // When they use up what an address may fail
        List<Integer> guesses = List.of(
                status(guard, Map.of("x-key", "crv_1", "x-version", "v1")),
                status(guard, Map.of("x-version", "v1")),
                status(guard, Map.of("x-key", "crv_2", "x-version", "v1")),
                status(guard, Map.of()),
                status(guard, Map.of()),
                status(guard, Map.of("x-key", "crv_3", "x-version", "v1")));

        // Then they are told to wait, with any key that was not seen here before, and the customer goes on
        assertThat(guesses).containsExactly(401, 400, 401, 400, 429, 429);
        assertThat(status(guard, Map.of("x-key", late.key(), "x-version", "v1")))
                .isEqualTo(429);
        assertThat(status(guard, good)).isEqualTo(200);
    }

    @OnBothStores
    void theGuardNamesWhatIsMissingAndSlowsDownWhoIsTooFast(TestStore store) {
        // Given a guard that lets two calls a second in
        AccountStore accounts = new AccountStore(store.database(), clock);
        AccountStore.Created created = accounts.create("Nordic Retail");
        CustomerGuard guard = guard(accounts, 2, 100);
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
        assertThat(accounts.keys().authenticate(key)).isPresent();
        HttpProblem problem =
                catchThrowableOfType(HttpProblem.class, () -> admin.handle(call(Map.of(), "{\"name\":\" \"}")));
        assertThat(problem.answer().status()).isEqualTo(422);
        assertThat(new String(problem.answer().body(), StandardCharsets.UTF_8)).contains("$.name");
    }

    private CustomerGuard guard(AccountStore accounts, double rate, double failures) {
        return new CustomerGuard(accounts, rate, new FailedCalls(failures, clock), clock);
    }

    private static int status(CustomerGuard guard, Map<String, String> headers) {
        try {
            guard.account(call(headers, ""), Scope.READ);
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
