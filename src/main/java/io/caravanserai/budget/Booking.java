package io.caravanserai.budget;

import java.util.List;

/**
 * Calls that are counted together, some of them before their time. Times are milliseconds since 1970 by the clock of
 * whoever booked them.
 *
 * @param moments from when each may be made, in order; fewer than were wanted when the limits allow no more for now
 * @param askAgainAt when the limits allow the next, or it may be booked; the present when none was refused
 */
public record Booking(List<Long> moments, long askAgainAt) {
    public Booking {
        moments = List.copyOf(moments);
    }
}
