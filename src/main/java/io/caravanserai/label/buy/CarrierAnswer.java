package io.caravanserai.label.buy;

import io.caravanserai.secret.SecretMask;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What came of one call to a carrier, as far as a purchase is concerned. */
public sealed interface CarrierAnswer {
    /**
     * The label is bought.
     *
     * @param shipmentNumber the carrier's number of the whole shipment, when it has one
     * @param parcels in the order of the shipment's parcels
     */
    record Sold(Optional<String> shipmentNumber, List<SoldParcel> parcels) implements CarrierAnswer {
        public Sold {
            parcels = List.copyOf(parcels);
            shipmentNumber.ifPresent(SoldParcel::requireNumber);
            if (parcels.isEmpty()) {
                throw new IllegalArgumentException("a sale is of at least one parcel");
            }
        }

        /** Whether every parcel has its document. */
        public boolean isComplete() {
            return parcels.stream().allMatch(parcel -> parcel.document().isPresent());
        }

        /** The same, without documents when it is not about so many parcels: nobody could tell whose they are. */
        public Sold forParcels(int count) {
            return parcels.size() == count
                    ? this
                    : new Sold(
                            shipmentNumber,
                            parcels.stream().map(SoldParcel::undocumented).toList());
        }
    }

    /** The carrier does not know our reference. */
    record Absent() implements CarrierAnswer {}

    /** The label was given back. */
    record Voided() implements CarrierAnswer {}

    /** The carrier did nothing and says why; asking again with the same data helps nothing. */
    record Rejected(LabelFailure failure) implements CarrierAnswer {}

    /** The carrier sold it, but what it sold cannot be used, and would be the same if it were fetched again. */
    record Unusable(Sold sold, LabelFailure failure) implements CarrierAnswer {}

    /** The carrier did nothing and wants quiet from the whole account. */
    record Throttled(Duration pause) implements CarrierAnswer {}

    /** The hub did not make the call after all, which is nobody's failure. */
    record Unmade() implements CarrierAnswer {}

    /** The call surely never reached the carrier. */
    record Unsent(String reason) implements CarrierAnswer {
        public Unsent {
            reason = SecretMask.ofProcess().mask(reason);
        }
    }

    /** Whether the carrier did what was asked is not known: a timeout, a broken connection, an error of its own. */
    record Doubtful(String reason) implements CarrierAnswer {
        public Doubtful {
            reason = SecretMask.ofProcess().mask(reason);
        }
    }
}
