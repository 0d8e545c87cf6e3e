package io.caravanserai.testkit.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A customer of a cluster and what it was told: the n-th event of a shipment happened n seconds after a fixed moment, so
 * that a webhook says which one it is about.
 */
public final class EventLedger implements AutoCloseable {
    private static final OffsetDateTime FIRST = OffsetDateTime.parse("2026-03-01T00:00:00+01:00");
    private static final String CARRIER = "sandbox";

    private final Map<String, Journey> journeys = new LinkedHashMap<>();
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer endpoint = vertx.createHttpServer();
    private String account = "";
    /** Messages about nothing of this ledger. */
    private final AtomicInteger strange = new AtomicInteger();

    private EventLedger() {}

    /** One shipment: how many of its events were accepted, and which were told. */
    private static final class Journey {
        private int accepted;
        private int repeats;
        private int otherIds;
        private int outOfOrder;
        private int latest = -1;
        private final Map<Integer, String> told = new HashMap<>();

        synchronized void tell(int event, String message) {
            String before = told.putIfAbsent(event, message);
            if (before == null) {
                outOfOrder += event < latest ? 1 : 0;
                latest = Math.max(latest, event);
            } else {
                repeats++;
                otherIds += before.equals(message) ? 0 : 1;
            }
        }
    }

    /**
     * What became of the events.
     *
     * @param accepted answered 2xx
     * @param told to the customer, each counted once
     * @param repeats messages that came again
     * @param otherIds of those under another id
     * @param outOfOrder events that came after a later one of their shipment
     */
    public record Tally(int accepted, int told, int repeats, int otherIds, int outOfOrder) {}

    /**
     * A new customer, which has shipments tracked and is told by webhook.
     *
     * @param prefix of the shipments' numbers, which no other ledger of this cluster has
     */
    public static EventLedger open(HubNode hub, String prefix, int shipments) throws IOException, InterruptedException {
        EventLedger ledger = new EventLedger();
        for (int i = 0; i < shipments; i++) {
            ledger.journeys.put(prefix + i, new Journey());
        }
        ledger.endpoint.requestHandler(request -> request.body().onSuccess(body -> {
            ledger.take(request.getHeader("webhook-id"), body);
            request.response().setStatusCode(204).end();
        }));
        ledger.endpoint
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        ledger.subscribe(hub);
        return ledger;
    }

    private void subscribe(HubNode hub) throws IOException, InterruptedException {
        JsonNode made = json(hub.manage("POST", "/admin/accounts", Json.bytes(Map.of("name", "Ledger"))));
        account = made.path("account_number").asText();
        String[] headers = {"x-key", made.path("key").asText(), "x-version", "v1", "Content-Type", "application/json"};
        List<Map<String, String>> trackers = new ArrayList<>();
        journeys.keySet().forEach(number -> trackers.add(Map.of("carrier_id", CARRIER, "tracking_number", number)));
        json(hub.call("POST", "/trackers", Json.bytes(trackers), headers));
        json(hub.call(
                "POST",
                "/accounts/" + account + "/webhooks/tracking/subscriptions",
                Json.bytes(Map.of("endpoint", "http://127.0.0.1:" + endpoint.actualPort())),
                headers));
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(answer.uri() + " answers " + answer.statusCode() + " " + answer.body());
        }
        return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private void take(String message, Buffer body) {
        try {
            for (JsonNode update : Json.parse(body.getBytes())) {
                Journey journey =
                        journeys.get(update.path("carrier_tracking_id").asText());
                OffsetDateTime time = OffsetDateTime.parse(
                        update.at("/event/event_time/carrier_utc").asText());
                if (journey == null) {
                    strange.incrementAndGet();
                } else {
                    journey.tell((int) Duration.between(FIRST, time).toSeconds(), message);
                }
            }
        } catch (IOException | RuntimeException e) {
            strange.incrementAndGet();
        }
    }

    List<String> shipments() {
        return List.copyOf(journeys.keySet());
    }

    String account() {
        return account;
    }

    /** What the carrier sends of the next event of a shipment. */
    byte[] next(String shipment) {
        String time = FIRST.plusSeconds(journey(shipment).accepted).toString();
        return Json.bytes(List.of(
                Map.of("tracking_number", shipment, "code", "in_transit/departed_carrier_facility", "time", time)));
    }

    /** That event was answered 2xx. */
    void accepted(String shipment) {
        Journey journey = journey(shipment);
        synchronized (journey) {
            journey.accepted++;
        }
    }

    private Journey journey(String shipment) {
        Journey journey = journeys.get(shipment);
        if (journey == null) {
            throw new IllegalArgumentException("no shipment of this ledger: " + shipment);
        }
        return journey;
    }

    /** How many events of each shipment have been accepted. */
    int[] mark() {
        return journeys.values().stream()
                .mapToInt(journey -> {
                    synchronized (journey) {
                        return journey.accepted;
                    }
                })
                .toArray();
    }

    /** Whether of every shipment an event was told that was sent after the mark was set. */
    boolean toldSince(int[] mark) {
        int i = 0;
        for (Journey journey : journeys.values()) {
            // the one that was on its way when the mark was set says nothing
            int wanted = mark[i++] + 1;
            synchronized (journey) {
                if (journey.latest < wanted) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Everything so far. */
    public Tally tally() {
        if (strange.get() > 0) {
            throw new IllegalStateException(strange + " messages were told that are not about these events");
        }
        int accepted = 0;
        int told = 0;
        int repeats = 0;
        int otherIds = 0;
        int outOfOrder = 0;
        for (Journey journey : journeys.values()) {
            synchronized (journey) {
                accepted += journey.accepted;
                told += journey.told.size();
                repeats += journey.repeats;
                otherIds += journey.otherIds;
                outOfOrder += journey.outOfOrder;
            }
        }
        return new Tally(accepted, told, repeats, otherIds, outOfOrder);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
