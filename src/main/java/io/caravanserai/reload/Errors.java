package io.caravanserai.reload;

import io.caravanserai.check.Finding;
import io.caravanserai.check.Finding.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code ./hub check} says of the files as they are at one moment, asked when it is first needed. */
final class Errors {
    private static final int TOLD = 3;

    private final Supplier<List<Finding>> check;
    private @Nullable List<Finding> findings;

    Errors(Supplier<List<Finding>> check) {
        this.check = check;
    }

    /**
     * @throws IllegalArgumentException with the file's errors, when it has some
     */
    void refuse(Path file) {
        if (findings == null) {
            findings = check.get();
        }
        List<Finding> errors = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .filter(finding -> Path.of(finding.file()).equals(file))
                .toList();
        if (!errors.isEmpty()) {
            String more = errors.size() > TOLD ? "; and " + (errors.size() - TOLD) + " more" : "";
            throw new IllegalArgumentException(
                    errors.stream().limit(TOLD).map(Finding::toString).collect(Collectors.joining("; ")) + more);
        }
    }
}
