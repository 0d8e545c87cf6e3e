package io.caravanserai.harmonize;

import io.caravanserai.mapping.CsvFile;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.mapping.Problems;
import io.caravanserai.mapping.Suggest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Time zones by place: country and state, or the IATA code of a service area. */
public final class Zones {
    private final Map<String, ZoneId> byPlace;
    private final Map<String, ZoneId> byIata;

    private Zones(Map<String, ZoneId> byPlace, Map<String, ZoneId> byIata) {
        this.byPlace = Map.copyOf(byPlace);
        this.byIata = Map.copyOf(byIata);
    }

    /**
     * Reads zones.csv and iata-zones.csv of the folder; a missing file is an empty table.
     *
     * @throws MappingException naming every faulty line
     */
    public static Zones load(Path folder) throws MappingException {
        return new Zones(
                table(folder.resolve("zones.csv"), List.of("country", "state")),
                table(folder.resolve("iata-zones.csv"), List.of("code")));
    }

    private static Map<String, ZoneId> table(Path file, List<String> keys) throws MappingException {
        Map<String, ZoneId> zones = new HashMap<>();
        if (!Files.exists(file)) {
            return zones;
        }
        List<String> columns = new ArrayList<>(keys);
        columns.add("zone");
        Problems problems = new Problems(file.toString());
        for (CsvFile.Line line : CsvFile.read(file, columns, columns, problems).lines()) {
            String key = key(line.get(keys.get(0)), keys.size() > 1 ? line.get("state") : null);
            ZoneId zone = zone(line.get("zone"), line.number(), problems);
            if (zones.put(key, zone) != null) {
                problems.add(line.number(), "'" + key + "' is given twice");
            }
        }
        problems.throwIfAny();
        return zones;
    }

    private static ZoneId zone(String name, int line, Problems problems) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            problems.add(line, "no time zone '" + name + "'" + hint(name));
            return ZoneId.of("UTC");
        }
    }

    /** The end of an error message about an unknown zone name. */
    static String hint(String name) {
        return Suggest.closest(name, ZoneId.getAvailableZoneIds())
                .map(z -> "; did you mean '" + z + "'?")
                .orElse("; use a name such as Europe/Oslo");
    }

    private static String key(String first, @Nullable String second) {
        return (second == null || second.isEmpty() ? first : first + "-" + second).toUpperCase(Locale.ROOT);
    }

    /** The zone of a country's state, else of the country; empty when the country has several and none is known. */
    public Optional<ZoneId> of(@Nullable String country, @Nullable String state) {
        if (country == null) {
            return Optional.empty();
        }
        ZoneId zone = state == null ? null : byPlace.get(key(country, state));
        return Optional.ofNullable(zone != null ? zone : byPlace.get(key(country, null)));
    }

    /** The zone of an airport or service area. */
    public Optional<ZoneId> ofIata(String code) {
        return Optional.ofNullable(byIata.get(code.toUpperCase(Locale.ROOT)));
    }
}
