package io.caravanserai.shipment;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.http.HttpAnswer.FieldFault;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The rules of {@code POST /shipments} that a schema cannot say: known carriers, countries, currencies, unique ids. */
final class ShipmentRequest {
    private static final RequestBody SCHEMA = RequestBody.of("shipment-request.schema.json");
    private static final Set<String> COUNTRIES = countries();
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toSet());

    private ShipmentRequest() {}

    /** Every fault of the body, all at once, so that a customer corrects them in one go. */
    static List<FieldFault> faults(JsonNode body, Predicate<String> knownCarrier) {
        List<FieldFault> faults = new ArrayList<>(SCHEMA.faults(body));
        String carrier = body.path("carrier").path("code").asText("");
        if (!carrier.isEmpty() && !knownCarrier.test(carrier)) {
            faults.add(RequestBody.fault(
                    "value", "$.carrier.code", "no such carrier; GET /admin/carriers lists those of this hub"));
        }
        JsonNode shipment = body.path("shipment");
        for (String kind : List.of("from_address", "to_address", "undeliverable_address")) {
            country(
                    shipment.path("addresses").path(kind).path("iso_country"),
                    "$.shipment.addresses." + kind + ".iso_country",
                    faults);
        }
        Set<String> refs = new HashSet<>();
        for (int p = 0; p < shipment.path("parcels").size(); p++) {
            parcel(shipment.path("parcels").get(p), "$.shipment.parcels[" + p + "]", refs, faults);
        }
        return faults;
    }

    private static void parcel(JsonNode parcel, String path, Set<String> refs, List<FieldFault> faults) {
        String ref = parcel.path("uuid_ref").asText("");
        if (!ref.isEmpty() && !refs.add(ref)) {
            faults.add(RequestBody.fault("value", path + ".uuid_ref", "another parcel has the same uuid_ref"));
        }
        for (int i = 0; i < parcel.path("items").size(); i++) {
            JsonNode item = parcel.path("items").get(i);
            String at = path + ".items[" + i + "]";
            country(item.path("country_of_origin"), at + ".country_of_origin", faults);
            String currency = item.path("unit_value").path("currency").asText("");
            if (currency.matches("[A-Z]{3}") && !CURRENCIES.contains(currency)) {
                faults.add(RequestBody.fault(
                        "value", at + ".unit_value.currency", "'" + currency + "' is no ISO 4217 currency"));
            }
        }
    }

    private static void country(JsonNode value, String path, List<FieldFault> faults) {
        String code = value.asText("");
        if (code.matches("[A-Za-z]{2,3}") && !COUNTRIES.contains(code.toUpperCase(Locale.ROOT))) {
            faults.add(RequestBody.fault("value", path, "'" + code + "' is no ISO 3166-1 alpha-2 or alpha-3 country"));
        }
    }

    private static Set<String> countries() {
        Set<String> codes = new HashSet<>(Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2));
        codes.addAll(Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA3));
        // user-assigned but in every carrier's list: Kosovo
        codes.addAll(Set.of("XK", "XKX"));
        return codes;
    }
}
