package io.caravanserai.label.render;

import io.caravanserai.label.model.Area;
import io.caravanserai.label.model.Resolution;

/** A rectangle of whole dots. */
record DotArea(int x, int y, int width, int height) {
    /** The dots nearest to a rectangle's edges; at least one each way, so that no rule vanishes. */
    static DotArea of(Area area, Resolution resolution) {
        int x = resolution.dots(area.x());
        int y = resolution.dots(area.y());
        return new DotArea(
                x, y, Math.max(1, resolution.dots(area.right()) - x), Math.max(1, resolution.dots(area.bottom()) - y));
    }
}
