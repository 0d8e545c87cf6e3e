package io.caravanserai.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.budget.StandingClock;
import io.caravanserai.http.AdminTokens;
import io.caravanserai.http.Role;
import io.caravanserai.store.Database;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

class SessionStoreTest {
    private static final Duration LONGEST = Duration.ofHours(12);

    private static SessionStore sessions(Database database, String admin, Clock clock) {
        return new SessionStore(database, new AdminTokens(admin, Optional.of("viewer-token")), LONGEST, clock);
    }

    @OnBothStores
    void allNodesKnowWhoIsLoggedInAndTheStoreDoesNotKnowTheCookie(TestStore store) {
        Clock clock = store.database().clock();
        Session session = sessions(store.database(), "admin-token", clock).begin(Role.VIEWER);

        try (Database another = store.another()) {
            assertThat(sessions(another, "admin-token", clock).find(session.secret(), true))
                    .contains(session);
            assertThat(another.<String>read(connection -> Sql.first(
                                    connection,
                                    "SELECT id || role || proof FROM console_session",
                                    row -> row.getString(1))
                            .orElse("")))
                    .contains("viewer")
                    .doesNotContain(session.secret(), "viewer-token");
        }
        assertThat(session.secret()).as("256 bits").hasSize(43);
    }

    @OnBothStores
    void whoDoesNothingForAnHourIsLoggedOutWhateverThePageRenews(TestStore store) {
        StandingClock clock = new StandingClock(Instant.parse("2026-11-20T10:00:00Z"));
        SessionStore sessions = sessions(store.database(), "admin-token", clock);
        String busy = sessions.begin(Role.OPERATOR).secret();
        String idle = sessions.begin(Role.OPERATOR).secret();

        clock.advance(Duration.ofMinutes(59));
        sessions.find(busy, true);
        sessions.find(idle, false);
        clock.advance(Duration.ofMinutes(2));

        assertThat(sessions.find(busy, true)).isPresent();
        assertThat(sessions.find(idle, true)).isEmpty();
    }

    @OnBothStores
    void theBusiestLogsInAgainInTheEnd(TestStore store) {
        StandingClock clock = new StandingClock(Instant.parse("2026-11-20T10:00:00Z"));
        SessionStore sessions = sessions(store.database(), "admin-token", clock);
        String secret = sessions.begin(Role.OPERATOR).secret();

        int calls = 0;
        while (sessions.find(secret, true).isPresent() && calls < 100) {
            clock.advance(Duration.ofMinutes(30));
            calls++;
        }

        assertThat(calls).isEqualTo(24);
    }

    @OnBothStores
    void aTokenThatIsChangedEndsItsSessionsAndNoOther(TestStore store) {
        Clock clock = store.database().clock();
        SessionStore before = sessions(store.database(), "admin-token", clock);
        String operator = before.begin(Role.OPERATOR).secret();
        String viewer = before.begin(Role.VIEWER).secret();

        SessionStore after = sessions(store.database(), "another-token", clock);

        assertThat(after.find(operator, true)).isEmpty();
        assertThat(after.find(viewer, true)).isPresent();
    }

    @OnBothStores
    void whoLogsOutIsOutAndNobodyElse(TestStore store) {
        SessionStore sessions =
                sessions(store.database(), "admin-token", store.database().clock());
        Session leaving = sessions.begin(Role.OPERATOR);
        Session staying = sessions.begin(Role.OPERATOR);

        sessions.end(leaving);

        assertThat(sessions.find(leaving.secret(), true)).isEmpty();
        assertThat(sessions.find(staying.secret(), true)).isPresent();
    }
}
