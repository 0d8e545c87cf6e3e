package io.caravanserai.mapping;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Country codes and names in the forms carriers use, to ISO 3166-1 alpha-2. */
public final class Countries {
    private final Map<String, String> byName;
    private final Map<String, String> alpha3 = new HashMap<>();
    private final Set<String> codes;

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
                alpha3.put(code, country.getISO3Country());
            } catch (MissingResourceException e) {
                names.putIfAbsent(code, code); // a territory without alpha-3 code
            }
        }
        furtherNames.forEach((name, code) -> names.put(key(name), code));
        byName = Map.copyOf(names);
        codes = Stream.concat(Stream.of(Locale.getISOCountries()), alpha3.values().stream())
                .collect(Collectors.toSet());
    }

    /** The alpha-2 code of a code or name in any case; empty when unknown. */
    public Optional<String> alpha2(String codeOrName) {
        String exact = byName.get(codeOrName);
        return Optional.ofNullable(exact != null ? exact : byName.get(key(codeOrName)));
    }

    /** Whether the text is a code of ISO 3166-1, alpha-2 or alpha-3, in any case. */
    public boolean isCode(String text) {
        return codes.contains(text.toUpperCase(Locale.ROOT));
    }

    /** The alpha-3 code of an alpha-2 code; empty when unknown. */
    public Optional<String> alpha3(String alpha2) {
        return Optional.ofNullable(alpha3.get(alpha2));
    }

    private static String key(String name) {
        return name.trim().toUpperCase(Locale.ROOT).replace(".", "").replace('-', ' ');
    }
}
