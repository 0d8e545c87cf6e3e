package io.caravanserai.harmonize;

import io.caravanserai.mapping.CsvFile;
import io.caravanserai.mapping.Problems;
import io.caravanserai.mapping.Suggest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
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
                                    problems.file() + ":" + line.number(),
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
