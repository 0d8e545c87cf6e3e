package io.caravanserai.harmonize;

import java.util.List;

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
}
