package io.caravanserai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTest {
    @Test
    void oneNodeAtATimeHasItAndTheNextIsToldWhenItIsOver() {
        try (TestStore store = TestStores.postgresql();
                Database other = store.another()) {
            Lease first = new Lease(store.database(), "folder", "a", Duration.ofMinutes(10));
            Lease second = new Lease(other, "folder", "b", Duration.ofMinutes(10));

            assertThat(first.hold()).isTrue();

            assertThat(second.hold()).isFalse();
            assertThat(new Lease(other, "another folder", "b", Duration.ofMinutes(10)).hold())
                    .isTrue();
            first.giveBack();
            assertThat(second.hold()).isTrue();
            assertThat(first.hold()).isFalse();
        }
    }

    @Test
    void aNodeThatWasAwayTooLongCanWriteNothingMore() {
        try (TestStore store = TestStores.postgresql();
                Database other = store.another()) {
            Lease slow = new Lease(store.database(), "folder", "a", Duration.ofMillis(1));
            Lease next = new Lease(other, "folder", "b", Duration.ofMinutes(10));
            assertThat(slow.hold()).isTrue();
            await().until(next::hold);

            assertThatThrownBy(() -> store.database().write(connection -> {
                        slow.fence(connection);
                        return true;
                    }))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("another node has taken over folder");
        }
    }

    @Test
    void aStoreOfOneProcessNeedsNone() {
        try (TestStore store = TestStores.sqlite()) {
            assertThat(new Lease(store.database(), "folder", "a", Duration.ofMinutes(1)).hold())
                    .isTrue();
            assertThat(new Lease(store.database(), "folder", "b", Duration.ofMinutes(1)).hold())
                    .isTrue();
        }
    }
}
