package io.caravanserai.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.alert.Alerts;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoginGuardTest {
    private final TestStore store = TestStores.sqlite();
    private final Alerts alerts = new Alerts(store.database(), Clock.systemUTC());
    private final AtomicLong nanos = new AtomicLong();
    private final LoginGuard guard = new LoginGuard(alerts, nanos::get);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void eachFailureLetsTheNextAnswerWaitLonger() {
        Duration before = Duration.ZERO;
        for (int failure = 1; failure <= 12; failure++) {
            guard.failed("192.0.2.1", "acme", true);
            Duration delay = guard.delay("192.0.2.1", "acme");
            if (failure <= 2) {
                assertThat(delay).isZero();
            } else {
                assertThat(delay)
                        .isGreaterThanOrEqualTo(before)
                        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(15));
            }
            before = delay;
        }
        assertThat(before).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void addressesAndNamesAreCountedEach() {
        for (int i = 0; i < 4; i++) {
            guard.failed("192.0.2.1", "name" + i, false);
            guard.failed("198.51.100." + i, "acme", true);
        }
        assertThat(guard.delay("192.0.2.1", "another"))
                .as("one address, many names")
                .isPositive();
        assertThat(guard.delay("203.0.113.9", "acme"))
                .as("one name, many addresses")
                .isPositive();
        assertThat(guard.delay("203.0.113.9", "another")).isZero();
    }

    @Test
    void itIsForgottenInTime() {
        for (int i = 0; i < 5; i++) {
            guard.failed("192.0.2.1", "acme", true);
        }
        nanos.addAndGet(Duration.ofMinutes(16).toNanos());
        assertThat(guard.delay("192.0.2.1", "acme")).isZero();
    }

    @Test
    void manyFailuresAreOneAlert() {
        for (int i = 0; i < 30; i++) {
            guard.failed("192.0.2.1", "acme", true);
            guard.failed("192.0.2.1", "guess" + i, false);
        }
        assertThat(alerts.list(true, 10))
                .extracting(Alerts.Alert::kind, Alerts.Alert::subject)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("mailbox_login", "acme"),
                        org.assertj.core.groups.Tuple.tuple("mailbox_login", "unknown names"));
    }
}
