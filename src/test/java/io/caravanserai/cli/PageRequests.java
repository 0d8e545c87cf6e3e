package io.caravanserai.cli;

/** What is sent so that a hub answers what pages show. */
final class PageRequests {
    static final String TRACKER =
            """
            {"carrier_id": "sandbox", "tracking_number": "TOLD-1", "uuid_ref": "order-1",
             "meta_data": [{"key": "customer_no", "value": "C-7"}]}
            """;
    static final String SCAN =
            """
            {"tracking_number": "TOLD-1", "code": "delivery/delivered/parcel_locker", "description": "In the locker",
             "time": "2026-03-01T10:00:00+01:00", "city": "Lund", "country": "SE"}
            """;
    private static final String SHIPMENT =
            """
            {"gluey_services": {%s},
             "carrier": {"code": "in_house", "service": {"code": "standard"}},
             "shipment": {
              "addresses": {
               "from_address": {"name": "Nordwind", "street": "Speicherstr. 14", "postal_code": "20457",
                "city": "Hamburg", "iso_country": "DE"},
               "to_address": {"name": "Anna Berg", "street": "Main 5", %s}},
              "parcels": [{"weight": {"value": 1.2, "unit": "kg"}, "items": [
               {"description": "Cup", "quantity": 1, "unit_value": {"amount": 9.5, "currency": "EUR"}}]}]}}
            """;

    private PageRequests() {}

    static String prepared() {
        return SHIPMENT.formatted(
                "\"free\": {\"exchange_rate_conversion\": \"USD\"}, \"paid\": {\"address_correction\": true}",
                "\"postal_code\": \"DK-2100\", \"city\": \"København\", \"iso_country\": \"DK\"");
    }

    static String wrongPostalCode() {
        return SHIPMENT.formatted("", "\"postal_code\": \"00950\", \"city\": \"Warszawa\", \"iso_country\": \"PL\"");
    }
}
