package io.caravanserai.check;

import io.caravanserai.check.Finding.Severity;
import java.util.ArrayList;
import java.util.List;

/** Collects what is found in one file. */
final class Findings {
    private final String file;
    private final List<Finding> found = new ArrayList<>();

    Findings(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    void error(int line, String message, String nextStep) {
        found.add(new Finding(file, line, Severity.ERROR, message, nextStep));
    }

    void warning(int line, String message, String nextStep) {
        found.add(new Finding(file, line, Severity.WARNING, message, nextStep));
    }

    /** What was found, each once, from top to bottom. */
    List<Finding> sorted() {
        return found.stream()
                .distinct()
                .sorted((a, b) -> Integer.compare(a.line(), b.line()))
                .toList();
    }
}
