package io.caravanserai.mapping;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;

/** Country codes and names in the forms carriers use, to ISO 3166-1 alpha-2. */
public final class Countries {
    private final Map<String, String> byName;

    /** The countries Java knows (alpha-2, alpha-3, English names). */
    public Countries() {
        this(Map.of());
    }

    /** As above, with further names that carriers use, each to its alpha-2 code. */
    public Countries(Map<String, String> furtherNames) {
        Map<String, String> names = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            Locale country = new Locale.Builder().setRegion(code).build();
            names.put(code, code);
            names.put(key(country.getDisplayCountry(Locale.ENGLISH)), code);
            try {
                names.put(country.getISO3Country(), code);
            } catch (MissingResourceException e) {
                names.putIfAbsent(code, code); // a territory without alpha-3 code
            }
        }
        furtherNames.forEach((name, code) -> names.put(key(name), code));
        byName = Map.copyOf(names);
    }

    /** The alpha-2 code of a code or name in any case; empty when unknown. */
    public Optional<String> alpha2(String codeOrName) {
        String exact = byName.get(codeOrName);
        return Optional.ofNullable(exact != null ? exact : byName.get(key(codeOrName)));
    }

    private static String key(String name) {
        return name.trim().toUpperCase(Locale.ROOT).replace(".", "").replace('-', ' ');
    }
}
