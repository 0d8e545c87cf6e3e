package io.caravanserai.scaffold;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where the events of a payload are: the place whose fields look most like those of an event, and what is repeated on
 * the way to it.
 *
 * @param path of the event's place
 * @param levels paths of what is repeated, outermost first, with the name of each level
 */
record EventLevel(List<String> path, Map<List<String>, String> levels) {
    private static final Pattern EVENT_NAME =
            Pattern.compile(".*(event|scan|activit|status|histor|checkpoint|milestone|track|row|movement|step).*");
    private static final Pattern PLAIN_NAME = Pattern.compile("@?[A-Za-z_][A-Za-z0-9_-]*");

    static EventLevel of(List<Spot> spots) {
        Spot best = spots.get(0);
        int most = -1;
        for (Spot spot : spots) {
            int score = spot.leaf() ? -1 : score(spot, spots);
            if (score > most) {
                best = spot;
                most = score;
            }
        }
        return new EventLevel(best.path(), levels(best.path(), spots));
    }

    private static int score(Spot place, List<Spot> spots) {
        List<Spot> fields = fields(place.path(), spots);
        return (WhenGuess.of(fields).isPresent() ? 80 : 0)
                + (Role.CODE.best(fields).isPresent() ? 40 : 0)
                + (Role.TEXT.best(fields).isPresent() ? 10 : 0)
                + (Role.CITY.best(fields).isPresent() ? 10 : 0)
                + (place.repeated() ? 30 : 0)
                + (EVENT_NAME.matcher(Role.plain(place.name())).matches() ? 30 : 0)
                + place.path().size();
    }

    /** Values at or below a place with nothing repeated between. */
    private static List<Spot> fields(List<String> place, List<Spot> spots) {
        Set<List<String>> repeated = repeated(spots);
        return spots.stream()
                .filter(spot -> spot.leaf() && spot.isUnder(place))
                .filter(spot -> prefixes(spot.path()).stream()
                        .noneMatch(prefix -> prefix.size() > place.size() && repeated.contains(prefix)))
                .toList();
    }

    /** Values of the event itself. */
    List<Spot> ownFields(List<Spot> spots) {
        return fields(path, spots);
    }

    /** Values that belong to an event without doubt: its own, and those of the levels around it. */
    List<Spot> allFields(List<Spot> spots) {
        Set<List<String>> repeated = repeated(spots);
        return spots.stream()
                .filter(Spot::leaf)
                .filter(spot -> prefixes(spot.path()).stream()
                        .allMatch(prefix -> !repeated.contains(prefix) || levels.containsKey(prefix)))
                .toList();
    }

    private static Map<List<String>, String> levels(List<String> path, List<Spot> spots) {
        Set<List<String>> repeated = repeated(spots);
        List<List<String>> met =
                prefixes(path).stream().filter(repeated::contains).toList();
        Map<List<String>, String> levels = new LinkedHashMap<>();
        for (List<String> prefix : met) {
            boolean innermost = prefix.equals(met.get(met.size() - 1));
            levels.put(prefix, innermost ? "event" : unique(singular(prefix), levels));
        }
        return levels;
    }

    private static String singular(List<String> path) {
        String name = path.isEmpty() ? "item" : path.get(path.size() - 1).replaceAll("[^A-Za-z0-9]", "_");
        return name.length() > 3 && name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
    }

    private static String unique(String name, Map<List<String>, String> taken) {
        return name.equals("event") || taken.containsValue(name) || !name.matches("[A-Za-z].*")
                ? name + "_" + taken.size()
                : name;
    }

    private static Set<List<String>> repeated(List<Spot> spots) {
        return new HashSet<>(
                spots.stream().filter(Spot::repeated).map(Spot::path).toList());
    }

    private static List<List<String>> prefixes(List<String> path) {
        List<List<String>> prefixes = new ArrayList<>();
        for (int i = 0; i <= path.size(); i++) {
            prefixes.add(path.subList(0, i));
        }
        return prefixes;
    }

    /** What the mapping says under {@code each}: for each level its name and the path to it. */
    Map<String, String> each() {
        Map<String, String> each = new LinkedHashMap<>();
        levels.forEach(
                (path, name) -> each.put(name, (path.isEmpty() ? "$" : expression(path, path.size() - 1)) + "[]"));
        return each;
    }

    /** How a mapping names a value, from the innermost level around it. */
    String expression(Spot spot) {
        return expression(spot.path(), spot.path().size());
    }

    private String expression(List<String> path, int below) {
        for (int i = below; i >= 0; i--) {
            String level = levels.get(path.subList(0, i));
            if (level != null) {
                return level + "." + join(path.subList(i, path.size()));
            }
        }
        return join(path);
    }

    private static String join(List<String> names) {
        return names.stream()
                .map(name -> PLAIN_NAME.matcher(name).matches() ? name : '"' + name.replace("\"", "") + '"')
                .collect(Collectors.joining("."));
    }
}
