package io.caravanserai.harmonize;

import io.caravanserai.mapping.CsvFile;
import io.caravanserai.mapping.MappingProblem;
import io.caravanserai.mapping.Problems;
import io.caravanserai.mapping.Suggest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A carrier's codes.csv. A key of several parts is written with {@code /}; {@code *} stands for any value of a part,
 * or for none at the end. The row with the most of its parts given from the left counts; rows for one document count
 * before rows for all.
 */
public final class CodeTable {
    private static final List<String> COLUMNS =
            List.of("document", "carrier_code", "milestone", "code", "sub_code", "reason", "description");
    private static final int MAX_PARTS = 6;

    /** By document (empty for all), then by key. */
    private final Map<String, Map<String, CodeRow>> rows;

    private CodeTable(Map<String, Map<String, CodeRow>> rows) {
        this.rows = rows;
    }

    /**
     * @param documents names of the carrier's documents
     */
    static CodeTable load(Path file, Collection<String> documents, EventCodes codes, Problems problems) {
        Map<String, Map<String, CodeRow>> rows = new HashMap<>();
        if (!Files.exists(file)) {
            return new CodeTable(rows);
        }
        Map<String, Integer> seen = new HashMap<>();
        for (CsvFile.Line line :
                CsvFile.read(file, COLUMNS.subList(1, 4), COLUMNS, problems).lines()) {
            String document = line.get("document");
            String key = line.get("carrier_code");
            if (!document.isEmpty() && !documents.contains(document)) {
                problems.add(line.number(), "no document '" + document + "'" + Suggest.hint(document, documents));
            }
            if (key.isEmpty() || key.equals("*")) {
                problems.add(
                        line.number(),
                        "carrier_code is '" + key + "', but a row must name a code: unknown codes stay unmapped");
            }
            Integer before = seen.put(document + "\n" + key, line.number());
            if (before != null) {
                problems.add(line.number(), "the carrier code '" + key + "' is already given on line " + before);
            }
            EventCode code = hubCode(line, codes, problems);
            String reason = line.get("reason");
            rows.computeIfAbsent(document, d -> new HashMap<>())
                    .put(
                            key,
                            new CodeRow(
                                    problems.file(),
                                    line.number(),
                                    code,
                                    reason.isEmpty() ? null : reason,
                                    line.get("description")));
        }
        return new CodeTable(rows);
    }

    private static EventCode hubCode(CsvFile.Line line, EventCodes codes, Problems problems) {
        String sub = line.get("sub_code");
        String key = line.get("milestone") + "/" + line.get("code") + (sub.isEmpty() ? "" : "/" + sub);
        Optional<EventCode> code = codes.find(key);
        if (code.isEmpty()) {
            problems.add(line.number(), "no hub code '" + key + "'" + codes.hint(key));
        }
        return code.orElseGet(codes::unmapped);
    }

    public int size() {
        return rows.values().stream().mapToInt(Map::size).sum();
    }

    /**
     * Rows that no payload can lead to, though each is right in itself.
     *
     * @param file how messages call the table
     */
    List<MappingProblem> unreachable(String file, List<DocumentMap> documents) {
        List<MappingProblem> found = new ArrayList<>();
        rows.forEach((document, table) -> {
            List<DocumentMap> readers = documents.stream()
                    .filter(d ->
                            (document.isEmpty() || d.name().equals(document)) && d.event() != null && !d.hubCodes())
                    .toList();
            table.forEach((key, row) -> whyNever(key, document, readers)
                    .ifPresent(why -> found.add(
                            new MappingProblem(file, row.line(), "no code leads to the row '" + key + "': " + why))));
        });
        found.sort(Comparator.comparingInt(MappingProblem::line));
        return found;
    }

    private Optional<String> whyNever(String key, String document, List<DocumentMap> readers) {
        if (readers.isEmpty()) {
            return Optional.of(
                    "no document looks codes up" + (document.isEmpty() ? "" : " under the name '" + document + "'"));
        }
        if (key.endsWith("/*/*")) {
            return Optional.of("stars at the end are written once, " + key.replaceAll("(/\\*)+$", "/*"));
        }
        if (key.chars().filter(c -> c == '/').count() >= MAX_PARTS) {
            return Optional.of("a key has at most " + MAX_PARTS + " parts");
        }
        boolean isHidden = document.isEmpty()
                && readers.stream()
                        .allMatch(d -> rows.getOrDefault(d.name(), Map.of()).containsKey(key));
        return isHidden ? Optional.of("every document has a row of its own for it") : Optional.empty();
    }

    /**
     * The row for a code key, null when the table has none.
     *
     * @param joined the parts with {@code /} between them
     */
    @Nullable
    CodeRow find(String document, List<String> parts, String joined) {
        CodeRow row = lookup(rows.get(document), parts, joined);
        return row != null ? row : lookup(rows.get(""), parts, joined);
    }

    private static @Nullable CodeRow lookup(@Nullable Map<String, CodeRow> table, List<String> parts, String joined) {
        if (table == null) {
            return null;
        }
        int n = Math.min(parts.size(), MAX_PARTS);
        for (int mask = 0; mask < 1 << n; mask++) {
            String key = mask == 0 && n == parts.size() ? joined : pattern(parts, n, mask);
            CodeRow row = table.get(key);
            if (row == null && mask == 0) {
                row = table.get(key + "/*");
            }
            if (row != null) {
                return row;
            }
        }
        return null;
    }

    /** The key with the parts of the mask as stars (lowest bit: last part); stars at the end are written once. */
    private static String pattern(List<String> parts, int n, int mask) {
        int trailing = Integer.numberOfTrailingZeros(~mask);
        int length = trailing > 1 ? n - trailing + 1 : n;
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < length; i++) {
            boolean star = (mask >> (n - 1 - i) & 1) == 1;
            key.append(i == 0 ? "" : "/").append(star ? "*" : parts.get(i));
        }
        return key.toString();
    }
}
