package io.caravanserai.label.queue;

import io.caravanserai.label.buy.LabelOrder;

/**
 * A call that is begun in the store and not yet made.
 *
 * @param fence the lease under which it was begun
 * @param moment from when it may be made, milliseconds since 1970
 * @param begunAt when its beginning was asked for, by {@link System#nanoTime}
 */
record Departure(LabelWork work, LabelOrder order, long fence, long moment, long begunAt) {}
