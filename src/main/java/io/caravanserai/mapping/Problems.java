package io.caravanserai.mapping;

import java.util.ArrayList;
import java.util.List;

/** Collects the faults of one file, so that its author sees all of them at once. */
public final class Problems {
    private final String file;
    private final List<MappingProblem> found = new ArrayList<>();

    public Problems(String file) {
        this.file = file;
    }

    public String file() {
        return file;
    }

    public void add(int line, String message) {
        found.add(new MappingProblem(file, line, message));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public List<MappingProblem> found() {
        return List.copyOf(found);
    }

    /** @throws MappingException when anything was found */
    public void throwIfAny() throws MappingException {
        if (!found.isEmpty()) {
            throw new MappingException(found);
        }
    }
}
