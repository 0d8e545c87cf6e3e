package io.caravanserai.shipment;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.account.CustomerRequest;
import io.caravanserai.fx.StaleRatesException;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.shipment.prepare.Preparation;
import java.util.List;
import java.util.function.Predicate;

/** Reads a body of POST /shipments as the hub would, and keeps nothing. */
public final class RequestPreview {
    private final Preparation preparation;
    private final ShipmentCheck check;

    /** @param knownCarrier whether a {@code carrier.code} may be used */
    public RequestPreview(Preparation preparation, Predicate<String> knownCarrier) {
        this.preparation = preparation;
        // in which size a label is drawn here is not for the request to say
        this.check = new ShipmentCheck(knownCarrier, service -> List.of());
    }

    /**
     * The body with all that it asks to have changed.
     *
     * @throws HttpProblem as {@code POST /shipments} would answer: 400 for no JSON, 422 naming every bad field
     * @throws StaleRatesException when values are to be converted and the rates are too old
     */
    public JsonNode read(byte[] body) {
        return preparation.prepare(CustomerRequest.json(body), check::check).body();
    }
}
