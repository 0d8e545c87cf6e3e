package io.caravanserai.harmonize;

import io.caravanserai.mapping.CsvFile;
import io.caravanserai.mapping.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A carrier's optional reasons.csv: its reason codes, which may go with any event code, to the hub's words. */
public final class ReasonTable {
    private static final List<String> COLUMNS = List.of("reason_code", "reason", "description");

    private final Map<String, String> byCode;

    private ReasonTable(Map<String, String> byCode) {
        this.byCode = byCode;
    }

    static ReasonTable load(Path file, Problems problems) {
        Map<String, String> reasons = new HashMap<>();
        if (Files.exists(file)) {
            for (CsvFile.Line line :
                    CsvFile.read(file, COLUMNS.subList(0, 2), COLUMNS, problems).lines()) {
                if (!line.get("reason").matches("[a-z][a-z0-9_]*")) {
                    problems.add(
                            line.number(), "reason '" + line.get("reason") + "' must be lower case words joined by _");
                }
                if (reasons.put(line.get("reason_code"), line.get("reason")) != null) {
                    problems.add(line.number(), "the reason code '" + line.get("reason_code") + "' is given twice");
                }
            }
        }
        return new ReasonTable(reasons);
    }

    Optional<String> find(String reasonCode) {
        return Optional.ofNullable(byCode.get(reasonCode));
    }
}
