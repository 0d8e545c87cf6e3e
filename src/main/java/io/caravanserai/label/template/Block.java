package io.caravanserai.label.template;

import java.util.List;

/**
 * A strip of the label over its whole width.
 *
 * @param height its least height, mm
 * @param grow its share of the height that a higher label has to give
 */
record Block(String name, double height, double grow, List<Part> parts) {
    Block {
        parts = List.copyOf(parts);
    }
}
