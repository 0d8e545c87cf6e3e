package io.caravanserai.label.zpl;

import java.util.List;

/**
 * What a stream of ZPL draws.
 *
 * @param labels its labels in order; none when the stream has no complete {@code ^XA ... ^XZ}
 * @param notes commands that were not carried out, or not exactly, by position; at most {@link Notes#MOST}
 */
public record ZplResult(List<ZplLabel> labels, List<ZplNote> notes) {
    public ZplResult {
        labels = List.copyOf(labels);
        notes = List.copyOf(notes);
    }
}
