package io.caravanserai.harmonize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.event.TrackingEvent.Codes.Gluey;
import io.caravanserai.mapping.MappingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackerEventTypesTest {
    private static final Path HARMONIZED = Path.of("edi-mappings/harmonized");

    private static EventCodes codes() throws MappingException {
        return EventCodes.load(HARMONIZED.resolve("event-codes.csv"));
    }

    private static TrackerEventTypes shipped() throws MappingException {
        return TrackerEventTypes.load(HARMONIZED.resolve("tracker-event-types.csv"), codes());
    }

    @Test
    void everyCodeOfTheHubHasOneOfTheTypes() throws Exception {
        TrackerEventTypes types = shipped();

        assertThat(codes().all()).hasSizeGreaterThan(150).allSatisfy(code -> assertThat(
                        types.of(new Gluey(code.milestone(), code.code(), code.subCode(), null))
                                .type())
                .isIn(TrackerEventTypes.TYPES));
    }

    @ParameterizedTest
    @CsvSource({
        "order, created,, order-waiting-for-dispatch, waiting-for-dispatch",
        "order, despatched,, order-dispatched, dispatched",
        "collection, scheduled,, order-waiting-for-dispatch, waiting-for-dispatch",
        "collection, attempt, goods_not_ready, shipment-exception, not-collected",
        "collection, collected, from_pudo, order-dispatched, dispatched",
        "in_transit, carrier_network,, order-dispatch-in-transit, order-in-transit",
        "customs, cleared, released, order-dispatch-in-transit, order-in-transit",
        "customs, held, missing_documentation, shipment-exception, held",
        "delivery, out_for_delivery,, order-dispatch-in-transit, order-in-transit",
        "delivery, attempt, left_notice, shipment-exception, not-delivered",
        "delivery, delivered, parcel_locker, order-awaiting-pickup, order-awaiting-pickup",
        "delivery, delivered, with_signature, order-delivered, order-delivered",
        "post_delivery, collected, by_recipient, order-delivered, order-picked-up",
        "return_to_sender, delivered,, shipment-exception, returned",
        "other, unmapped,, shipment-exception, unmapped",
        "gone, long_ago,, shipment-exception, unmapped",
    })
    void theTypeSaysWhatAShopWouldSay(String milestone, String code, String subCode, String type, String status)
            throws Exception {
        assertThat(shipped().of(new Gluey(milestone, code, subCode, null)))
                .isEqualTo(new TrackerEventType(type, status));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delivery,deliverd,,order-delivered,x | 2: there is no code 'delivery/deliverd'; did you mean",
                "delivery,,,order-delivred,x | 2: there is no type 'order-delivred'; did you mean 'order-delivered'",
                "delivery,,,order-delivered | 2: a status of the order is required",
                "delivery,,delivered,order-delivered,x | 2: a sub code needs a code",
                "delivery,,,order-delivered,x#delivery,,,order-delivered,x | 3: this code has a row already",
                "order,,,order-waiting-for-dispatch,x#delivery,,,order-delivered,x"
                        + " | 3: the code collection/requested has no type",
            })
    void aRowThatIsWrongAndACodeWithoutRowAreNamedByTheirLine(String rows, String complaint, @TempDir Path folder)
            throws Exception {
        Path file = Files.writeString(
                folder.resolve("types.csv"), "milestone,code,sub_code,type,status\n" + rows.replace('#', '\n') + "\n");
        EventCodes codes = codes();

        assertThatThrownBy(() -> TrackerEventTypes.load(file, codes)).hasMessageContaining(file + ":" + complaint);
    }
}
