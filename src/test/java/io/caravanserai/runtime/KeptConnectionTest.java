package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.intake.KeptConnection;
import io.caravanserai.intake.RawHttp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A carrier that keeps its connection while routes of the same server are exchanged. */
class KeptConnectionTest {
    private static final int RELOADS = 4;
    private static final String PATH = "/carriers/acme/events";

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void aKeptConnectionOutlivesReloadsOfOthersAndOfItsOwnRoute() throws Exception {
        try (EditedHub hub = EditedHub.with(folder, "acme", "other");
                KeptConnection connection = KeptConnection.open(hub.hub().hub().httpPort())) {
            assertThat(whole(connection, "K0").status()).isEqualTo(200);
            for (String carrier : List.of("other", "acme")) {
                for (int reload = 1; reload <= 2; reload++) {
                    // a call whose body is still on its way
                    byte[] body = event("K" + carrier + reload);
                    connection.begin("POST", PATH, body.length);
                    reload(hub, carrier, reload);
                    connection.body(body);
                    RawHttp.Answer during = connection.answer();
                    assertThat(during.status()).as(during.text()).isIn(200, 503);
                    assertThat(during.text()).doesNotContainIgnoringCase("connection: close");

                    assertThat(whole(connection, "A" + carrier + reload).status())
                            .isEqualTo(200);
                }
            }
        }
    }

    @Test
    void everyCallOnKeptConnectionsIsAnsweredWhileRoutesAreExchanged() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger next = new AtomicInteger();
        Queue<RawHttp.Answer> answers = new ConcurrentLinkedQueue<>();
        ExecutorService callers = Executors.newCachedThreadPool();
        try (EditedHub hub = EditedHub.with(folder, "acme", "other")) {
            int port = hub.hub().hub().httpPort();
            List<Call> ways = List.of(KeptConnectionTest::whole, KeptConnectionTest::inPieces, KeptConnectionTest::get);
            CountDownLatch flowing = new CountDownLatch(10 * ways.size());
            List<Future<Integer>> calls = new ArrayList<>();
            for (Call way : ways) {
                Callable<Integer> caller = () -> {
                    int count = 0;
                    try (KeptConnection connection = KeptConnection.open(port)) {
                        for (; !done.get(); count++) {
                            answers.add(way.on(connection, "T" + next.incrementAndGet()));
                            flowing.countDown();
                        }
                    }
                    return count;
                };
                calls.add(callers.submit(caller));
            }
            flowing.await();

            for (int reload = 1; reload <= RELOADS; reload++) {
                reload(hub, reload % 2 == 0 ? "acme" : "other", reload);
            }
            done.set(true);

            int sent = 0;
            for (Future<Integer> call : calls) {
                sent += call.get();
            }
            assertThat(answers).hasSize(sent).anyMatch(answer -> answer.status() == 200);
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.status()).isIn(200, 405, 503))
                    .noneMatch(answer -> answer.text().toLowerCase(Locale.ROOT).contains("connection: close"));
        } finally {
            done.set(true);
            callers.shutdownNow();
        }
    }

    /** One call and its answer. */
    private interface Call {
        RawHttp.Answer on(KeptConnection connection, String number) throws IOException;
    }

    private static RawHttp.Answer whole(KeptConnection connection, String number) throws IOException {
        byte[] body = event(number);
        connection.begin("POST", PATH, body.length);
        connection.body(body);
        return connection.answer();
    }

    private static RawHttp.Answer inPieces(KeptConnection connection, String number) throws IOException {
        byte[] body = event(number);
        connection.begin("POST", PATH, body.length);
        for (byte one : body) {
            connection.body(new byte[] {one});
        }
        return connection.answer();
    }

    /** What this path does not offer. */
    private static RawHttp.Answer get(KeptConnection connection, String number) throws IOException {
        connection.begin("GET", PATH + "?number=" + number, 0);
        return connection.answer();
    }

    private static byte[] event(String number) {
        return EditedHub.event(number, "collection/collected");
    }

    private static void reload(EditedHub hub, String carrier, int edit) throws Exception {
        hub.save(hub.carrier(carrier), EditedHub.WEBHOOK.formatted(carrier).replace("of the test", "of edit " + edit));
        assertThat(hub.reload().statusCode()).isEqualTo(200);
    }
}
