package io.caravanserai.shipment;

import static io.caravanserai.shipment.ShipmentCalls.api;
import static io.caravanserai.shipment.ShipmentCalls.caller;
import static io.caravanserai.shipment.ShipmentCalls.count;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.account.Caller;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.label.buy.LabelFailure;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of a label whose shipment is cancelled, whatever its state. */
class ShipmentCancelTest {
    @OnBothStores
    void aShipmentIsCancelledUntilItsLabelIsBeingBought(TestStore store) {
        ShipmentApi api = api(store);
        Caller caller = caller(store);
        String waiting = Caller.json(caller.post(api::create, Requests.small().toString()))
                .path("id")
                .asText();
        String begun = Caller.json(caller.post(api::create, Requests.small().toString()))
                .path("id")
                .asText();
        store.database()
                .write(c -> Sql.update(c, "UPDATE label_work SET status = 'requesting' WHERE shipment_id = ?", begun));

        assertThat(caller.get(api::cancel, waiting).status()).isEqualTo(204);
        assertThat(caller.get(api::cancel, waiting).status()).isEqualTo(204);
        assertThat(caller.get(api::cancel, begun).status()).isEqualTo(409);
        assertThat(state(api, caller, waiting)).isEqualTo("cancelled");
        assertThat(state(api, caller, begun)).isEqualTo("queued");
        assertThat(count(store, "SELECT COUNT(*) FROM label_work WHERE status = 'cancelled'"))
                .isEqualTo(1);
        assertThat(count(store, "SELECT COUNT(*) FROM tracking_key")).isEqualTo(1);
    }

    @OnBothStores
    void aShipmentOfWhichNobodyKnowsWhetherItsLabelWasBoughtIsCancelledAndGivenBackLater(TestStore store) {
        ShipmentApi api = api(store);
        Caller caller = caller(store);
        String id = Caller.json(caller.post(api::create, Requests.small().toString()))
                .path("id")
                .asText();
        store.database().write(c -> Sql.update(c, "UPDATE label_work SET status = 'unknown'"));

        assertThat(caller.get(api::cancel, id).status()).isEqualTo(204);

        assertThat(count(store, "SELECT COUNT(*) FROM label_work WHERE status = 'unknown' AND cancel_wanted = 1"))
                .isEqualTo(1);
        assertThat(state(api, caller, id)).isEqualTo("cancelled");
    }

    @OnBothStores
    void aLabelThatIsMadeIsGivenBackUntilTheCarrierHasTheGoods(TestStore store) {
        ShipmentApi api = api(store);
        Caller caller = caller(store);
        String announced = made(store, api, caller, "in_house", "N1");
        String scanned = made(store, api, caller, "in_house", "N2");
        String closed = made(store, api, caller, "ups", "N3");
        manifest(store, caller, closed, 1);
        status(store, "in_house", "N1", "order");
        status(store, "in_house", "N2", "collection");

        for (String tooLate : List.of(scanned, closed)) {
            assertThat(Caller.json(caller.get(api::cancel, tooLate))
                            .at("/gluey_error_classification/error_code")
                            .asText())
                    .isEqualTo("label_not_cancellable");
        }
        assertThat(caller.get(api::cancel, announced).status()).isEqualTo(204);
        assertThat(caller.get(api::cancel, announced).status()).isEqualTo(204);

        assertThat(state(api, caller, announced)).isEqualTo("voiding");
        assertThat(count(store, "SELECT COUNT(*) FROM label_work WHERE status = 'voiding' AND cancel_wanted = 1"))
                .isEqualTo(1);
        assertThat(count(store, "SELECT COUNT(*) FROM label_work WHERE status = 'made'"))
                .isEqualTo(2);
    }

    @OnBothStores
    void aShipmentMayLeaveAManifestThatIsNotReleasedWithIt(TestStore store) {
        ShipmentApi api = api(store);
        Caller caller = caller(store);
        String gathered = made(store, api, caller, "ups", "N1");
        String without = made(store, api, caller, "ups", "N2");
        manifest(store, caller, gathered, null);
        store.database().write(c -> Sql.update(c, "UPDATE shipment SET manifest_status = 'ok'"));

        assertThat(caller.get(api::cancel, gathered).status()).isEqualTo(204);
        assertThat(caller.get(api::cancel, without).status()).isEqualTo(204);
    }

    @OnBothStores
    void aLabelThatWasBoughtAndIsMissingIsGivenBackWhereTheCarrierTakesItBack(TestStore store) {
        ShipmentApi api = api(store);
        Caller caller = caller(store);
        for (String error : List.of("label_document_missing", "label_not_voided")) {
            String returnable = failed(store, api, caller, "ups", error);
            String lasting = failed(store, api, caller, "post", error);

            assertThat(caller.get(api::cancel, returnable).status()).isEqualTo(204);
            HttpAnswer refused = caller.get(api::cancel, lasting);

            assertThat(refused.status()).isEqualTo(409);
            assertThat(Caller.json(refused).path("detail").asText())
                    .contains("was bought and cannot be given back: the carrier takes none back");
            assertThat(state(api, caller, returnable)).isEqualTo("voiding");
            assertThat(state(api, caller, lasting)).isEqualTo("failed");
        }
        assertThat(count(store, "SELECT COUNT(*) FROM label_work WHERE status = 'voiding'"))
                .isEqualTo(2);
        assertThat(count(store, "SELECT COUNT(*) FROM label_work WHERE status = 'failed'"))
                .isEqualTo(2);
    }

    @OnBothStores
    void aLabelThatWasNotBoughtIsCancelledThoughItsCarrierTakesNoneBack(TestStore store) {
        ShipmentApi api = api(store);
        Caller caller = caller(store);
        String rejected = failed(store, api, caller, "post", "carrier_rejected");

        assertThat(caller.get(api::cancel, rejected).status()).isEqualTo(204);

        assertThat(state(api, caller, rejected)).isEqualTo("cancelled");
    }

    private static String state(ShipmentApi api, Caller caller, String id) {
        return Caller.json(caller.get(api::get, id)).path("label_status").asText();
    }

    private static String failed(TestStore store, ShipmentApi api, Caller caller, String carrier, String error) {
        String id = made(store, api, caller, carrier, carrier + error);
        store.database()
                .write(c -> Sql.update(
                        c,
                        "UPDATE label_work SET status = 'failed', cancel_wanted = ?, error = ? WHERE shipment_id = ?",
                        error.equals("label_not_voided"),
                        Json.text(new LabelFailure(error, "of the test", null)),
                        id));
        store.database().write(c -> Sql.update(c, "UPDATE shipment SET label_status = 'failed' WHERE id = ?", id));
        return id;
    }

    /** @param revision of the manifest's document that has the shipment; null while none has */
    private static void manifest(TestStore store, Caller caller, String shipment, @Nullable Integer revision) {
        String id = "m-" + shipment;
        store.database().write(c -> {
            Sql.update(
                    c,
                    """
                    INSERT INTO label_batch (id, account_number, format, size, deadline, status, revision, created_at,
                        updated_at) VALUES (?,?,'pdf','4x6',0,'open',0,0,0)""",
                    id,
                    caller.account());
            Sql.update(c, "INSERT INTO label_batch_shipment VALUES (?,0,?,?)", id, shipment, revision);
            return Sql.update(c, "UPDATE shipment SET manifest_id = ? WHERE id = ?", id, shipment);
        });
    }

    private static String made(TestStore store, ShipmentApi api, Caller caller, String carrier, String number) {
        ObjectNode request = Requests.small();
        request.withObject("/carrier").put("code", carrier);
        String id = Caller.json(caller.post(api::create, request.toString()))
                .path("id")
                .asText();
        store.database().write(c -> {
            Sql.update(c, "UPDATE label_work SET status = 'made' WHERE shipment_id = ?", id);
            return Sql.update(
                    c,
                    "INSERT INTO tracking_key VALUES (?,?,?,NULL,?,'tracking',0)",
                    carrier,
                    number,
                    id,
                    caller.account());
        });
        return id;
    }

    private static void status(TestStore store, String carrier, String number, String milestone) {
        store.database()
                .write(c -> Sql.update(
                        c,
                        "INSERT INTO tracking_status VALUES (?,?,'e',?,'code',NULL,1,0,0,0)",
                        carrier,
                        number,
                        milestone));
    }
}
