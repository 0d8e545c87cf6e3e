package io.caravanserai.edi.status;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One status of one shipment, to be told to a customer.
 *
 * @param shipmentReference the customer's own reference; null only when there is a carrier tracking id
 * @param carrierTrackingId the carrier's number; null only when there is a shipment reference
 * @param carrierName in words, null when unknown
 * @param scac Standard Carrier Alpha Code, null when the carrier has none
 * @param statusCode in the standard that is written, see {@link StatusCodes}
 * @param reasonCode in the standard that is written, null for none
 * @param at when it happened, at the offset of the place
 * @param city place, null when unknown
 * @param state two-letter state or province, null when unknown
 * @param country ISO 3166 alpha-2, null when unknown
 * @param postalCode of the place, null when unknown
 * @param signedBy who took the goods, null when unknown
 * @param freeText in words, null when there are none
 * @param parcelIds SSCCs or the carrier's parcel numbers this status is about; empty for the whole shipment
 * @param references further numbers of the shipment
 */
public record StatusLine(
        @Nullable String shipmentReference,
        @Nullable String carrierTrackingId,
        @Nullable String carrierName,
        @Nullable String scac,
        String statusCode,
        @Nullable String reasonCode,
        OffsetDateTime at,
        @Nullable String city,
        @Nullable String state,
        @Nullable String country,
        @Nullable String postalCode,
        @Nullable String signedBy,
        @Nullable String freeText,
        List<String> parcelIds,
        List<Reference> references) {

    /**
     * @param qualifier X12 data element 128 or EDIFACT 1153: what the number is
     * @param value the number
     */
    public record Reference(String qualifier, String value) {}

    public StatusLine {
        shipmentReference = blankToNull(shipmentReference);
        carrierTrackingId = blankToNull(carrierTrackingId);
        carrierName = blankToNull(carrierName);
        scac = blankToNull(scac);
        reasonCode = blankToNull(reasonCode);
        city = blankToNull(city);
        state = blankToNull(state);
        country = blankToNull(country);
        postalCode = blankToNull(postalCode);
        signedBy = blankToNull(signedBy);
        freeText = blankToNull(freeText);
        parcelIds = List.copyOf(parcelIds);
        references = List.copyOf(references);
        Objects.requireNonNull(statusCode, "status line: statusCode is required");
        Objects.requireNonNull(at, "status line: at is required");
        if (shipmentReference == null && carrierTrackingId == null) {
            throw new IllegalArgumentException(
                    "status line: a shipment reference or a carrier tracking id is required");
        }
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** The number a carrier knows the shipment by, else the customer's. */
    String carrierNumber() {
        return carrierTrackingId != null ? carrierTrackingId : customerNumber();
    }

    /** The customer's reference, else the carrier's number. */
    String customerNumber() {
        return Objects.requireNonNull(shipmentReference != null ? shipmentReference : carrierTrackingId);
    }

    /**
     * The 18 digits of a Serial Shipping Container Code, given with or without its application identifier 00 (GS1
     * General Specifications); null for any other number.
     */
    static @Nullable String sscc(String parcelId) {
        return parcelId.matches("(00)?[0-9]{18}") ? parcelId.substring(parcelId.length() - 18) : null;
    }
}
