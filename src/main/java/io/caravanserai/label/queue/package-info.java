/** The queue of labels to make: one owner for each account at a carrier, which keeps to its limits and is fair. */
@NullMarked
package io.caravanserai.label.queue;

import org.jspecify.annotations.NullMarked;
