package io.caravanserai.fx;

import java.time.LocalDate;

/** Files in the form of the bank's eurofxref-daily.xml, with rates of our own. */
public final class EcbSamples {
    private static final String[] RATES = {
        "USD", "1.25", "GBP", "0.8", "NOK", "12", "SEK", "11", "DKK", "7.5", "CHF", "0.95", "PLN", "4.25", "CZK", "25",
        "HUF", "400", "JPY", "160", "CAD", "1.5"
    };

    private EcbSamples() {}

    /** A whole file of one day. */
    public static String of(LocalDate date) {
        StringBuilder cubes = new StringBuilder();
        for (int i = 0; i < RATES.length; i += 2) {
            cubes.append("<Cube currency='%s' rate='%s'/>".formatted(RATES[i], RATES[i + 1]));
        }
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
                <gesmes:subject>Reference rates</gesmes:subject>
                <Cube><Cube time='%s'>%s</Cube></Cube>
                </gesmes:Envelope>
                """
                .formatted(date, cubes);
    }
}
