package io.caravanserai.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Routes that call with one account share its budget, so they must give the same rate. */
final class AccountRates {
    private static final String RATE = "rate";

    private final Map<String, Kamelet> kamelets;
    private final Function<String, Optional<String>> values;
    private final Map<String, Seen> rates = new HashMap<>();

    private record Seen(String rate, String place) {}

    AccountRates(Map<String, Kamelet> kamelets, Function<String, Optional<String>> values) {
        this.kamelets = kamelets;
        this.values = values;
    }

    void check(Endpoint endpoint, Findings findings) {
        Kamelet kamelet = kamelets.get(endpoint.name());
        if (!endpoint.scheme().equals("kamelet")
                || kamelet == null
                || !kamelet.parameters().containsKey(RATE)
                || !kamelet.parameters().containsKey("account")) {
            return;
        }
        String account = kamelet.value(endpoint, "carrier", values) + "/" + kamelet.value(endpoint, "account", values);
        String rate = kamelet.value(endpoint, RATE, values);
        int line = endpoint.line(RATE);
        Seen before = rates.putIfAbsent(account, new Seen(rate, findings.file() + ":" + line));
        if (before != null && !before.rate().equals(rate)) {
            findings.error(
                    line,
                    "the rate of the account " + account + " is '" + rate + "' here and '" + before.rate() + "' at "
                            + before.place(),
                    "write the same rate: routes of one account share its budget");
        }
    }
}
