package io.caravanserai.label.template;

import io.caravanserai.label.model.Area;

/**
 * Where a part stands in its block, and what becomes of it when the block is higher than its least height.
 *
 * @param area mm from the block's left upper corner, at its least height
 * @param onExtra where the extra height goes
 */
record Box(Area area, Extra onExtra) {
    /** What a part does with the extra height of its block. */
    enum Extra {
        /** It stays where it is. */
        STAY,
        /** It moves down with the block's lower edge. */
        MOVE,
        /** It becomes higher. */
        GROW
    }

    /** The box on the page of a block that begins at a place and is higher by some mm. */
    Area on(double left, double top, double extra) {
        double down = onExtra == Extra.MOVE ? extra : 0;
        double higher = onExtra == Extra.GROW ? extra : 0;
        return new Area(left + area.x(), top + area.y() + down, area.width(), area.height() + higher);
    }
}
