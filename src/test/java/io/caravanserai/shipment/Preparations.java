package io.caravanserai.shipment;

import io.caravanserai.address.AddressRules;
import io.caravanserai.fx.ExchangeRates;
import io.caravanserai.mapping.Countries;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.shipment.prepare.Preparation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** Preparations with the rules that the hub ships and the exchange rates that come with it. */
public final class Preparations {
    private static final Path NO_DATA = Path.of("target", "no-such-folder");

    private Preparations() {}

    /** @param maxAge how old rates may be; those that come with the hub are years old */
    public static Preparation with(Duration maxAge) {
        try {
            AddressRules rules = AddressRules.load(Path.of("edi-mappings/harmonized"), new Countries());
            return new Preparation(() -> rules, ExchangeRates.open(NO_DATA, maxAge, Clock.systemUTC()));
        } catch (MappingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Rates of any age are good. */
    public static Preparation patient() {
        return with(Duration.ofDays(36_500));
    }
}
