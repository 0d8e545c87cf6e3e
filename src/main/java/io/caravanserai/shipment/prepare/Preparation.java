package io.caravanserai.shipment.prepare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.account.CustomerRequest;
import io.caravanserai.address.AddressRules;
import io.caravanserai.fx.ExchangeRates;
import io.caravanserai.fx.StaleRatesException;
import io.caravanserai.http.HttpAnswer.FieldFault;
import io.caravanserai.http.HttpProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Checks a request for a shipment and does the services that it asks for, all in memory. */
public final class Preparation {
    private final Supplier<AddressRules> rules;
    private final List<Step> steps;

    /** @param rules those of now; tables may be edited while the hub runs */
    public Preparation(Supplier<AddressRules> rules, ExchangeRates rates) {
        this.rules = rules;
        // weights are replaced before they are converted
        this.steps = List.of(
                new GoodsDescriptions(),
                new ParcelWeights(),
                UnitConversion.WEIGHT,
                UnitConversion.DIMENSIONS,
                new ItemValues(rates));
    }

    /**
     * Corrects addresses if asked, checks, then does the other services; the request as sent stays as it is.
     *
     * @param check every fault of a body that addresses and services do not find
     * @throws HttpProblem 422 naming every fault
     * @throws StaleRatesException when values are to be converted and the rates are too old
     */
    public Prepared prepare(JsonNode request, Function<JsonNode, List<FieldFault>> check) {
        JsonNode body = request.deepCopy();
        JsonNode services = body.path("gluey_services");
        Report report = new Report();
        boolean corrects = services.path("paid").path(Addresses.CORRECTION).asBoolean();
        if (corrects) {
            Addresses.correct(body, rules.get(), report);
        }
        refuse(check.apply(body));
        refuse(Addresses.faults(body, rules.get()));
        boolean asked = corrects;
        for (Step step : steps) {
            JsonNode wish = services.path("free").path(step.service());
            if (isWished(wish)) {
                asked = true;
                step.prepare((ObjectNode) body.path("shipment"), wish, report);
            }
        }
        refuse(report.faults());
        return new Prepared(body, report.hasChanges(), asked ? Optional.of(report.json()) : Optional.empty());
    }

    private static boolean isWished(JsonNode wish) {
        return wish.isNumber() ? wish.decimalValue().signum() != 0 : wish.isTextual() || wish.asBoolean();
    }

    private static void refuse(List<FieldFault> faults) {
        if (!faults.isEmpty()) {
            throw CustomerRequest.faults(new ArrayList<>(faults));
        }
    }
}
