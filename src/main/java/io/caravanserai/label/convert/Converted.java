package io.caravanserai.label.convert;

import java.util.List;

/**
 * What a conversion made.
 *
 * @param documents one with all labels for PDF and ZPL, one for each label for PNG and JPG
 * @param warnings what to know before it is printed; none when nothing was lost
 */
public record Converted(List<byte[]> documents, List<Warning> warnings) {
    public Converted {
        documents = List.copyOf(documents);
        warnings = List.copyOf(warnings);
    }
}
