package io.caravanserai.address;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a country writes its postal codes. */
public final class PostalFormat {
    private final List<PostalMask> masks;
    private final String example;
    private final List<String> prefixes;

    /**
     * @param masks in order of preference
     * @param prefixes letters that some write before the code; the first is that of the country itself
     */
    PostalFormat(List<PostalMask> masks, String example, List<String> prefixes) {
        this.masks = List.copyOf(masks);
        this.example = example;
        this.prefixes = List.copyOf(prefixes);
    }

    /** A postal code that exists, to show how one is written. */
    public String example() {
        return example;
    }

    /** Whether the code is written as the country's post writes it; whether it exists is not known. */
    public boolean accepts(String code) {
        return masks.stream().anyMatch(mask -> mask.written().matcher(code).matches());
    }

    /**
     * The code as the post prefers it, whatever its case, blanks, hyphens, width of characters and country prefix; empty
     * when it is none even so. Doing it again changes nothing.
     */
    public Optional<String> normalise(String code) {
        String compact = Normalizer.normalize(code, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^A-Z0-9]", "");
        for (String candidate : candidates(compact)) {
            for (PostalMask mask : masks) {
                if (mask.compact().matcher(candidate).matches()) {
                    return Optional.of(mask.spell(candidate));
                }
            }
        }
        return Optional.empty();
    }

    private List<String> candidates(String code) {
        List<String> candidates = new ArrayList<>();
        candidates.add(code);
        for (String prefix : prefixes) {
            if (code.startsWith(prefix)) {
                candidates.add(code.substring(prefix.length()));
            }
        }
        // some posts have the country in the code itself: LV-1010
        if (masks.stream().anyMatch(mask -> mask.mask().startsWith(prefixes.get(0)))) {
            candidates.add(prefixes.get(0) + code);
        }
        return candidates;
    }
}
