package io.caravanserai.harmonize;

import io.caravanserai.mapping.CsvFile;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.mapping.Problems;
import io.caravanserai.mapping.Suggest;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The hub's code list. */
public final class EventCodes {
    static final String UNMAPPED = "other/unmapped";
    private static final List<String> COLUMNS =
            List.of("milestone", "code", "sub_code", "rank", "terminal", "definition");

    private final Map<String, EventCode> byKey;

    private EventCodes(Map<String, EventCode> byKey) {
        this.byKey = byKey;
    }

    /** @throws MappingException naming every faulty line of the file */
    public static EventCodes load(Path file) throws MappingException {
        Problems problems = new Problems(file.toString());
        Map<String, EventCode> codes = new LinkedHashMap<>();
        for (CsvFile.Line line : CsvFile.read(file, COLUMNS, COLUMNS, problems).lines()) {
            EventCode code = new EventCode(
                    line.get("milestone"),
                    line.get("code"),
                    line.get("sub_code").isEmpty() ? null : line.get("sub_code"),
                    rank(line, problems),
                    line.get("terminal").equals("yes"),
                    line.get("definition"));
            if (codes.put(code.key(), code) != null) {
                problems.add(line.number(), "the code " + code.key() + " is listed twice");
            }
        }
        if (!codes.containsKey(UNMAPPED)) {
            problems.add(0, "the code " + UNMAPPED + " must be listed: unknown carrier codes get it");
        }
        problems.throwIfAny();
        return new EventCodes(codes);
    }

    private static int rank(CsvFile.Line line, Problems problems) {
        try {
            return Integer.parseInt(line.get("rank"));
        } catch (NumberFormatException e) {
            problems.add(line.number(), "rank '" + line.get("rank") + "' must be a whole number, 0 for no progress");
            return 0;
        }
    }

    /** The code of that {@code milestone/code[/sub_code]}. */
    public Optional<EventCode> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** The milestones there are. */
    public Set<String> milestones() {
        return all().stream().map(EventCode::milestone).collect(Collectors.toSet());
    }

    public Collection<EventCode> all() {
        return List.copyOf(byKey.values());
    }

    /** What an unknown carrier code becomes. */
    public EventCode unmapped() {
        return find(UNMAPPED).orElseThrow();
    }

    /** The end of an error message about an unknown key. */
    String hint(String key) {
        return Suggest.closest(key, byKey.keySet())
                .map(c -> "; did you mean '" + c + "'?")
                .orElse("; see edi-mappings/harmonized/event-codes.csv");
    }
}
