package io.caravanserai.label.api;

import io.caravanserai.mapping.MappingException;
import io.caravanserai.mapping.MappingProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds what is wrong in a carrier's label mapping before a hub runs with it. */
public final class LabelMappingCheck {
    private LabelMappingCheck() {}

    /**
     * Every fault with its line; none when the carrier has no label mapping.
     *
     * @param carrier name of the folder
     */
    public static List<MappingProblem> problems(Path mappingsDir, String carrier) {
        if (!Files.exists(mappingsDir.resolve(carrier).resolve(LabelMapping.FILE))) {
            return List.of();
        }
        try {
            LabelMapping.load(mappingsDir, carrier);
            return List.of();
        } catch (MappingException e) {
            return e.problems();
        }
    }
}
