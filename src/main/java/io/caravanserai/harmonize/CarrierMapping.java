package io.caravanserai.harmonize;

import io.caravanserai.event.TrackingEvent;
import io.caravanserai.mapping.Format;
import io.caravanserai.mapping.MappingProblem;
import java.util.List;
import java.util.Objects;

/**
 * All the hub knows about reading one carrier: an immutable snapshot of its folder.
 *
 * @param mappingFile how origins and messages call its tracking.map.yaml
 * @param codesFile how messages call its codes.csv
 */
public record CarrierMapping(
        String carrier,
        String mappingFile,
        String codesFile,
        List<DocumentMap> documents,
        CodeTable codes,
        ReasonTable reasons) {
    public CarrierMapping {
        documents = List.copyOf(documents);
    }

    /** Where each field of an event that this mapping made comes from; see {@link FieldOrigin}. */
    public List<FieldOrigin> explain(TrackingEvent event) {
        return documents.stream()
                .map(DocumentMap::event)
                .filter(Objects::nonNull)
                .filter(fields -> event.origin().mapping().equals(mappingFile + ":" + fields.line()))
                .findFirst()
                .map(fields -> FieldOrigin.of(event, fields.lines()))
                .orElse(List.of());
    }

    /** What works but is most likely not meant: rows of the code table that no payload can lead to. */
    public List<MappingProblem> doubts() {
        return codes.unreachable(codesFile, documents);
    }

    /** Whether the first row of its tables must stand before each part of a file that is cut by rows. */
    public boolean firstRowCounts() {
        return documents.stream()
                .anyMatch(document ->
                        (document.format() == Format.CSV && document.layout().header())
                                || document.layout().skipLines() > 0);
    }
}
