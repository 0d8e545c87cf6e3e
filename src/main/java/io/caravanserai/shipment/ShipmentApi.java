package io.caravanserai.shipment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.account.CustomerGuard;
import io.caravanserai.account.CustomerRequest;
import io.caravanserai.account.Scope;
import io.caravanserai.fx.StaleRatesException;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.http.Problems;
import io.caravanserai.page.PageLinks;
import io.caravanserai.shipment.prepare.Preparation;
import io.caravanserai.shipment.prepare.Prepared;
import io.caravanserai.store.Database;
import io.caravanserai.tracking.Outbox;
import io.caravanserai.tracking.Ownership;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The calls on {@code /shipments}. */
public final class ShipmentApi {
    private static final int MAX_KEY = 255;
    /** Seconds; rates are fetched every hour. */
    private static final String UNTIL_NEW_RATES = "3600";

    private final CustomerGuard guard;
    private final Database database;
    private final ShipmentStore shipments;
    private final Preparation preparation;
    private final ShipmentCheck check;
    private final Predicate<String> takesBack;
    private final PageLinks pages;
    private final Consumer<List<Outbox.Notification>> wakeLanes;
    private final Clock clock;

    /**
     * @param wakeLanes called after the commit; the deliveries are durable without it
     */
    public ShipmentApi(
            CustomerGuard guard,
            Database database,
            ShipmentStore shipments,
            Preparation preparation,
            Carriers carriers,
            PageLinks pages,
            Consumer<List<Outbox.Notification>> wakeLanes,
            Clock clock) {
        this.guard = guard;
        this.database = database;
        this.shipments = shipments;
        this.preparation = preparation;
        this.check = new ShipmentCheck(carriers.isKnown(), carriers.ownSizes());
        this.takesBack = carriers.takesBack();
        this.pages = pages;
        this.wakeLanes = wakeLanes;
        this.clock = clock;
    }

    /**
     * {@code POST /shipments}: 202 once the shipment and its label work are durable. With {@code Idempotency-Key} the
     * same request again gets the same answer; another request under the key, or a uuid_ref that is taken, gets 409.
     * Values that cannot be converted because the exchange rates are too old: 503.
     */
    public HttpAnswer create(HttpCall call) {
        String account = guard.account(call, Scope.SHIP);
        CustomerRequest.acceptsJson(call);
        JsonNode body = CustomerRequest.json(call);
        Creation creation = creation(account, body, idempotencyKey(call, body));
        if (creation instanceof Creation.Made made) {
            wakeLanes.accept(made.notifications());
            return json(202, made.answer());
        }
        if (creation instanceof Creation.Replayed replayed) {
            return json(replayed.status(), replayed.answer()).with("Idempotency-Replay", "true");
        }
        if (creation instanceof Creation.KeyReused) {
            throw Problems.conflict(
                    "idempotency_key_reused", "This Idempotency-Key was used for another body: use a new key.");
        }
        if (creation instanceof Creation.UnknownAccount unknown) {
            throw Problems.of(
                    422,
                    "carrier_account_unknown",
                    "carrier.carrier_account_keys: the carrier "
                            + body.path("carrier").path("code").asText() + " has no account '" + unknown.name()
                            + "' for you; leave the key 'account' out for the usual one.");
        }
        throw Problems.conflict(
                "duplicate_request",
                "The account has a shipment with uuid_ref "
                        + body.path("shipment").path("uuid_ref").asText() + " already.");
    }

    private Creation creation(String account, JsonNode body, Optional<IdempotencyKey> key) {
        Prepared prepared;
        try {
            prepared = preparation.prepare(body, check::check);
        } catch (StaleRatesException e) {
            // what was answered while the rates were fresh stays the answer
            return key.flatMap(known -> shipments.answered(account, known))
                    .orElseThrow(() ->
                            new HttpProblem(Problems.of(503, "exchange_rates_stale", String.valueOf(e.getMessage()))
                                    .answer()
                                    .with("Retry-After", UNTIL_NEW_RATES)));
        }
        return shipments.create(ShipmentDraft.of(account, body, prepared, pages, clock.millis()), key);
    }

    /** {@code GET /shipments/{id}}: 200 with the shipment, its label's life cycle and where it was last seen. */
    public HttpAnswer get(HttpCall call) {
        String account = guard.account(call, Scope.READ);
        CustomerRequest.acceptsJson(call);
        String id = call.pathParam("id");
        ObjectNode view = database.read(connection -> {
            Ownership.require(connection, account, List.of(id));
            return ShipmentViews.of(connection, id, clock.millis());
        });
        return HttpAnswer.json(200, view.put("tracking_page_url", pages.of(id)));
    }

    /**
     * {@code DELETE /shipments/{id}}: 204; a label that is bought is given back. 409 while it is being bought, and once it
     * can no longer be given back.
     */
    public HttpAnswer cancel(HttpCall call) {
        String account = guard.account(call, Scope.SHIP);
        String id = call.pathParam("id");
        database.read(connection -> {
            Ownership.require(connection, account, List.of(id));
            return true;
        });
        if (!shipments.cancel(id, takesBack, clock.millis())) {
            throw Problems.conflict(
                    "label_not_cancellable",
                    "The label of this shipment is being bought, or was bought and cannot be given back: the carrier takes"
                            + " none back, has the goods, or the manifest is closed.");
        }
        return HttpAnswer.empty(204);
    }

    private static Optional<IdempotencyKey> idempotencyKey(HttpCall call, JsonNode body) {
        return call.header("idempotency-key").map(value -> {
            if (value.isBlank() || value.length() > MAX_KEY) {
                throw HttpProblem.of(400, "Header Idempotency-Key must have 1 to " + MAX_KEY + " characters.");
            }
            return IdempotencyKey.of(value, "POST /shipments", body);
        });
    }

    private static HttpAnswer json(int status, String body) {
        return new HttpAnswer(
                status, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
    }
}
