package io.caravanserai.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeptActsTest {
    private static final HttpCall CALL =
            new HttpCall("POST", "/admin/reload", Map.of(), Map.of(), Map.of(), "127.0.0.1", new byte[0]);

    @Test
    void whatCannotBeKeptIsNotDone() {
        // Given a log that cannot be written
        AtomicInteger done = new AtomicInteger();
        AdminActs broken = new AdminActs() {
            @Override
            public long begin(Act act) {
                throw new IllegalStateException("the disk is full");
            }

            @Override
            public void end(long id, int status, String object) {}
        };
        KeptActs acts = new KeptActs(broken, "admin", "POST /admin/reload", call -> {
            done.incrementAndGet();
            return HttpAnswer.empty(204);
        });

        // When somebody acts
        HttpProblem refused = catchThrowableOfType(HttpProblem.class, () -> acts.handle(CALL));

        // Then nothing is done, and it may be tried again
        assertThat(refused.answer().status()).isEqualTo(503);
        assertThat(done).hasValue(0);
    }
}
