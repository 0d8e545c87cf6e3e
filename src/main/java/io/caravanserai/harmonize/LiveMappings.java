package io.caravanserai.harmonize;

import io.caravanserai.mapping.MappingException;
import io.caravanserai.mapping.MappingProblem;
import java.util.List;
import java.util.function.Supplier;

/** The snapshot of the mappings that a running hub works with now. */
public final class LiveMappings implements Supplier<MappingLibrary> {
    private volatile MappingLibrary current;

    public LiveMappings(MappingLibrary first) {
        this.current = first;
    }

    @Override
    public MappingLibrary get() {
        return current;
    }

    /** Reads one carrier's folder again; the answer is what is wrong with it, and its last good mapping stays. */
    public synchronized List<MappingProblem> reload(String carrier) {
        current = current.reload(carrier);
        return current.setAside().getOrDefault(carrier, List.of());
    }

    /**
     * Reads all again.
     *
     * @throws MappingException when the shared tables have a fault or a carrier would not work any more; nothing changes
     */
    public synchronized void reloadAll() throws MappingException {
        current = current.reload();
    }
}
