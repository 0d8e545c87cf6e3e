package io.caravanserai.runtime;

import io.caravanserai.event.Json;
import io.caravanserai.testkit.WebhookSink;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A carrier that sends many events, each until it is taken, and what became of them at the customer. */
final class EventLoad implements AutoCloseable {
    private static final int CALLERS = 8;
    private static final String NUMBER = "L%d";

    private final TestCustomer.Calls hub;
    private final int events;
    private final int numbers;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

    /**
     * @param events how many are sent in all
     * @param numbers shipments they are about, in turn
     */
    EventLoad(TestCustomer.Calls hub, int events, int numbers) {
        this.hub = hub;
        this.events = events;
        this.numbers = numbers;
    }

    void track(TestCustomer customer) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < numbers; i++) {
            all.add(NUMBER.formatted(i));
        }
        customer.trackAll("sandbox", all);
    }

    EventLoad begin() {
        for (int i = 0; i < CALLERS; i++) {
            callers.execute(this::send);
        }
        return this;
    }

    private void send() {
        for (int n = next.getAndIncrement(); n < events; n = next.getAndIncrement()) {
            while (!callers.isShutdown() && !sent(n)) {
                refused.incrementAndGet();
            }
        }
    }

    /** Whether it was taken; when not, or when nobody knows, the carrier sends it again. */
    private boolean sent(int n) {
        String number = NUMBER.formatted(n % numbers);
        Map<String, String> event = Map.of(
                "tracking_number", number, "code", "in_transit/departed_carrier_facility", "time", time(n / numbers));
        try {
            HttpResponse<String> answer = hub.call("POST", "/carriers/sandbox/events", Json.bytes(List.of(event)));
            if (answer.statusCode() == 200) {
                accepted.add(number + " " + time(n / numbers));
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (IOException e) {
            // the hub is away
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callers.shutdown();
        }
        return false;
    }

    private static String time(int minute) {
        return "2026-03-01T%02d:%02d:00+01:00".formatted(minute / 60, minute % 60);
    }

    int acceptedSoFar() {
        return accepted.size();
    }

    /** Calls that were not answered 200. */
    int refused() {
        return refused.get();
    }

    boolean isOver() {
        return accepted.size() == events;
    }

    /** Accepted events that the customer has not been told of. */
    Set<String> missing(TestCustomer customer) {
        Set<String> missing = new HashSet<>(accepted);
        for (WebhookSink.Received message : List.copyOf(customer.sink().received())) {
            TestCustomer.updates(message)
                    .forEach(update ->
                            missing.remove(update.path("carrier_tracking_id").asText() + " "
                                    + update.at("/event/event_time/carrier_utc").asText()));
        }
        return missing;
    }

    @Override
    public void close() {
        callers.shutdownNow();
    }
}
