package io.caravanserai.shipment;

import static io.caravanserai.shipment.ShipmentCalls.api;
import static io.caravanserai.shipment.ShipmentCalls.caller;
import static io.caravanserai.shipment.ShipmentCalls.count;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.account.Caller;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

class ShipmentApiTest {
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
                        "id",
                        "uuid_ref",
                        "created_utc",
                        "updated_utc",
                        "tracking_level",
                        "manifest_status",
                        "tracking_page_url",
                        "parcels");
        assertThat(made.path("uuid_ref").asText()).isEqualTo("ref-1");
        assertThat(made.at("/parcels/0/items/0/id").asText()).isNotEmpty();
        JsonNode seen = Caller.json(caller.get(api::get, made.path("id").asText()));
        assertThat(seen.path("tracking_page_url").asText())
                .isEqualTo(made.path("tracking_page_url").asText())
                .matches("https://hub.test/t/[\\w-]{22}");
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
}
