package io.caravanserai.shipment.prepare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.fx.ExchangeRates;
import io.caravanserai.fx.RateTable;
import io.caravanserai.fx.StaleRatesException;
import io.caravanserai.http.Faults;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * {@code exchange_rate_conversion}: values of items in the currency that customs want, named by the service itself or,
 * where that says only {@code true}, by {@code customs_clearance.currency}; without either there is nothing to do.
 */
final class ItemValues implements Step {
    private final ExchangeRates rates;

    ItemValues(ExchangeRates rates) {
        this.rates = rates;
    }

    @Override
    public String service() {
        return "exchange_rate_conversion";
    }

    /** @throws StaleRatesException when a value would have to be converted at a rate that is too old */
    @Override
    public void prepare(ObjectNode shipment, JsonNode asked, Report report) {
        JsonNode currency =
                asked.isTextual() ? asked : shipment.path("customs_clearance").path("currency");
        List<Object> namedBy = asked.isTextual()
                ? Faults.loc("gluey_services", "free", service())
                : Faults.loc("shipment", "customs_clearance", "currency");
        if (!currency.isTextual()) {
            return;
        }
        JsonNode parcels = shipment.path("parcels");
        for (int p = 0; p < parcels.size(); p++) {
            JsonNode items = parcels.get(p).path("items");
            for (int i = 0; i < items.size(); i++) {
                convert(
                        (ObjectNode) items.get(i).path("unit_value"),
                        currency.textValue(),
                        Step.parcel(p, "items", i, "unit_value"),
                        namedBy,
                        report);
            }
        }
    }

    private void convert(ObjectNode value, String to, List<Object> loc, List<Object> namedBy, Report report) {
        String from = value.path("currency").asText();
        if (from.equals(to)) {
            return;
        }
        RateTable table = rates.usable();
        Optional<BigDecimal> rate = table.rate(from, to);
        if (rate.isEmpty()) {
            boolean targetIsKnown = table.perEuro().containsKey(to);
            report.fault(
                    "value",
                    targetIsKnown ? Faults.within(loc, "currency") : namedBy,
                    "has no exchange rate; there are rates of "
                            + String.join(", ", new TreeSet<>(table.perEuro().keySet())));
            return;
        }
        ObjectNode before = value.deepCopy();
        BigDecimal amount = RateTable.convert(value.path("amount").decimalValue(), rate.get(), to);
        value.set("amount", Measure.number(amount));
        value.put("currency", to);
        report.rate(from, to, rate.get(), table);
        report.changed(service(), loc, before, value.deepCopy());
    }
}
