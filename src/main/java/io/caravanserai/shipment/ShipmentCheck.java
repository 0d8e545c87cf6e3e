package io.caravanserai.shipment;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.http.Faults;
import io.caravanserai.http.HttpAnswer.FieldFault;
import io.caravanserai.mapping.Countries;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Checks the body of POST /shipments: its schema, then what a schema cannot say. */
final class ShipmentCheck {
    private static final Countries COUNTRIES = new Countries();
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toSet());

    private final RequestSchema schema = new RequestSchema("ShipmentRequest");
    private final Predicate<String> knownCarrier;
    private final Function<String, List<String>> ownSizes;

    /**
     * @param knownCarrier whether a {@code carrier.code} may be used
     * @param ownSizes the sizes in which the hub's own labels of a service come; empty when that is not known
     */
    ShipmentCheck(Predicate<String> knownCarrier, Function<String, List<String>> ownSizes) {
        this.knownCarrier = knownCarrier;
        this.ownSizes = ownSizes;
    }

    /** Every fault of the body, empty when it is good. */
    List<FieldFault> check(JsonNode body) {
        List<FieldFault> faults = schema.check(body, List.of());
        if (!faults.isEmpty()) {
            return faults;
        }
        carrier(body.path("carrier").path("code"), faults, Faults.loc("carrier", "code"));
        size(body, faults);
        JsonNode shipment = body.path("shipment");
        for (String role : List.of("from_address", "to_address", "undeliverable_address")) {
            country(
                    shipment.path("addresses").path(role).path("iso_country"),
                    Faults.loc("shipment", "addresses", role, "iso_country"),
                    faults);
        }
        JsonNode parcels = shipment.path("parcels");
        for (int p = 0; p < parcels.size(); p++) {
            JsonNode items = parcels.get(p).path("items");
            for (int i = 0; i < items.size(); i++) {
                item(items.get(i), Faults.loc("shipment", "parcels", p, "items", i), faults);
            }
        }
        return faults;
    }

    private void carrier(JsonNode code, List<FieldFault> faults, List<Object> loc) {
        if (!knownCarrier.test(code.asText())) {
            faults.add(Faults.at(loc, "value", "is no carrier of this hub: see the folders in edi-mappings/"));
        }
    }

    /** What a carrier prints is its own affair; what the hub draws must be in the template. */
    private void size(JsonNode body, List<FieldFault> faults) {
        if (!body.path("carrier").path("code").asText().equals("in_house")) {
            return;
        }
        String service = body.at("/carrier/service/code").asText();
        List<String> sizes = ownSizes.apply(service);
        String size = ShipmentDraft.labelSize(body);
        if (!sizes.isEmpty() && !sizes.contains(size)) {
            faults.add(Faults.at(
                    Faults.loc("label_request", "size"),
                    "value",
                    "is " + size + ", but labels of the service '" + service + "' come in "
                            + String.join(", ", sizes)));
        }
    }

    private static void item(JsonNode item, List<Object> loc, List<FieldFault> faults) {
        country(item.path("country_of_origin"), Faults.within(loc, "country_of_origin"), faults);
        if (!CURRENCIES.contains(item.path("unit_value").path("currency").asText())) {
            faults.add(Faults.at(
                    Faults.within(loc, "unit_value", "currency"),
                    "value",
                    "must be a currency code of ISO 4217, such as EUR"));
        }
    }

    private static void country(JsonNode code, List<Object> loc, List<FieldFault> faults) {
        if (code.isTextual() && !COUNTRIES.isCode(code.asText())) {
            faults.add(Faults.at(loc, "value", "must be a country code of ISO 3166-1, such as NO or NOR"));
        }
    }
}
