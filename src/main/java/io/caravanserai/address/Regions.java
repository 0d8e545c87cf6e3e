package io.caravanserai.address;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The sub-regions of one country that are part of its addresses. */
final class Regions {
    private final Map<String, Region> byCode = new LinkedHashMap<>();
    private final Map<String, Region> byName = new HashMap<>();

    /**
     * One sub-region.
     *
     * @param code of ISO 3166-2 without the country, or the post's own
     */
    record Region(String code, String name) {
        /** {@code CA (California)}. */
        String shown() {
            return code + " (" + name + ")";
        }
    }

    /** @return false when the code is there already */
    boolean add(Region region, List<String> furtherNames) {
        if (byCode.putIfAbsent(key(region.code()), region) != null) {
            return false;
        }
        byName.putIfAbsent(key(region.name()), region);
        furtherNames.forEach(name -> byName.putIfAbsent(key(name), region));
        return true;
    }

    /** By code or any known name, whatever the case and accents. */
    Optional<Region> find(String codeOrName) {
        Region region = byCode.get(key(codeOrName));
        return Optional.ofNullable(region != null ? region : byName.get(key(codeOrName)));
    }

    /** By a known name alone: two letters that happen to be a code are no name of a city. */
    Optional<Region> named(String name) {
        return Optional.ofNullable(byName.get(key(name)));
    }

    boolean isEmpty() {
        return byCode.isEmpty();
    }

    Collection<Region> all() {
        return byCode.values();
    }

    private static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
