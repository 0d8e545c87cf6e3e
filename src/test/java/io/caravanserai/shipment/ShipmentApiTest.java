package io.caravanserai.shipment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.account.AccountStore;
import io.caravanserai.account.Caller;
import io.caravanserai.account.CustomerGuard;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.label.buy.LabelFailure;
import io.caravanserai.shipment.prepare.Preparation;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import io.caravanserai.tracking.Outbox;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

class ShipmentApiTest {
    private static final Set<String> CARRIERS = Set.of("in_house", "ups", "post");
    private static final Set<String> TAKE_BACK = Set.of("in_house", "ups");
    private static final List<String> SIZES = List.of("4x6", "A4");

    @OnBothStores
    void aShipmentIsAnsweredWithIdsAndKeptWithItsLabelWork(TestStore store) {
        ShipmentApi api = api(store);
        Caller caller = caller(store);
        ObjectNode request = Requests.small();
        Requests.shipment(request).put("uuid_ref", "ref-1");

        HttpAnswer answer = caller.post(api::create, request.toString());

        JsonNode made = Caller.json(answer);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(made.fieldNames())
                .toIterable()
                .containsExactly(
                        "id", "uuid_ref", "created_utc", "updated_utc", "tracking_level", "manifest_status", "parcels");
        assertThat(made.path("uuid_ref").asText()).isEqualTo("ref-1");
        assertThat(made.at("/parcels/0/items/0/id").asText()).isNotEmpty();
        JsonNode seen = Caller.json(caller.get(api::get, made.path("id").asText()));
        assertThat(seen.path("label_status").asText()).isEqualTo("queued");
        assertThat(seen.at("/label/format").asText()).isEqualTo("zpl200");
        assertThat(seen.at("/label/size").asText()).isEqualTo("4x6");
        assertThat(seen.at("/label/attempts").asInt()).isZero();
        assertThat(seen.at("/parcels/0/items")).isEqualTo(made.at("/parcels/0/items"));
        assertThat(count(store, "SELECT COUNT(*) FROM tracking_key WHERE kind = 'reference' AND key_value = 'ORDER-7'"))
                .isEqualTo(1);
    }

    @OnBothStores
    void theSameKeyAnswersTheSameRequestAgainAndRefusesAnother(TestStore store) {
        ShipmentApi api = api(store);
        Caller caller = caller(store).with("idempotency-key", "k-1");
        ObjectNode request = Requests.small();

        HttpAnswer first = caller.post(api::create, request.toString());
        HttpAnswer again = caller.post(api::create, request.toPrettyString());
        request.putObject("label_request").put("format", "pdf");
        HttpAnswer other = caller.post(api::create, request.toString());

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers()).containsEntry("Idempotency-Replay", "true");
        assertThat(first.headers()).doesNotContainKey("Idempotency-Replay");
        assertThat(other.status()).isEqualTo(409);
        assertThat(count(store, "SELECT COUNT(*) FROM shipment")).isEqualTo(1);
    }

    @OnBothStores
    void identicalRequestsAtTheSameTimeMakeOneShipment(TestStore store) {
        ShipmentApi api = api(store);
        Caller caller = caller(store).with("idempotency-key", "k-1");
        String request = Requests.small().toString();

        List<CompletableFuture<HttpAnswer>> calls = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> caller.post(api::create, request)))
                .toList();
        List<HttpAnswer> answers = calls.stream().map(CompletableFuture::join).toList();

        assertThat(answers).extracting(HttpAnswer::status).containsOnly(202);
        assertThat(answers.stream().map(answer -> Caller.json(answer).path("id").asText()))
                .containsOnly(Caller.json(answers.get(0)).path("id").asText());
        assertThat(count(store, "SELECT COUNT(*) FROM shipment")).isEqualTo(1);
        assertThat(count(store, "SELECT COUNT(*) FROM label_work")).isEqualTo(1);
    }

    @OnBothStores
    void theLabelOfASandboxAccountIsNeverACarriers(TestStore store) {
        ShipmentApi api = api(store);
        Caller caller = caller(store);
        ObjectNode request = Requests.small();
        request.withObject("/carrier").put("code", "ups");
        String bought = Caller.json(caller.post(api::create, request.toString()))
                .path("id")
                .asText();
        store.database().write(c -> Sql.update(c, "UPDATE account SET sandbox = 1"));
        String own = Caller.json(caller.post(api::create, request.toString()))
                .path("id")
                .asText();

        assertThat(count(
                        store,
                        "SELECT COUNT(*) FROM label_work WHERE carrier_id = 'ups' AND shipment_id = '" + bought + "'"))
                .isEqualTo(1);
        assertThat(count(
                        store,
                        "SELECT COUNT(*) FROM label_work WHERE carrier_id = 'in_house' AND shipment_id = '" + own
                                + "'"))
                .isEqualTo(1);
        JsonNode seen = Caller.json(caller.get(api::get, own));
        assertThat(seen.path("sandbox").asBoolean()).isTrue();
        assertThat(seen.at("/carrier/code").asText()).isEqualTo("ups");
    }

    @OnBothStores
    void aTakenUuidRefIsADuplicateAndLeavesNothing(TestStore store) {
        ShipmentApi api = api(store);
        Caller caller = caller(store);
        ObjectNode request = Requests.small();
        Requests.shipment(request).put("uuid_ref", "ref-1");
        caller.post(api::create, request.toString());

        HttpAnswer answer = caller.with("idempotency-key", "k-2").post(api::create, request.toString());

        assertThat(answer.status()).isEqualTo(409);
        assertThat(Caller.json(answer)
                        .at("/gluey_error_classification/error_code")
                        .asText())
                .isEqualTo("duplicate_request");
        assertThat(count(store, "SELECT COUNT(*) FROM idempotency_key")).isZero();
        assertThat(caller(store).post(api::create, request.toString()).status()).isEqualTo(202);
    }

    @OnBothStores
    void anAccountAtTheCarrierMayBeChosenIfItIsThereForTheCustomer(TestStore store) {
        ShipmentApi api = api(store);
        Caller caller = caller(store);
        store.database()
                .write(c -> Sql.update(c, "INSERT INTO label_lane VALUES ('ups', 'premium', 'n1', 1, 0, NULL, '')"));
        store.database()
                .write(c -> Sql.update(c, "INSERT INTO label_lane VALUES ('ups', 'other', 'n1', 1, 0, NULL, 'A-9')"));

        assertThat(caller.post(api::create, choosing("premium")).status()).isEqualTo(202);
        assertThat(count(store, "SELECT COUNT(*) FROM label_work WHERE carrier_account = 'premium'"))
                .isEqualTo(1);
        for (String account : List.of("none", "other")) {
            HttpAnswer refused = caller.with("idempotency-key", account).post(api::create, choosing(account));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(Caller.json(refused).path("detail").asText())
                    .contains("carrier_account_keys", "'" + account + "'", "leave the key 'account' out");
        }
        assertThat(count(store, "SELECT COUNT(*) FROM shipment")).isEqualTo(1);
        assertThat(count(store, "SELECT COUNT(*) FROM idempotency_key")).isZero();
    }

    private static String choosing(String account) {
        ObjectNode request = Requests.small();
        ((ObjectNode) request.path("carrier"))
                .put("code", "ups")
                .putArray("carrier_account_keys")
                .addObject()
                .put("key", "account")
                .put("value", account);
        return request.toString();
    }

    @OnBothStores
    void anotherAccountsShipmentIsForbiddenAndAnUnknownOneNotFound(TestStore store) {
        ShipmentApi api = api(store);
        String id = Caller.json(caller(store).post(api::create, Requests.small().toString()))
                .path("id")
                .asText();
        Caller other = caller(store);

        assertThat(other.get(api::get, id).status()).isEqualTo(403);
        assertThat(other.get(api::cancel, id).status()).isEqualTo(403);
        assertThat(other.get(api::get, "nothing").status()).isEqualTo(404);
    }

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
        assertThat(Caller.json(caller.get(api::get, waiting))
                        .path("label_status")
                        .asText())
                .isEqualTo("cancelled");
        assertThat(Caller.json(caller.get(api::get, begun)).path("label_status").asText())
                .isEqualTo("queued");
        assertThat(count(store, "SELECT COUNT(*) FROM label_work WHERE status = 'cancelled'"))
                .isEqualTo(1);
        assertThat(count(store, "SELECT COUNT(*) FROM tracking_key")).isEqualTo(1);
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

        assertThat(Caller.json(caller.get(api::get, announced))
                        .path("label_status")
                        .asText())
                .isEqualTo("voiding");
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

    @OnBothStores
    void aSizeThatTheHubsOwnTemplateHasNotIsRefusedWithThoseThatThereAre(TestStore store) {
        ShipmentApi api = api(store);
        Caller caller = caller(store);
        ObjectNode request = Requests.small();
        request.putObject("label_request").put("size", "4x8");

        HttpAnswer refused = caller.post(api::create, request.toString());
        request.withObject("/carrier").put("code", "ups");
        HttpAnswer carriers = caller.post(api::create, request.toString());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(Caller.json(refused).at("/detail/0/path").asText()).isEqualTo("$.label_request.size");
        assertThat(Caller.json(refused).at("/detail/0/msg").asText())
                .isEqualTo("is 4x8, but labels of the service 'standard' come in 4x6, A4");
        assertThat(carriers.status()).isEqualTo(202);
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

    @OnBothStores
    void whatIsPreparedIsKeptBesideTheRequestAndTold(TestStore store) {
        ShipmentApi api = api(store);
        Caller caller = caller(store);
        ObjectNode request = Requests.small();
        request.withObject("/gluey_services/paid").put("address_correction", true);
        request.withObject("/gluey_services/free").put("exchange_rate_conversion", "NOK");
        Requests.shipment(request)
                .withObject("/addresses/to_address")
                .put("city", "2100 København")
                .remove("postal_code");

        JsonNode made = Caller.json(caller.post(api::create, request.toString()));

        assertThat(made.at("/preparation/changes").findValuesAsText("path"))
                .containsExactly(
                        "$.shipment.addresses.to_address.postal_code",
                        "$.shipment.addresses.to_address.city",
                        "$.shipment.parcels[0].items[0].unit_value");
        assertThat(made.at("/preparation/exchange_rates/0").toString())
                .isEqualTo("{\"from\":\"EUR\",\"to\":\"NOK\",\"rate\":11.765,\"date\":\"2024-04-19\","
                        + "\"source\":\"European Central Bank, euro reference rates, as they come with the hub\"}");
        JsonNode seen = Caller.json(caller.get(api::get, made.path("id").asText()));
        assertThat(seen.path("preparation")).isEqualTo(made.path("preparation"));
        assertThat(kept(store, "request")).isEqualTo(request);
        assertThat(kept(store, "prepared")
                        .at("/shipment/addresses/to_address/city")
                        .asText())
                .isEqualTo("København");
        assertThat(kept(store, "prepared")
                        .at("/shipment/parcels/0/items/0/unit_value")
                        .toString())
                .isEqualTo("{\"amount\":111.77,\"currency\":\"NOK\"}");
    }

    @OnBothStores
    void whatNeedsNoPreparationIsKeptOnce(TestStore store) {
        ShipmentApi api = api(store);

        JsonNode made =
                Caller.json(caller(store).post(api::create, Requests.small().toString()));

        assertThat(made.has("preparation")).isFalse();
        assertThat(count(store, "SELECT COUNT(*) FROM shipment WHERE prepared IS NULL AND preparation IS NULL"))
                .isEqualTo(1);
    }

    @OnBothStores
    void aFaultyAddressIsRefusedUnlessItsCorrectionIsAskedFor(TestStore store) {
        ShipmentApi api = api(store);
        Caller caller = caller(store);
        ObjectNode request = Requests.small();
        Requests.shipment(request).withObject("/addresses/to_address").put("postal_code", "DK-2100");

        HttpAnswer refused = caller.post(api::create, request.toString());
        request.withObject("/gluey_services/paid").put("address_correction", true);
        HttpAnswer corrected = caller.post(api::create, request.toString());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(Caller.json(refused).at("/detail/0/path").asText())
                .isEqualTo("$.shipment.addresses.to_address.postal_code");
        assertThat(Caller.json(refused).at("/detail/0/msg").asText()).contains("did you mean '2100'?");
        assertThat(corrected.status()).isEqualTo(202);
        assertThat(count(store, "SELECT COUNT(*) FROM shipment")).isEqualTo(1);
    }

    @OnBothStores
    void ratesThatAreTooOldConvertNothing(TestStore store) {
        ShipmentApi api = api(store, Preparations.with(Duration.ofDays(7)));
        ObjectNode request = Requests.small();
        request.withObject("/gluey_services/free").put("exchange_rate_conversion", "NOK");

        HttpAnswer answer = caller(store).post(api::create, request.toString());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(Caller.json(answer)
                        .at("/gluey_error_classification/error_code")
                        .asText())
                .isEqualTo("exchange_rates_stale");
        assertThat(Caller.json(answer).path("detail").asText())
                .startsWith("The newest exchange rates are of 2024-04-19, older than 7 days (hub.fx.max-age)");
        assertThat(count(store, "SELECT COUNT(*) FROM shipment")).isZero();
    }

    @OnBothStores
    void aRepeatedRequestIsAnsweredAsBeforeWhateverBecameOfTheRates(TestStore store) {
        Caller caller = caller(store).with("idempotency-key", "k-1");
        ObjectNode request = Requests.small();
        request.withObject("/gluey_services/free").put("exchange_rate_conversion", "NOK");
        HttpAnswer first = caller.post(api(store)::create, request.toString());

        HttpAnswer again = caller.post(api(store, Preparations.with(Duration.ofDays(7)))::create, request.toString());

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
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
        assertThat(Caller.json(caller.get(api::get, id)).path("label_status").asText())
                .isEqualTo("cancelled");
    }

    private static JsonNode kept(TestStore store, String column) {
        String text = store.database()
                .read(connection ->
                        Sql.first(connection, "SELECT " + column + " FROM shipment", row -> row.getString(1)))
                .orElseThrow();
        return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    private static ShipmentApi api(TestStore store) {
        return api(store, Preparations.patient());
    }

    private static ShipmentApi api(TestStore store, Preparation preparation) {
        CustomerGuard guard =
                new CustomerGuard(new AccountStore(store.database(), Clock.systemUTC()), 1_000, Clock.systemUTC());
        return new ShipmentApi(
                guard,
                store.database(),
                new ShipmentStore(store.database(), Outbox.NONE),
                preparation,
                new Carriers(CARRIERS::contains, TAKE_BACK::contains, service -> SIZES),
                wake -> {},
                Clock.systemUTC());
    }

    private static Caller caller(TestStore store) {
        return Caller.of(new AccountStore(store.database(), Clock.systemUTC()));
    }

    private static long count(TestStore store, String sql) {
        return store.database().read(connection -> Sql.number(connection, sql));
    }
}
