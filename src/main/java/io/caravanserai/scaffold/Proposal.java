package io.caravanserai.scaffold;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a sample seems to mean, as the body of a mapping's document; each line says how it was found. */
final class Proposal {
    private static final String NOT_FOUND = "nothing in the sample looks like it: write the path to it";
    private static final Map<String, Role> PLACE = place();

    private final EventLevel level;
    private final List<Spot> fields;
    private final @Nullable WhenGuess when;
    private final Set<Spot> used = new HashSet<>();
    private final Map<Role, Spot> roles = new LinkedHashMap<>();

    Proposal(List<Spot> spots) {
        this.level = EventLevel.of(spots);
        this.fields = level.allFields(spots);
        List<Spot> own = level.ownFields(spots);
        this.when = WhenGuess.of(own).or(() -> WhenGuess.of(fields)).orElse(null);
        if (when != null) {
            used.addAll(when.spots());
        }
        take(Role.TRACKING_NUMBER, fields);
        take(Role.CODE, own);
        for (Role role : Role.values()) {
            if (!roles.containsKey(role)) {
                take(role, own);
            }
        }
    }

    private static Map<String, Role> place() {
        Map<String, Role> place = new LinkedHashMap<>();
        place.put("code", Role.PLACE_CODE);
        place.put("name", Role.PLACE_NAME);
        place.put("city", Role.CITY);
        place.put("state", Role.STATE);
        place.put("postal_code", Role.POSTAL_CODE);
        place.put("country", Role.COUNTRY);
        return place;
    }

    private void take(Role role, List<Spot> among) {
        role.best(among.stream().filter(spot -> !used.contains(spot)).toList()).ifPresent(spot -> {
            used.add(spot);
            roles.put(role, spot);
        });
    }

    /** Where the tracking number is, for a Kamelet's {@code keyPath}: names from the document down; empty when unknown. */
    List<String> numberPath() {
        Spot number = roles.get(Role.TRACKING_NUMBER);
        return number == null ? List.of() : number.path();
    }

    /** Whether that path leads through a list there, for JSON pointers; the document itself is level 0. */
    boolean isListed(List<String> path) {
        return level.levels().containsKey(path);
    }

    /** The lines {@code each} and {@code event}. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!level.levels().isEmpty()) {
            lines.add("    each:                       # what is repeated in the sample, outermost first");
            level.each().forEach((name, path) -> lines.add("      " + name + ": " + quoted(path)));
        }
        lines.add("    event:");
        lines.add(needed("tracking_number", Role.TRACKING_NUMBER));
        lines.add(needed("code", Role.CODE));
        lines.addAll(optional("text", Role.TEXT));
        lines.addAll(time());
        List<String> place = PLACE.entrySet().stream()
                .filter(entry -> roles.containsKey(entry.getValue()))
                .map(entry -> "        " + entry.getKey() + ": " + path(entry.getValue()))
                .toList();
        if (!place.isEmpty()) {
            lines.add("      location:");
            lines.addAll(place);
        }
        lines.addAll(optional("signed_by", Role.SIGNED_BY));
        lines.addAll(optional("reason_code", Role.REASON_CODE));
        others().ifPresent(lines::add);
        return lines;
    }

    private String needed(String key, Role role) {
        Spot spot = roles.get(role);
        String line = "      " + key + ": ";
        return spot == null ? line + key + "   # " + NOT_FOUND : line + path(role) + "   # such as " + examples(spot);
    }

    private List<String> optional(String key, Role role) {
        return roles.containsKey(role) ? List.of("      " + key + ": " + path(role)) : List.of();
    }

    private String path(Role role) {
        Spot spot = roles.get(role);
        return spot == null ? "" : quoted(level.expression(spot));
    }

    private List<String> time() {
        WhenGuess found = when;
        if (found == null) {
            return List.of("      time: time   # " + NOT_FOUND);
        }
        String pick = found.spots().stream().map(level::expression).collect(Collectors.joining(" + ' ' + "));
        List<String> lines = new ArrayList<>(List.of("      time:", "        - pick: " + quoted(pick)));
        List<String> formats = found.written().formats();
        if (formats.size() > 1) {
            lines.add("          format: " + formats.get(0) + "   # or " + formats.get(1)
                    + ": the sample does not tell day from month");
        } else if (!formats.get(0).equals("iso")) {
            lines.add("          format: " + formats.get(0));
        }
        if (!found.written().hasOffset()) {
            lines.add(
                    roles.containsKey(Role.COUNTRY)
                            ? "          zone: location           # no offset in the sample: the clock of the event's place; ask the carrier"
                            : "          # no offset in the sample and no country: ask whose clock it is, then write zone: {carrier: Europe/Oslo}");
        }
        return lines;
    }

    /** The values that the mapping does not use, so that nobody has to look for them. */
    private Optional<String> others() {
        List<String> left = fields.stream()
                .filter(spot -> !used.contains(spot) && !spot.values().isEmpty())
                .map(level::expression)
                .limit(20)
                .toList();
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of("      # not used: " + String.join(", ", left).replaceAll("\\p{Cntrl}", " "));
    }

    /** YAML takes a value that begins with a double quote for a quoted one. */
    private static String quoted(String expression) {
        return expression.startsWith("\"") || expression.startsWith("@")
                ? "'" + expression.replace("'", "''") + "'"
                : expression;
    }

    private static String examples(Spot spot) {
        return spot.values().stream()
                .distinct()
                .limit(3)
                .map(value -> value.replaceAll("\\p{Cntrl}", " "))
                .map(value -> value.length() > 30 ? value.substring(0, 29) + "…" : value)
                .collect(Collectors.joining(", "));
    }
}
